"""Where the documents allow two behaviours, the machine takes either."""

import pytest
from conftest import run

from pytest_leads import Workspace
from pytest_leads.machine import LeadsMachine
from pytest_leads.workspace.quirks import QUIRKS

FIELDS = {
    "interests": "tags",
    "deal": "money",
    "visits": "number",
    "due": "date",
    "source": {"type": "dropdown", "options": ["Website", "Walk-in"]},
    "second_phone": "phone",
}
ACTIONS = {"1001": {"name": "Visit", "fields": {"note": "text", "outcome": "rating"}}}
CHOICES = [(quirk.name, value) for quirk in QUIRKS.values() for value in quirk.values[1:]]


def machine_with(**arguments):
    class Machine(LeadsMachine):
        def workspace(self):
            return Workspace(**arguments)

    return Machine


@pytest.mark.parametrize(("name", "value"), CHOICES, ids="=".join)
def test_there_is_no_false_alarm_with(name, value):
    run(machine_with(fields=FIELDS, actions=ACTIONS, quirks={name: value}), examples=4, steps=20)


@pytest.mark.parametrize("delay", [0, 90_000])
def test_there_is_none_however_long_the_queue_takes(delay):
    run(machine_with(quirks={"async_delay": delay}), examples=4, steps=20)


@pytest.mark.parametrize(
    "arguments",
    [
        {"identifier": "email"},
        {"identifier": "reference", "fields": {"reference": "text"}},
        {"country_code": "65"},
        {"country_code": "971", "date_format": "YYYY-MM-DD"},
        {"pipeline": {"OPEN": ["New ", "new"], "archived": ["New"]}},
        {"pipeline": {"WON": ["Won"]}, "enterprise": "e1", "tokens": {"sync": ["s"], "async": ["a"]}},
        {"pipeline": {}},
        {"members": ["asha@example.com"], "fields": {"owner": "activeUsers", "photo": "medialink"}},
    ],
    ids=repr,
)
def test_there_is_none_in_a_workspace_with(arguments):
    run(machine_with(**arguments), examples=4, steps=20)
