import pytest
from integrations.with_async_api import post
from specificity import INTEGRATIONS, alarms, load

from pytest_leads import Integration
from pytest_leads.suite.registry import all_checks

EXAMPLES = 5
WORKSPACES = {
    "an e-mail address as identifier": {"identifier": "email"},
    "labels that look alike": {"pipeline": {"OPEN": ["New ", "new lead", "Hot"], "WON": ["WON"], "archived": ["Hot "]}},
    "fields and actions of its own": {
        "fields": {"interests": "tags", "deal": "money", "visits": "number", "due": "date"},
        "actions": {"1002": {"name": "Visit", "fields": {"note": "text"}}},
    },
    "tags that join the old ones": {"fields": {"interests": "tags"}, "quirks": {"tags_on_update": "merge"}},
    "the other answer where documents differ": {
        "quirks": {"unknown_status": "silent", "empty_lists": "absent", "read_row": "live", "stored_phone": "as_sent"}
    },
}


@pytest.mark.parametrize("name", INTEGRATIONS)
def test_no_check_raises_a_false_alarm(name, bench):
    assert alarms(bench.run_all(load(name), examples=EXAMPLES)) == {}


@pytest.mark.parametrize("config", WORKSPACES.values(), ids=WORKSPACES)
def test_there_is_no_false_alarm_in_a_workspace_with(config, bench):
    assert alarms(bench.run_all(load("with_httpx"), examples=2, config=config)) == {}


@pytest.mark.parametrize("forgets", [False, True])
def test_what_is_stored_is_judged_although_a_search_row_has_no_id(forgets, bench):
    right, config = load("with_requests"), {"quirks": {"search_row": "documented"}}

    def create(fields, actions):
        return right.create(fields, [] if forgets else actions)

    result = bench.run("create_stores_all_of_a_valid_lead", Integration(create=create), config=config)
    assert bool(result.broken) is forgets
    assert result.examples


@pytest.mark.parametrize("name", INTEGRATIONS[:3])
def test_an_integration_that_binds_all_members_is_judged_by_all_checks(name, bench):
    results = bench.run_all(load(name), examples=1)
    assert results.keys() == all_checks().keys()
    assert not [check for check, result in results.items() if result.not_covered]


def test_what_the_async_api_tells_nobody_is_not_covered(bench):
    results = bench.run_all(load("with_async_api"), examples=1)
    assert {check for check, result in results.items() if result.not_covered} == {
        "create_tells_of_an_ignored_field",
        "create_tells_when_all_but_the_identifier_is_ignored",
        "create_tells_of_an_ignored_action",
        "create_tells_of_a_status_that_was_not_stored",
        "save_tells_of_an_ignored_field",
    }


def half_right():
    """Some checks find something, and shrink it."""
    right = load("with_requests")

    def first_page(filters):
        return post("/lead/search", {"fields": filters})["data"]

    return Integration(create=right.create, search=first_page)


def said(result):
    """All that a check says of an integration."""
    calls = [(call.member, call.arguments, repr(call.value)) for call in result.broken.calls] if result.broken else []
    return result.examples, result.not_covered, str(result.broken), calls


@pytest.fixture(scope="module")
def all_at_once(bench):
    return {check: said(result) for check, result in bench.run_all(half_right(), seed=7, examples=3).items()}


def test_equal_seeds_give_equal_verdicts_after_equally_many_examples(bench, all_at_once):
    again = bench.run_all(half_right(), seed=7, examples=3)
    assert {check: said(result) for check, result in again.items()} == all_at_once
    assert sum(text != "None" for _, _, text, _ in all_at_once.values()) > 1


def test_another_seed_tries_other_examples(bench, all_at_once):
    others = bench.run_all(half_right(), seed=8, examples=3)
    assert {check: said(result) for check, result in others.items()} != all_at_once


def test_the_order_of_the_checks_does_not_matter(bench, all_at_once):
    made = half_right()
    backwards = {check: said(bench.run(check, made, seed=7, examples=3)) for check in reversed(all_at_once)}
    assert backwards == all_at_once


@pytest.mark.parametrize("check", ["search_reads_every_page", "create_stores_all_of_a_valid_lead"])
def test_a_check_alone_says_what_it_says_among_others(check, bench, all_at_once):
    assert said(bench.run(check, half_right(), seed=7, examples=3)) == all_at_once[check]
