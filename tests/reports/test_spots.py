"""What is wrong, by place."""

from dataclasses import replace

import pytest

from pytest_leads.reports.spots import spots
from pytest_leads.reports.tally import Tally
from pytest_leads.wire import Sender

from .conftest import exchange, finding, reported


def of(*lines, path="request.body.actions[3].fields.x", pitfall="page-cap"):
    """A run in which the lines of one function each made a finding, in a test of their own."""
    tally = Tally()
    for number, line in enumerate(lines):
        sent = exchange(line=line)
        tally.count(f"t{number}", [sent])
        tally.add(f"t{number}", [finding(sent, path, pitfall=pitfall)], 1)
    return reported(tally)


def prints(report):
    return [spot.fingerprint for spot in spots(report)]


def test_what_one_line_does_in_many_tests_is_one_spot():
    [spot] = spots(of(12, 12, 12))
    assert spot.cases == ("t0", "t1", "t2")
    assert (spot.place.file, spot.place.line, spot.place.function) == ("crm.py", 12, "create")


def test_a_fingerprint_stays_while_lines_move_and_items_change_places():
    assert prints(of(12)) == prints(of(99)) == prints(of(12, path="request.body.actions[0].fields.x"))
    assert prints(of(12, 14)) == prints(of(50, 70))


@pytest.mark.parametrize("other", [{"path": "request.body.fields.y"}, {"pitfall": "iso-date"}])
def test_another_fault_of_the_same_function_has_another_fingerprint(other):
    assert prints(of(12)) != prints(of(12, **other))


def test_two_lines_of_a_function_are_two_spots():
    assert len(set(prints(of(12, 14)))) == 2


def test_what_nothing_tells_the_line_of_stands_where_its_test_does(report):
    places = {spot.kind: spot.place for spot in spots(report)}
    assert (places["contract"].file, places["contract"].line) == ("test_shop.py", 40)
    assert (places["provoked"].file, places["provoked"].line) == ("crm.py", 30)


def test_what_is_known_to_stand_nowhere_has_no_place():
    tally = Tally()
    tally.count("t", [])
    tally.add("t", [finding(replace(exchange(), sender=Sender("unknown")), "request.body")])
    assert [spot.place for spot in spots(reported(tally))] == [None]


def test_errors_come_first(report):
    assert [(spot.level, spot.pitfall.id) for spot in spots(report)] == [
        ("error", "partial-success"),
        ("error", "page-cap"),
        ("error", "iso-date"),
        ("warning", "partial-success"),
    ]
