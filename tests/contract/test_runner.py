"""How one check is searched: what counts as judged, and ends that are no verdict."""

from dataclasses import replace

import pytest
import requests
from hypothesis import strategies as st
from integrations.with_requests import BASE_URL

from pytest_leads import Integration
from pytest_leads.contract import NotCoveredError
from pytest_leads.contract.failure import StageError
from pytest_leads.suite.registry import all_checks

CHECK = all_checks()["save_tells_of_an_ignored_field"]
QUEUE_URL = "https://next-api.telecrm.in/enterprise/64f1a2b3c4d5e6f708192a3b/autoupdatelead"
NUMBERS = st.integers(0, 9)


@pytest.fixture
def search(bench):
    """Search with a function in the place of a check's own."""

    def search(function):
        return bench.runner().run(replace(CHECK, function=function), Integration(save=print))

    return search


def test_an_example_without_anything_to_judge_hides_no_failure_of_another(search):
    def function(trial):
        if trial.draw(NUMBERS) < 5:
            raise NotCoveredError("nothing to judge")
        trial.fail(expected="none", seen="one")

    result = search(function)
    assert result.broken
    assert not result.not_covered


def test_only_the_examples_that_were_judged_are_counted(search):
    judged = []

    def function(trial):
        if trial.draw(NUMBERS) < 5:
            raise NotCoveredError("nothing to judge")
        judged.append(1)

    result = search(function)
    assert 0 < result.examples == len(judged) < 20
    assert not result.not_covered


def test_a_check_is_not_covered_when_no_example_could_be_judged(search):
    def function(_):
        raise NotCoveredError("nothing to judge")

    assert search(function).not_covered == "nothing to judge"


def test_a_save_that_is_queued_at_times_is_judged_when_it_is_not(bench):
    headers = {"Authorization": "Bearer t"}

    def save(fields):
        if "rating" in fields:  # and no look at what the answer says of them
            requests.post(f"{BASE_URL}/lead", json={"fields": fields}, headers=headers, timeout=5)
        else:
            requests.post(QUEUE_URL, json={"fields": fields}, headers=headers, timeout=5)

    assert bench.run(CHECK.name, Integration(save=save), examples=100).broken


def test_what_fails_only_once_is_told_of_as_such(search):
    failed = []

    def function(trial):
        if not failed:
            failed.append(trial.draw(NUMBERS))
            trial.fail(expected="none", seen="one")

    result = search(function)
    assert result.flaky
    assert result.broken.seen == "one"


def test_an_api_that_fails_only_once_is_no_verdict(search):
    failed = []

    def function(trial):
        if not failed:
            failed.append(trial.draw(NUMBERS))
            raise StageError("no answer")

    with pytest.raises(StageError, match=r"^no answer$"):
        search(function)


def test_examples_that_cannot_be_drawn_are_no_verdict(search):
    with pytest.raises(StageError, match=r"^Hypothesis finds no examples for this check in this workspace: "):
        search(lambda trial: trial.draw(NUMBERS.filter(lambda _: False)))
