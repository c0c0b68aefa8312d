"""Each promise is silent on the simulator, whatever its quirks, and told of by a façade that breaks it."""

import re
from importlib import import_module

import pytest
from broken_servers import BROKEN, loses_a_defined_text_of_an_update
from servers import Server, exchanges

from pytest_leads.pitfalls import all_pitfalls
from pytest_leads.promises import Promise, Reply, promise
from pytest_leads.workspace.quirks import QUIRKS

ROOMS = {
    pitfall.id: import_module(f"pytest_leads.pitfalls.{pitfall.id.replace('-', '_')}.promises")
    for pitfall in all_pitfalls()
}
PROMISES = {
    value.name: value for module in ROOMS.values() for value in vars(module).values() if isinstance(value, Promise)
}
ALTERNATIVES = [(quirk.name, value) for quirk in QUIRKS.values() for value in quirk.values if quirk.settable]
OTHER_WORKSPACES = (
    {"identifier": "email"},
    {"identifier": "city", "date_format": "YYYY-MM-DD"},
    {"country_code": "971"},
    {"country_code": "65", "quirks": {"stored_phone": "as_sent"}},
    {"date_format": "YYYY-MM-DD", "quirks": {"unreadable_date_filter": "wrong_matches"}},
    {"pipeline": {"OPEN": ["New", "new", "New "], "WON": ["42"]}},
    {"pipeline": {"OPEN": []}},
    {"members": []},
)


def breaches(server):
    """Name of the promise and text of each breach."""
    return [
        (each.name, breach.seen)
        for exchange in exchanges(server)
        for each in PROMISES.values()
        for breach in each.breaches(exchange)
    ]


@pytest.mark.parametrize(("name", "value"), ALTERNATIVES)
def test_the_simulator_keeps_every_promise_whatever_is_chosen_of_its_quirks(name, value):
    assert breaches(Server(quirks={name: 5000 if value == "*" else value})) == []


@pytest.mark.parametrize("workspace", OTHER_WORKSPACES)
def test_the_simulator_keeps_every_promise_in_other_workspaces(workspace):
    assert breaches(Server(**workspace)) == []


@pytest.mark.parametrize("status", [401, 403, 413, 429, 500, 503])
def test_a_server_that_answers_no_further_question_is_not_judged(status):
    assert breaches(Server(further=Reply(status))) == []


@pytest.mark.parametrize(("facade", "broken"), BROKEN.items(), ids=lambda value: getattr(value, "__name__", ""))
def test_a_facade_that_breaks_a_promise_is_found(facade, broken):
    found = breaches(Server(facade))
    assert broken in {name for name, _ in found}, found


def test_a_field_that_is_locked_after_the_create_may_stay_as_it_is():
    fields = [{"apiName": "city", "type": "TEXT", "lockAfterCreate": True}]
    assert breaches(Server(loses_a_defined_text_of_an_update, fields={"customFields": fields})) == []


def test_every_promise_is_broken_by_some_facade():
    assert set(BROKEN.values()) == set(PROMISES)


@pytest.mark.parametrize("each", PROMISES.values(), ids=PROMISES)
def test_a_promise_is_a_sentence_about_its_own_pitfall(each):
    assert re.fullmatch(r"[A-Z][^\n]{20,}\.", each.states)
    assert each.pitfall == next(name for name, module in ROOMS.items() if each in vars(module).values())
    assert "promises" in each.judge.__module__


def test_every_pitfall_has_promises():
    assert {each.pitfall for each in PROMISES.values()} == set(ROOMS)


def test_a_promise_needs_a_sentence_and_operations():
    def nothing(exchange): ...

    with pytest.raises(ValueError, match="a promise needs a docstring and operations"):
        promise("page-cap", "search_leads")(nothing)
    nothing.__doc__ = "It holds."
    with pytest.raises(ValueError, match="a promise needs a docstring and operations"):
        promise("page-cap")(nothing)
