"""The report itself, from which every form is written."""

import pytest

from pytest_leads.pitfalls import all_pitfalls
from pytest_leads.reports.tally import CheckRow, ProvokedRow, Tally
from pytest_leads.wire import Origin, Request, Response, Sender

from .conftest import LEAD, exchange, finding, reported

PITFALLS = {pitfall.id: pitfall for pitfall in all_pitfalls()}


def of(*findings, exchanges=1):
    tally = Tally()
    tally.count("t.py::t", [exchange()] * exchanges)
    tally.add("t.py::t", findings, exchanges)
    return reported(tally)


def test_findings_come_worst_first(report):
    assert [(row.level, row.pitfall) for row in report.findings] == [
        ("error", "page-cap"),
        ("warning", "partial-success"),
    ]
    assert [pitfall.id for pitfall in report.ranked][:3] == ["page-cap", "iso-date", "partial-success"]


def test_the_verdict_is_a_sentence(report):
    assert report.verdict == (
        "1 error, 1 failed check, 1 unnoticed provocation, 1 warning, 1 trouble "
        "in 3 exchanges of 2 tests and 2 contract checks."
    )


def test_a_run_without_traffic_is_not_clean():
    nothing = reported(Tally())
    assert nothing.verdict == "No Leads traffic was seen: this says nothing about the integration."
    assert not nothing.is_clean


def test_a_run_with_traffic_and_without_findings_is_clean_and_so_is_one_with_warnings():
    assert of().is_clean
    assert of().verdict == "Nothing found in 1 exchange of 1 test."
    assert of(finding(exchange(), "request.body", level="warning")).is_clean


@pytest.mark.parametrize(
    "spoil",
    [
        lambda tally: tally.add("t", [finding(exchange(), "request.body")]),
        lambda tally: tally.check(CheckRow("s", "iso-date", "c", "failed")),
        lambda tally: tally.provoked.append(ProvokedRow("iso-date", "t", "unnoticed")),
        lambda tally: tally.count("t2", [], ["a promise was broken"]),
        lambda tally: tally.outside.append("something else was sent"),
    ],
)
def test_whatever_is_wrong_the_run_is_not_clean(spoil):
    tally = Tally()
    tally.count("t", [exchange()])
    assert reported(tally).is_clean
    spoil(tally)
    assert not reported(tally).is_clean


def test_an_interrupted_run_says_so():
    tally = Tally()
    tally.count("t", [exchange()])
    assert reported(tally, finished=False).verdict.endswith(" The run was interrupted.")


def test_an_interrupted_run_is_never_clean():
    tally = Tally()
    tally.count("t", [exchange()])
    assert reported(tally).is_clean
    assert not reported(tally, finished=False).is_clean


def test_silence_is_told_apart_from_a_call_that_was_never_made():
    assert of().told_of(PITFALLS["partial-success"]) == "no finding"
    assert of().told_of(PITFALLS["search-by-query"]) == "not seen"
    assert of(finding(exchange(), "request.body")).told_of(PITFALLS["page-cap"]) == "1 error"


@pytest.mark.parametrize(
    ("file", "told"), [("/home/shop/a/b.py", "a/b.py"), ("/home/b.py", "/home/b.py"), ("<x>", "<x>")]
)
def test_files_below_the_root_are_told_from_there(file, told):
    from dataclasses import replace

    sent = replace(exchange(), sender=Sender("requests", Origin(file, 3, "f")))
    assert of(finding(sent, "request.body")).findings[0].detail.origin.file == told


def test_a_test_that_is_run_again_counts_once():
    tally = Tally()
    for limit in (500, 501):
        sent = exchange(f"/search?limit={limit}")
        tally.count("t", [sent, sent])
        tally.add("t", [finding(sent, "request.query.limit", f"limit = {limit}")], 2)
        tally.check(CheckRow("s", "iso-date", "c", "failed" if limit == 500 else "passed"))
    made = reported(tally)
    assert [row.seen for row in made.findings] == ["limit = 501"]
    assert made.total.exchanges == 2
    assert [row.outcome for row in made.checks] == ["passed"]


def test_what_is_told_of_an_exchange_is_all_of_it_in_the_order_of_the_wire(report):
    shown = report.findings[0].detail.exchange
    assert list(shown.parts) == [
        "request",
        "request headers",
        "request body",
        "response",
        "response headers",
        "response body",
    ]
    assert (shown.number, shown.of, shown.operation, shown.status) == (1, 2, "search_leads", 400)


def test_a_finding_survives_the_way_to_another_process_whole(tally):
    import json

    other = Tally()
    other.merge(json.loads(json.dumps(tally.to_json())))
    assert [row.detail for row in other.rows] == [row.detail for row in tally.rows]
    assert other.provoked == tally.provoked
    assert other.traffic == tally.traffic


def test_what_cannot_be_encoded_is_told_all_the_same():
    from pytest_leads.journal import Exchange

    sent = Exchange(1, Request("POST", f"{LEAD}?\udc80", (), b'{"a": "\\ud800"}'), Response(200, (), b"\xff"))
    made = of(finding(sent, "request.body.a", "seen \ud800"))
    str(made.findings).encode()
