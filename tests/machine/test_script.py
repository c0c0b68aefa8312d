"""A script as Hypothesis prints it is a test: the rules can be called by hand. This one comes by every rule."""

import pytest
from conftest import rules_of
from test_quirks import ACTIONS, CHOICES, FIELDS, machine_with

from pytest_leads.machine import LeadsMachine
from pytest_leads.strategies import InvalidField

PAYMENT = {"type": "PAYMENT", "status": "PENDING", "currency": "INR", "amount": "1000"}
VISIT = {"type": "1001", "fields": {"note": "Called back", "outcome": 3}}
NO_PAYMENT = {**PAYMENT, "amount": "0"}
RATING = InvalidField("rating", 9, 5, "out-of-range")
COLOUR = InvalidField("favourite_colour", "Red", None, "unknown-field")
ONE, TWO, THREE = "919000000000", "919000000001", "919000000002"


def play(state):
    state.create_lead(fields={"phone": ONE, "interests": ["VIP"], "name": "Asha"})
    state.create_lead_with_actions(fields={"phone": TWO, "status": "Fresh "}, actions=[VISIT])
    state.create_lead_again(fields={"phone": f"+{ONE}", "name": "Ravi"})
    state.create_lead_in_part(fields={"phone": THREE}, invalid=RATING, actions=[VISIT], invalid_actions=[NO_PAYMENT])
    state.update_lead(lead=ONE, fields={"interests": ["Walk-in"], "status": "Won"})
    state.update_lead(lead=ONE, fields={"interests": ["Returning"], "status": "won"})
    state.update_lead_in_part(lead=ONE, fields={"name": "Zoë"}, invalid=RATING)
    state.update_lead_in_part(lead=TWO, fields={"name": "Zoë"}, invalid=COLOUR)
    state.update_identifier(lead=ONE, identifier=ONE.removeprefix("91"), fields={"name": "Asha Rao"})
    state.update_identifier(lead=ONE, identifier="919000000009", fields={"name": "Nobody"})
    state.add_actions_to(lead=ONE, actions=[PAYMENT, VISIT], invalid_actions=[NO_PAYMENT])
    state.save_lead(fields={"phone": f"+{ONE}", "interests": ["VIP"]}, actions=[VISIT])
    state.save_lead(fields={"phone": "919000000003"}, actions=[PAYMENT])
    state.wait(minutes=1)
    state.save_lead_in_part(fields={"phone": ONE}, invalid=RATING, invalid_actions=[NO_PAYMENT])
    state.rename_status(label="Won", new="Follow Up ")
    state.archive_status(label="Fresh")
    state.process_queue()
    state.search_for(filters={"name": ["zoë", "ASHA RAO"]})
    state.search_by_status(label="Won")
    state.walk_pages(limit=2, filters={})
    state.create_many_leads(count=11)
    state.walk_pages(limit=101, filters={})
    state.read_lead(lead=ONE)
    state.teardown()


def test_the_script_comes_by_every_rule():
    called = {name for name in play.__code__.co_names if name != "teardown"}
    assert rules_of(LeadsMachine) <= called


@pytest.mark.parametrize(("name", "value"), CHOICES, ids="=".join)
def test_every_rule_takes_either_answer_with(name, value):
    play(machine_with(fields=FIELDS, actions=ACTIONS, quirks={name: value})())


def test_runs_do_not_hang_on_the_time_of_day():
    first, second = LeadsMachine(), LeadsMachine()
    for state in (first, second):
        state.create_lead(fields={"phone": ONE, "name": "Asha"})
        state.teardown()
    assert [e.response for e in first.link.journal] == [e.response for e in second.link.journal]
