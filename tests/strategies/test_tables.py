"""Every value of the tables that strategies draw from, under every choice of every quirk: none is left to chance."""

import pytest
from simulated import Simulated, comes, named

from pytest_leads import Workspace, strategies
from pytest_leads.errors import UsageError
from pytest_leads.strategies.actions import PAYMENT_FAULTS, READ_ONLY_TYPES, changed
from pytest_leads.strategies.edges import edges_of
from pytest_leads.workspace.quirks import QUIRKS

CHOICES = [
    {name: value} for name, quirk in QUIRKS.items() if quirk.settable and not quirk.is_number for value in quirk.values
]
PIPELINE = {"OPEN": ["New"], "archived": ["Old"], "lost_reasons": ["Price"], "archived_lost_reasons": ["Moved"]}
FAULTS = [change for changes in PAYMENT_FAULTS.values() for change in changes]


def simulated(quirks):
    return Simulated(named(pipeline=PIPELINE), quirks)


@pytest.mark.parametrize("quirks", CHOICES, ids=lambda quirks: "-".join(*quirks.items()))
def test_every_edge_is_stored_if_and_only_if_it_says_so(quirks):
    api = simulated(quirks)
    for number, edge in enumerate(edges_of(api.workspace.profile)):
        _, body = api.create({"phone": f"919{number:09}", edge.name: edge.value})
        assert (edge.name in api.workspace.lead(body["lead_id"]).fields) == edge.stored, edge


@pytest.mark.parametrize("quirks", CHOICES, ids=lambda quirks: "-".join(*quirks.items()))
def test_every_faulty_payment_is_ignored_and_every_read_only_type_refused(quirks):
    api = simulated(quirks)
    lead_id = api.created({"phone": "919000000000"})
    status, body = api.act(lead_id, *map(changed, FAULTS))
    assert (status, {each["status"] for each in body["actions"]}) == (200, {"IGNORED"})
    assert [api.act(lead_id, {"type": type_})[0] for type_ in READ_ONLY_TYPES] == [400] * len(READ_ONLY_TYPES)
    assert not api.workspace.lead(lead_id).actions


def test_a_read_only_type_is_no_custom_one():
    assert not [type_ for type_ in READ_ONLY_TYPES if type_.startswith("ACTION_")]


def test_an_archived_label_that_looks_like_an_active_one_never_comes():
    twins = Workspace(pipeline={"OPEN": ["Quoted "], "archived": ["Quoted"]})
    with pytest.raises(UsageError, match="no field that can be invalid"):
        strategies.invalid_fields(workspace=twins, kind="archived-label")


def test_an_unknown_label_is_unlike_any_of_the_pipeline():
    own = Workspace(pipeline={"OPEN": ["no such  stage"], "archived": ["handed Over"]})
    strategy = strategies.invalid_fields(workspace=own, kind="unknown-label")
    assert not comes(strategy, lambda bad: bad.value in {"No Such Stage", "Handed Over"})
