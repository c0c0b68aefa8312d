"""The Async API: a request is queued at once and processed later, and nobody hears what became of it.

Source: docs: async-api/create-or-update-lead, async-api/pitfalls.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pytest_leads.workspace.leads import change_lead, new_lead
from pytest_leads.workspace.timeline import append, plan_queued_actions
from pytest_leads.workspace.writing import check_lead_fields, lose, member

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pytest_leads.workspace.notes import Notes
    from pytest_leads.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Queued:
    """A request that waits: ``due`` is Unix ms; its ``notes`` learn what was dropped when it is processed."""

    due: int
    body: Mapping[str, Any]
    notes: Notes


def save_lead(workspace: Workspace, body: Mapping[str, Any], notes: Notes) -> dict[str, str]:
    """Queue a lead to be created or updated.

    Raises:
        BadRequestError: ``fields`` is no object, or ``actions`` no array.
    """
    notes_of_body = "fields" if not isinstance(body.get("fields"), dict) else "actions"
    if notes_of_body == "fields" or (body.get("actions") is not None and not isinstance(body["actions"], list)):
        notes.rests_on("async_bad_body")
        member(body, notes_of_body, dict if notes_of_body == "fields" else list, notes)
    due = workspace.clock() + notes.choose("async_delay")
    workspace.queue.append(Queued(due, body, notes))
    return {"status": "QUEUED"}


def process(workspace: Workspace, queued: Queued) -> None:
    """Create or update the lead of a queued request; what does not fit is dropped without a word."""
    notes = queued.notes
    given = queued.body["fields"]
    checked = check_lead_fields(workspace, given, notes)
    identifier = checked.accepted.get(workspace.identifier)
    if identifier in {None, ""}:
        reason = f"the lead identifier {workspace.identifier} is missing or invalid, so the whole request is dropped"
        notes.drop(f"fields.{workspace.identifier}", given.get(workspace.identifier), reason, told=False)
        return
    lose(checked.rejected, notes)
    plans = plan_queued_actions(workspace, queued.body.get("actions") or [], notes)
    old = workspace.store.identified(identifier)
    if old is None:
        lead = new_lead(workspace, checked.accepted, notes, sent=given)
    else:
        fields = {name: value for name, value in checked.accepted.items() if name != workspace.identifier}
        lead = change_lead(workspace, old, fields, notes)
    append(workspace, lead, plans, notes)
