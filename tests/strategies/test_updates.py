"""Bodies of an update, without the identifier and with another one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from simulated import ANY_QUIRKS, WORKSPACES, Simulated, minimal, repeatable

from pytest_leads import strategies
from pytest_leads.errors import UsageError


@given(WORKSPACES, ANY_QUIRKS, st.data())
@repeatable
def test_an_update_is_stored_as_asked(workspace, quirks, data):
    api = Simulated(workspace, quirks)
    lead_id = api.created({workspace.identifier: data.draw(strategies.identifiers(workspace=workspace))})
    body = data.draw(strategies.updates(workspace=workspace))
    status, _ = api.update(lead_id, body)
    assert status == 200
    assert body["fields"].items() <= api.read(lead_id).items()
    assert workspace.identifier not in body["fields"]


@given(WORKSPACES, ANY_QUIRKS, st.data())
@repeatable
def test_an_update_with_another_identifier_is_refused_whatever_the_quirks(workspace, quirks, data):
    api = Simulated(workspace, quirks)
    own = data.draw(strategies.identifiers(workspace=workspace))
    lead_id = api.created({workspace.identifier: own})
    before = api.read(lead_id)
    spelt = data.draw(st.just(own) | strategies.spellings(identifier=own, workspace=workspace))
    body = data.draw(strategies.updates_with_identifier(identifier=spelt, workspace=workspace))
    status, answer = api.update(lead_id, body)
    assert (status, answer["error"]["code"]) == (403, "INVALID_LEAD")
    assert api.read(lead_id) == before


def test_the_simplest_updates_can_be_read_at_a_glance():
    assert minimal(strategies.updates()) == {"fields": {"name": "Asha"}}
    with_own = strategies.updates_with_identifier(identifier="9000000000")
    assert minimal(with_own) == {"fields": {"phone": "919000000001"}}


@pytest.mark.parametrize("identifier", ["call me", 3, None])
def test_an_identifier_that_is_none_is_refused(identifier):
    with pytest.raises(UsageError, match=r"updates_with_identifier\(identifier=.*\): a phone number is needed"):
        strategies.updates_with_identifier(identifier=identifier)
