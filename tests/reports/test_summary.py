"""The summary at the end of a run."""

import json

import pytest

from pytest_leads.audit import Finding, Pitfall
from pytest_leads.journal import Exchange, Journal
from pytest_leads.reports.detail import Detail
from pytest_leads.reports.summary import one_line, summary
from pytest_leads.reports.tally import Row, Tally, Traffic
from pytest_leads.wire import Request, Response


def pitfall(pitfall_id, code, operations):
    return Pitfall(pitfall_id, code, "title", "symptom", "cause", "fix", rule=lambda *_: (), operations=operations)


PITFALLS = [
    pitfall("identifier-change", "LEAD001", ("update_lead",)),
    pitfall("page-cap", "LEAD005", ("search_leads",)),
    pitfall("iso-date", "LEAD007", ("create_lead",)),
]
SEARCH = "https://next.telecrm.in/autoupdate/v2/enterprise/e1/lead/search"


def row(*of):
    exchange = Exchange(1, Request("POST", SEARCH), Response(200))
    return Row(*of, Detail.of(Finding("", "", "error", exchange, "request.body", None, ""), 1))


def silent(*tests):
    return Tally({test: Traffic() for test in tests})


@pytest.fixture
def tally():
    made = silent("b", "c")
    journal = Journal()
    journal.record(Request("POST", SEARCH), Response(200))
    journal.record(Request("GET", "https://next.telecrm.in/health"), Response(404))
    made.count("a", journal)
    return made


def test_the_headline_counts_exchanges_and_tests(tally):
    assert summary(tally, PITFALLS)[0] == "2 exchanges with the Leads API in 1 of 3 tests, answered by the simulator"


@pytest.mark.parametrize(
    ("answering", "told"),
    [
        ({"a cassette"}, "answered by the simulator or a cassette"),
        ({"the network", "a cassette"}, "answered by the simulator, a cassette or the network"),
    ],
)
def test_the_headline_tells_who_else_may_have_answered(tally, answering, told):
    tally.answering = answering
    assert summary(tally, PITFALLS)[0].endswith(f" in 1 of 3 tests, {told}")


def test_findings_come_worst_first_with_their_tests(tally):
    tally.rows = [
        row("identifier-change", "error", "t.py::a", "seen"),
        row("iso-date", "error", "t.py::b", "seen"),
        row("iso-date", "error", "t.py::c", "seen"),
    ]
    lines = summary(tally, PITFALLS)
    assert lines[1:6] == [
        "  LEAD007 iso-date           2 errors in 2 tests",
        "      t.py::b",
        "      t.py::c",
        "  LEAD001 identifier-change  1 error in 1 test",
        "      t.py::a",
    ]


def test_a_warning_says_what_was_seen_because_nothing_else_will(tally):
    tally.rows = [row("page-cap", "warning", "t.py::a", "40 of 50 leads were left unread")]
    lines = summary(tally, PITFALLS)
    assert "  LEAD005 page-cap           1 warning in 1 test" in lines
    assert "      warning: t.py::a: 40 of 50 leads were left unread" in lines


def test_many_failing_tests_are_a_number_after_the_first_five(tally):
    tally.rows = [row("page-cap", "error", f"t.py::t{n}", "seen") for n in range(8)]
    assert "      and 3 more tests" in summary(tally, PITFALLS)


def test_silence_is_told_apart_from_a_call_that_was_never_made(tally):
    lines = summary(tally, PITFALLS)
    assert "  no finding: page-cap" in lines
    assert "  not seen (no call that could show it): identifier-change, iso-date" in lines


def test_refusals_are_counted_by_status_and_a_401_shows_nothing_of_a_pitfall():
    journal = Journal()
    journal.record(Request("POST", SEARCH), Response(401))
    journal.record(Request("POST", SEARCH), Response(401))
    tally = Tally()
    tally.count("t", journal)
    lines = summary(tally, PITFALLS)
    assert "  refused by the API: 401 (2 times)" in lines
    assert not any("no finding" in line for line in lines)


def test_a_method_that_no_document_knows_is_listed_but_a_search_by_get_is_not():
    journal = Journal()
    journal.record(Request("DELETE", SEARCH.replace("search", "1")), Response(405))
    journal.record(Request("GET", SEARCH), Response(404))
    tally = Tally()
    tally.count("t", journal)
    assert list(tally.total.unknown_routes) == ["DELETE /autoupdate/v2/enterprise/e1/lead/1"]


def test_unknown_routes_are_listed(tally):
    assert "      GET /health (1 time)" in summary(tally, PITFALLS)


def test_a_run_without_traffic_says_so_loudly_and_names_the_mocks():
    made = silent("a", "b", "c", "d")
    made.mocks = {"responses"}
    lines = summary(made, PITFALLS)
    assert lines[0].startswith("NO LEADS TRAFFIC WAS SEEN in 4 tests")
    assert "responses" in lines[1]


def test_a_run_without_traffic_and_without_mocks_asks_for_the_host():
    assert "leads_hosts" in summary(silent("x"), PITFALLS)[1]


def test_clients_that_cannot_be_intercepted_are_named():
    assert "pycurl" in summary(Tally(unseen={"pycurl"}), PITFALLS)[-1]


def test_quiet_mode_gets_one_line(tally):
    assert one_line(tally, PITFALLS) == "leads: 2 exchanges, no pitfall found"
    tally.rows = [row("page-cap", "error", "t", "seen"), row("page-cap", "warning", "t", "seen")]
    assert one_line(tally, PITFALLS) == "leads: 2 exchanges, LEAD005 page-cap 1"
    assert one_line(silent("x"), PITFALLS) == "leads: NO LEADS TRAFFIC SEEN in 1 test"


def test_a_tally_survives_the_way_to_another_process(tally):
    tally.rows = [row("page-cap", "error", "t", "seen")]
    tally.mocks = {"respx"}
    other = silent("x")
    other.merge(json.loads(json.dumps(tally.to_json())))
    assert (len(other.tests), other.exchanges, other.rows, other.mocks) == (4, 2, tally.rows, {"respx"})
    assert other.total == tally.total
