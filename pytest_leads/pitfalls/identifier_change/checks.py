"""Contract checks of identifier-change: an update never carries the identifier, and changes all the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from pytest_leads.contract.check import check
from pytest_leads.contract.expectations import expect_no_error, expect_stored, expect_told, expect_unchanged
from pytest_leads.contract.telling import Loss
from pytest_leads.contract.trial import fields_in
from pytest_leads.strategies import field_sets, spellings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pytest_leads.contract.recognition import KnownLead
    from pytest_leads.contract.trial import Trial

PITFALL = "identifier-change"
#: Workspaces whose identifier is something else than a phone number (docs: concepts/lead-identifier).
OTHER_IDENTIFIERS: tuple[dict[str, Any], ...] = (
    {"identifier": "email"},
    {"identifier": "ref_no", "fields": {"ref_no": "TEXT", "city": "TEXT"}},
)


@check(PITFALL, needs=("update",))
def update_leaves_out_the_identifier(trial: Trial) -> None:
    """An update of any fields is stored as asked, and all else is as before, the identifier too."""
    lead = trial.given_lead(trial.draw(field_sets(workspace=trial.profile)))
    _update(trial, lead, trial.draw(field_sets(workspace=trial.profile)))


@check(PITFALL, needs=("update",))
def update_takes_the_identifier_unchanged(trial: Trial) -> None:
    """An update whose fields hold the identifier as it is stored does what it would do without it."""
    lead = trial.given_lead({})
    _update(
        trial,
        lead,
        {trial.identifier: lead.fields[trial.identifier], **trial.draw(field_sets(workspace=trial.profile))},
    )


@check(PITFALL, needs=("update",))
def update_takes_the_identifier_in_another_spelling(trial: Trial) -> None:
    """An update whose fields hold the identifier in another spelling does what it would do without it."""
    lead = trial.given_lead({})
    spelt = trial.draw(spellings(workspace=trial.profile, identifier=str(lead.fields[trial.identifier])))
    _update(trial, lead, {**trial.draw(field_sets(workspace=trial.profile)), trial.identifier: spelt})


@check(PITFALL, needs=("update",))
def update_takes_a_lead_read_back_whole(trial: Trial) -> None:
    """A lead that was read from the API, changed, and sent back whole is stored as changed."""
    lead = trial.given_lead(trial.draw(field_sets(workspace=trial.profile)))
    whole = trial.read(lead.id)
    _update(trial, lead, whole | trial.draw(field_sets(workspace=trial.profile)))


@check(PITFALL, needs=("update",))
def update_takes_a_row_of_a_search(trial: Trial) -> None:
    """The fields of a search row, changed and sent back whole, are stored as changed."""
    lead = trial.given_lead(trial.draw(field_sets(workspace=trial.profile)))
    [row] = trial.found(str(lead.fields[trial.identifier]))
    _update(trial, lead, fields_in(row) | trial.draw(field_sets(workspace=trial.profile)))


@check(PITFALL, needs=("update",))
def update_says_that_the_identifier_cannot_change(trial: Trial) -> None:
    """An update to another identifier leaves the identifier as it is, and the caller learns of that."""
    control = trial.given_lead({})
    changes = trial.draw(field_sets(workspace=trial.profile))
    usual = trial.call("update", control.id, {**changes, trial.identifier: control.fields[trial.identifier]})
    lead, other = trial.given_lead({}), trial.new_identifier()
    outcome = trial.call("update", lead.id, {**changes, trial.identifier: other})
    expect_stored(trial, trial.read(lead.id), {trial.identifier: lead.fields[trial.identifier]}, "as before")
    loss = Loss(f"fields.{trial.identifier}", trial.identifier, other)
    expect_told(trial, outcome, usual, loss)


@check(PITFALL, needs=("update",), any_workspace=True)
def update_knows_the_identifier_of_any_workspace(trial: Trial) -> None:
    """An update does the same where the identifier is an e-mail address or a field of the workspace's own."""
    trial.in_workspace(**trial.draw(st.sampled_from(OTHER_IDENTIFIERS)))
    lead = trial.given_lead({})
    changes = trial.draw(field_sets(workspace=trial.profile))
    spelt = st.sampled_from([str(lead.fields[trial.identifier])])
    value = trial.draw(spelt | spellings(workspace=trial.profile, identifier=str(lead.fields[trial.identifier])))
    _update(trial, lead, {**changes, trial.identifier: value} if trial.draw(st.booleans()) else changes)


@check(PITFALL, needs=("save",))
def save_keeps_the_identifier_of_a_lead_that_is_there(trial: Trial) -> None:
    """Saving a lead that is there, with its identifier in any spelling, stores the rest and keeps the identifier."""
    lead = trial.given_lead(trial.draw(field_sets(workspace=trial.profile)))
    own = str(lead.fields[trial.identifier])
    spelt = trial.draw(st.just(own) | spellings(workspace=trial.profile, identifier=own))
    before, changes = trial.read(lead.id), trial.draw(field_sets(workspace=trial.profile))
    outcome = trial.call("save", {trial.identifier: spelt, **changes})
    _expect(trial, lead, before, changes, outcome)


def _update(trial: Trial, lead: KnownLead, fields: Mapping[str, Any]) -> None:
    before = trial.read(lead.id)
    outcome = trial.call("update", lead.id, dict(fields))
    changes = {name: value for name, value in fields.items() if name != trial.identifier and before.get(name) != value}
    _expect(trial, lead, before, changes, outcome)


def _expect(trial: Trial, lead: KnownLead, before: Mapping[str, Any], changes: Mapping[str, Any], outcome: Any) -> None:
    expect_no_error(trial, outcome)
    now = trial.read(lead.id)
    expect_stored(trial, now, changes)
    expect_unchanged(trial, before, now, but=changes)
