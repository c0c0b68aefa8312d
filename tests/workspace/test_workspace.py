"""The workspace in plain Python."""

from __future__ import annotations

import pytest

from pytest_leads.errors import UsageError
from pytest_leads.wire import Dropped
from pytest_leads.workspace import ManualClock, Workspace
from pytest_leads.workspace.leads import create_lead, update_lead
from pytest_leads.workspace.notes import Notes
from pytest_leads.workspace.queue import save_lead


@pytest.fixture
def workspace():
    return Workspace(clock=ManualClock(1000))


def test_a_lead_can_be_seeded_and_found(workspace):
    lead = workspace.add_lead(phone="+91 99999 99999", name="A", status="Won", created_on=5)
    assert (lead.status, lead.created_on, lead.fields["phone"]) == ("Won", 5, "919999999999")
    assert workspace.find("9999999999") == workspace.lead(lead.id) == workspace.leads[0] == lead
    assert workspace.find("8888888888") is None


def test_leads_are_newest_first(workspace):
    for number, at in enumerate((20, 30, 10)):
        workspace.add_lead(phone=f"999999999{number}", created_on=at)
    assert [lead.created_on for lead in workspace.leads] == [30, 20, 10]


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"name": "A"}, "phone is missing"),
        ({"phone": "99999"}, "phone must be a phone number"),
        ({"phone": "9999999999", "rating": 9}, "Rating must be between 1 and 5"),
        ({"phone": "9999999999", "status": "Freshh"}, "did you mean 'Fresh'?"),
        ({"phone": "9999999999", "x": {1}}, "not a JSON value"),
        ({"phone": "9999999999", "x": float("inf")}, "not a JSON value"),
        ({"phone": "9999999999", "created_on": "2026-01-01"}, "DD/MM/YYYY"),
        ({"phone": "9999999999", "modified_on": 5}, "the workspace keeps it"),
        ({"phone": "8888888888"}, "there is such a lead already"),
    ],
)
def test_a_seed_that_does_not_fit_is_an_error(workspace, fields, message):
    workspace.add_lead(phone="8888888888")
    with pytest.raises(UsageError) as error:
        workspace.add_lead(**fields)
    assert message in str(error.value)
    assert len(workspace.leads) == 1


def test_a_seed_may_stand_in_an_archived_status(workspace):
    assert workspace.add_lead(phone="9999999999", status="Dormant").status == "Dormant"


def test_a_misspelt_seed_field_offers_the_nearest():
    workspace = Workspace(fields={"city": "TEXT"})
    with pytest.raises(UsageError, match="did you mean 'city'"):
        workspace.add_lead(phone="9999999999", citty="X")


def test_an_unknown_lead_is_an_error(workspace):
    with pytest.raises(UsageError, match="no such lead"):
        workspace.lead("x")
    with pytest.raises(UsageError, match="no such lead"):
        workspace.add_action("x", type="OUTGOING_CALL")


def test_leads_are_read_only_views(workspace):
    lead = workspace.add_lead(phone="9999999999", name="A")
    with pytest.raises(TypeError):
        lead.fields["name"] = "B"
    with pytest.raises(AttributeError):
        lead.modified_on = 5


def test_equal_seeds_give_equal_ids():
    ids = [Workspace(seed=seed).add_lead(phone="9999999999").id for seed in (1, 1, 2)]
    assert ids[0] == ids[1] != ids[2]
    assert all(len(lead_id) == 24 and int(lead_id, 16) for lead_id in ids)


def test_the_domain_needs_no_http(workspace):
    notes = Notes(workspace.quirks)
    created = create_lead(workspace, {"fields": {"phone": "9999999999", "rating": 9}}, notes)
    assert notes.dropped == [Dropped("fields.rating", 9, "Rating must be between 1 and 5", told=True)]
    changed = update_lead(workspace, created["lead_id"], {"fields": {"name": "B"}}, notes)
    assert changed["fields"]["name"] == "B"


def test_a_snapshot_brings_everything_back():
    workspace = Workspace(clock=ManualClock(1000), fields={"source": {"type": "DROPDOWN"}}, quirks={"async_delay": 100})
    lead = workspace.add_lead(phone="9999999999", name="A", source="Web")
    save_lead(workspace, {"fields": {"phone": "8888888888"}}, Notes(workspace.quirks))
    before, profile = workspace.snapshot(), workspace.profile

    workspace.drain()
    workspace.add_action(lead.id, type="OUTGOING_CALL")
    workspace.add_lead(phone="7777777777", name="A", source="Fair")
    workspace.pipeline.rename("Fresh", "New")
    workspace.members.seats = 1
    workspace.members.team = ()
    after = workspace.snapshot()

    workspace.restore(before)
    assert [each.fields["phone"] for each in workspace.leads] == ["919999999999"]
    assert workspace.lead(lead.id).actions == ()
    assert workspace.find("7777777777") is None
    assert workspace.pipeline.labels[0] == "Fresh"
    assert workspace.members.seats is None
    assert len(workspace.members.team) == 1
    assert workspace.options(workspace.fields["source"]) == ("Web",)
    assert workspace.profile == profile
    assert workspace.drain() == 1

    workspace.restore(after)
    assert len(workspace.leads) == 3


def test_a_snapshot_fits_another_workspace_of_the_same_making(workspace):
    workspace.add_lead(phone="9999999999")
    other = Workspace()
    other.restore(workspace.snapshot())
    other.add_lead(phone="8888888888")
    assert (len(workspace.leads), len(other.leads)) == (1, 2)


def test_a_restored_workspace_gives_the_same_ids_again(workspace):
    before = workspace.snapshot()
    first = workspace.add_lead(phone="9999999999").id
    workspace.restore(before)
    assert workspace.add_lead(phone="9999999999").id == first


def test_the_profile_follows_the_pipeline_and_the_quirks(workspace):
    first = workspace.profile
    assert workspace.profile is first
    assert (first.identifier, first.identifier_type, first.open_fields) == ("phone", "PHONE", True)
    assert first.source == "the default workspace of pytest-leads"
    workspace.pipeline.add("Site Visit ", stage="OPEN")
    workspace.pipeline.archive("Contacted")
    assert "Site Visit " in workspace.profile.statuses
    assert set(workspace.profile.archived_statuses) == {"Dormant", "Contacted"}
    workspace.quirks["unknown_field"] = "silent"
    assert not workspace.profile.open_fields
    assert first.open_fields


def test_the_profile_tells_types_and_formats():
    workspace = Workspace(
        fields={"due": "date"},
        actions={"1001": {"fields": {"when": "DATE"}}},
        date_format="YYYY-MM-DD",
        country_code="+1",
    )
    profile = workspace.profile
    assert (profile.fields["due"], profile.actions["1001"]["when"]) == ("DATE", "DATE")
    assert (profile.date_format, profile.country_code, profile.open_fields) == ("YYYY-MM-DD", "1", False)


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (lambda pipeline: pipeline.rename("Fesh", "x"), "did you mean 'Fresh'?"),
        (lambda pipeline: pipeline.rename("Fresh", "Won"), "has a status 'Won' already"),
        (lambda pipeline: pipeline.archive("x"), "no such status"),
        (lambda pipeline: pipeline.add("Won"), "has a status 'Won' already"),
        (lambda pipeline: pipeline.add("x", stage="OPENED"), "did you mean 'OPEN'?"),
    ],
)
def test_an_impossible_edit_of_the_pipeline_says_so(workspace, edit, message):
    with pytest.raises(UsageError) as error:
        edit(workspace.pipeline)
    assert message in str(error.value)
