"""Annotations of GitHub Actions."""

import pytest

from pytest_leads.reports.github import annotation_lines, under_github
from pytest_leads.reports.tally import Tally

from .conftest import exchange, finding, reported


@pytest.fixture(autouse=True)
def elsewhere(monkeypatch):
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)


def test_each_place_is_one_line_worst_first(report):
    lines = list(annotation_lines(report))
    assert [line.partition(" ")[0] for line in lines] == ["::error", "::error", "::error", "::warning"]
    assert lines[1].startswith(
        "::error file=crm.py,line=12,title=LEAD005 page-cap::limit = 500, token = ***%0AFix: Ask"
    )


def test_what_would_end_a_line_or_a_property_is_escaped():
    tally = Tally()
    tally.count("t", [])
    sent = exchange()
    tally.add("t", [finding(sent, "request.body", "100% of\r\n::error::x, y: z")])
    made = reported(tally, root="/home/shop, old:er")
    [line] = annotation_lines(made)
    assert line.startswith("::error file=/home/shop/crm.py,line=12,title=LEAD005 page-cap::100%25 of")
    assert "%0A::error::x, y: z%0AFix: " in line
    assert "\n" not in line


def test_a_comma_or_colon_in_a_path_is_escaped(monkeypatch, report):
    monkeypatch.setenv("GITHUB_WORKSPACE", "/elsewhere")
    assert "file=/home/shop/crm.py,line" in list(annotation_lines(report))[1]
    tally = Tally()
    tally.add("t", [finding(exchange(), "request.body")])
    assert "file=/home/shop/crm.py," in next(iter(annotation_lines(reported(tally, root="/a,b:c"))))


def test_paths_are_told_from_the_workspace(monkeypatch, report):
    monkeypatch.setenv("GITHUB_WORKSPACE", "/home")
    assert "file=shop/crm.py,line=12," in list(annotation_lines(report))[1]


def test_of_more_places_than_github_shows_the_last_line_is_their_number():
    tally = Tally()
    for line in range(25):
        sent = exchange(line=line)
        tally.add(f"t{line}", [finding(sent, "request.body")])
    lines = list(annotation_lines(reported(tally)))
    assert len(lines) == 10
    assert lines[-1] == "::error title=pytest-leads::and 16 more places, see the report"


@pytest.mark.parametrize(("value", "under"), [("true", True), ("", False), ("false", False)])
def test_it_is_under_github_where_github_says_so(monkeypatch, value, under):
    monkeypatch.setenv("GITHUB_ACTIONS", value)
    assert under_github() is under


def test_checks_without_a_verdict_are_told_once_for_each_reason_and_of_no_pitfall(unjudged):
    lines = list(annotation_lines(unjudged))
    start = "::error file=test_shop.py,line=40,title=pytest-leads::No verdict on test_shop.py::TestShop by "
    assert lines == [f"{start}2 contract checks: LookupError: no | db", f"{start}1 contract check: it is flaky"]
