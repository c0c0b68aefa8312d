"""The terms of a workspace, as strategies read them: those of the moment of the call."""

import pytest
from simulated import minimal, named

from pytest_leads import Workspace, strategies
from pytest_leads.workspace.members import Member
from pytest_leads.workspace.pipeline import LostReason


def test_options_go_by_field_and_by_action():
    outcome = {"type": "DROPDOWN", "options": ["Reached"]}
    profile = named(actions={"1001": {"fields": {"outcome": outcome}}}).profile
    assert profile.options == {"source": ("Website", "Walk-in"), "1001.outcome": ("Reached",)}


def test_what_nobody_named_is_open_or_not_known():
    profile = Workspace().profile
    assert (profile.open_fields, profile.open_actions, profile.members, profile.options) == (True, True, None, {})
    assert not Workspace(actions={}).profile.open_actions


def test_the_team_and_the_lost_reasons_are_those_of_the_moment():
    workspace = named(pipeline={"OPEN": ["New"], "lost_reasons": ["Price"], "archived_lost_reasons": ["Moved"]})
    assert workspace.profile.lost_reasons == ("Price",)
    assert workspace.profile.archived_lost_reasons == ("Moved",)
    workspace.pipeline.lost_reasons = (LostReason(1, "Budget"),)
    workspace.members.put(Member("Ravi", "ravi@example.com"))
    workspace.members.put(Member("Zoë", "zoe@example.com", status="Deleted"))
    assert workspace.profile.lost_reasons == ("Budget",)
    assert workspace.profile.members == ("asha@example.com", "ravi@example.com")


def test_a_label_is_that_of_the_moment_of_the_call():
    workspace = Workspace()
    before = strategies.leads(workspace=workspace)
    workspace.pipeline.rename("Fresh", "New")
    after = strategies.leads(workspace=workspace)
    labels = [minimal(each, lambda lead: "status" in lead)["status"] for each in (before, after)]
    assert labels == ["Fresh", "New"]


@pytest.mark.parametrize("code", ["91", "1", "971", "65"])
def test_a_phone_number_has_the_digits_of_its_country(code):
    lead = minimal(strategies.identifiers(workspace=Workspace(country_code=code)))
    national = {"91": 10, "1": 10, "971": 9, "65": 8}[code]
    assert lead == code + "9" + "0" * (national - 1)
