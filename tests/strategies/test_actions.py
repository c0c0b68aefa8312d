"""Actions: appended, ignored, or refused with the whole request."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from simulated import ANY_QUIRKS, WORKSPACES, Simulated, minimal, named, repeatable

from pytest_leads import Workspace, strategies
from pytest_leads.errors import UsageError
from pytest_leads.workspace import Profile

PAYMENT = {"type": "PAYMENT", "status": "PENDING", "currency": "INR", "amount": "1"}


def with_a_lead(workspace, quirks, data):
    api = Simulated(workspace, quirks)
    return api, api.created({workspace.identifier: data.draw(strategies.identifiers(workspace=workspace))})


@given(WORKSPACES, ANY_QUIRKS, st.data())
@repeatable
def test_an_action_is_appended_as_it_is_sent(workspace, quirks, data):
    api, lead_id = with_a_lead(workspace, quirks, data)
    action = data.draw(strategies.actions(workspace=workspace))
    status, body = api.act(lead_id, action)
    [kept] = api.workspace.lead(lead_id).actions
    assert (status, [each["status"] for each in body["actions"]]) == (200, ["CREATED"])
    assert {"type": kept.type, **kept.members} == action


@given(WORKSPACES, ANY_QUIRKS, st.data())
@repeatable
def test_an_invalid_action_is_ignored_and_the_one_beside_it_is_not(workspace, quirks, data):
    api, lead_id = with_a_lead(workspace, quirks, data)
    bad, good = data.draw(strategies.invalid_actions(workspace=workspace)), data.draw(strategies.payments())
    _, body = api.act(lead_id, bad, good)
    assert [(each["action_id"] is None, each["status"]) for each in body["actions"]] == [
        (True, "IGNORED"),
        (False, "CREATED"),
    ]
    assert len(body["remarks"]) == 1


@given(WORKSPACES, ANY_QUIRKS, st.data())
@repeatable
def test_a_read_only_action_fails_the_whole_request(workspace, quirks, data):
    api, lead_id = with_a_lead(workspace, quirks, data)
    status, body = api.act(lead_id, PAYMENT, data.draw(strategies.read_only_actions()))
    assert (status, body["error"]["message"]) == (400, "Only custom actions and payment actions can be created")
    assert not api.workspace.lead(lead_id).actions


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("out-of-range", {**PAYMENT, "amount": "0"}),
        ("bad-syntax", {**PAYMENT, "amount": "free"}),
        ("unknown-label", {**PAYMENT, "amount": "1000", "currency": "XXX"}),
        ("wrong-type", {**PAYMENT, "amount": ["1000"]}),
        ("missing-member", {"type": "PAYMENT", "currency": "INR", "amount": "1000"}),
    ],
)
def test_the_simplest_invalid_action_of_a_kind_has_one_fault(kind, expected):
    assert minimal(strategies.invalid_actions(kind=kind)) == expected


@given(st.data())
@repeatable
def test_an_invalid_custom_action_comes_by_name_and_is_ignored(data):
    api, lead_id = with_a_lead(named(), {}, data)
    kind = data.draw(st.sampled_from(("invalid-field", "unknown-code")))
    action = data.draw(strategies.invalid_actions(workspace=api.workspace, kind=kind))
    assert action["type"] != "PAYMENT"
    assert api.act(lead_id, action)[1]["actions"] == [{"action_id": None, "status": "IGNORED"}]


def test_the_simplest_invalid_custom_actions_have_one_fault():
    strategy = strategies.invalid_actions(workspace=named(), kind="invalid-field")
    assert minimal(strategy) == {"type": "1001", "fields": {"note": ["Asha"]}}
    strategy = strategies.invalid_actions(workspace=named(), kind="unknown-code")
    assert minimal(strategy) == {"type": "9001", "fields": {}}


def test_the_simplest_actions_can_be_read_at_a_glance():
    assert minimal(strategies.payments()) == PAYMENT
    assert minimal(strategies.custom_actions()) == {"type": "1001", "fields": {"note": "Asha"}}
    assert minimal(strategies.read_only_actions()) == {"type": "INCOMING_CALL"}


def test_custom_actions_are_those_of_the_workspace():
    outcome = {"type": "DROPDOWN", "options": ["Reached"]}
    own = Workspace(actions={"1002": {"fields": {"outcome": outcome, "due": "DATE"}}})
    assert minimal(strategies.custom_actions(workspace=own)) == {
        "type": "1002",
        "fields": {"due": 1_672_561_800_000, "outcome": "Reached"},
    }


def test_a_code_with_a_field_whose_values_are_not_known_never_comes():
    own = Workspace(actions={"1002": {"fields": {"outcome": "DROPDOWN"}}, "1003": {}})
    assert minimal(strategies.custom_actions(workspace=own)) == {"type": "1003", "fields": {}}


@pytest.mark.parametrize("workspace", [Workspace(actions={}), Profile()])
def test_a_workspace_without_actions_has_payments_only(workspace):
    with pytest.raises(UsageError, match="has no custom action that can be drawn"):
        strategies.custom_actions(workspace=workspace)
    assert minimal(strategies.actions(workspace=workspace)) == PAYMENT


@pytest.mark.parametrize(
    ("strategy", "arguments", "said"),
    [
        (strategies.invalid_actions, {"kind": "amount"}, "'amount' is unknown; known: bad-syntax"),
        (strategies.invalid_actions, {"kind": "unknown-code"}, "has no action that can be invalid in this way"),
        (strategies.invalid_actions, {"kind": "invalid-field"}, "has no action that can be invalid in this way"),
        (strategies.invalid_actions, {"workspace": 3}, r"invalid_actions\(workspace=3\)"),
        (strategies.actions, {"workspace": "1001"}, r"actions\(workspace='1001'\)"),
    ],
)
def test_a_mistake_in_the_arguments_shows_at_the_call(strategy, arguments, said):
    with pytest.raises(UsageError, match=said):
        strategy(**arguments)


def test_named_actions_come_in_the_sync_form():
    assert minimal(strategies.custom_actions(workspace=named()))["type"] == "1001"
