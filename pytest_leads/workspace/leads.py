"""Creating, reading and updating leads.

Source: docs: leads/create, leads/get, leads/update.
"""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from pytest_leads.workspace.errors import (
    IDENTIFIER_IMMUTABLE,
    LIMIT_OF_LEADS,
    BadRequestError,
    InvalidLeadError,
    LeadAlreadyExistsError,
    LeadNotFoundError,
)
from pytest_leads.workspace.lead import Lead, is_id
from pytest_leads.workspace.rendering import action_row, fields_of, lead_row
from pytest_leads.workspace.timeline import append, plan_actions
from pytest_leads.workspace.writing import check_lead_fields, lose, member, merged, report

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pytest_leads.workspace.notes import Notes
    from pytest_leads.workspace.paging import Paging
    from pytest_leads.workspace.workspace import Workspace
    from pytest_leads.workspace.writing import Checked


def create_lead(workspace: Workspace, body: Mapping[str, Any], notes: Notes) -> dict[str, Any]:
    """Create a lead from ``body["fields"]`` and ``body["actions"]``: the answer's body.

    Raises:
        BadRequestError: the identifier is missing or invalid, or the body has the wrong shape.
        LeadAlreadyExistsError: a lead with this identifier value exists.
    """
    given = member(body, "fields", dict, notes)
    items = [] if body.get("actions") is None else member(body, "actions", list, notes)
    checked = check_lead_fields(workspace, given, notes)
    _require_identifier(workspace, checked, notes)
    if workspace.store.identified(checked.accepted[workspace.identifier]) is not None:
        notes.rests_on("duplicate_message")
        raise LeadAlreadyExistsError
    remarks: list[dict[str, str]] = []
    report(checked.rejected, remarks, notes)
    plans = plan_actions(workspace, items, remarks, notes)
    lead = new_lead(workspace, checked.accepted, notes, sent=given)
    outcomes = append(workspace, lead, plans, notes)
    return {"lead_id": lead.id} | lists({"actions": outcomes, "remarks": remarks}, notes)


def read_lead(workspace: Workspace, lead_id: str, paging: Paging | None, notes: Notes) -> dict[str, Any]:
    """A lead, with a slice of its actions when ``paging`` is given.

    Raises:
        LeadNotFoundError: no lead has that id.
    """
    lead = find_lead(workspace, lead_id, notes, "The lead with ID {} was not found.")
    row = lead_row(lead, notes.choose("read_row"))
    if paging is None:
        return row
    skip, limit = paging.slice(LIMIT_OF_LEADS, 100, notes)
    timeline = lead.actions if notes.choose("included_actions_order") == "oldest" else lead.actions[::-1]
    actions = [action_row(action, notes) for action in timeline[skip : skip + limit]]
    return row | {"actions": actions, "actions_skip": skip, "actions_limit": limit}


def update_lead(workspace: Workspace, lead_id: str, body: Mapping[str, Any], notes: Notes) -> dict[str, Any]:
    """Change the given fields of a lead.

    Raises:
        LeadNotFoundError: no lead has that id.
        InvalidLeadError: the identifier is among the fields.
        BadRequestError: a value does not fit its field.
    """
    lead = find_lead(workspace, lead_id, notes)
    given = member(body, "fields", dict, notes)
    given = _without_identifier(workspace, lead, given, notes)
    checked = check_lead_fields(workspace, given, notes)
    invalid = [lost for lost in checked.rejected if lost.kind == "invalid"]
    if invalid and notes.choose("update_invalid_value") == "reject":
        notes.rests_on("rejection_wording")
        raise BadRequestError(invalid[0].reason)
    lose(checked.rejected, notes)
    changed = change_lead(workspace, lead, checked.accepted, notes)
    return {"fields": fields_of(changed)}


def find_lead(
    workspace: Workspace, lead_id: str, notes: Notes, message: str = "Lead with ID {} was not found."
) -> Lead:
    """The lead with this id.

    Raises:
        LeadNotFoundError: there is none; each page of the documents has its own ``message``.
    """
    lead = workspace.store.by_id.get(lead_id)
    if lead is None:
        if not is_id(lead_id):
            notes.rests_on("malformed_id")
        raise LeadNotFoundError(message.format(lead_id))
    return lead


def new_lead(
    workspace: Workspace, fields: Mapping[str, Any], notes: Notes, *, sent: Mapping[str, Any], at: int | None = None
) -> Lead:
    """Store a new lead with checked fields; ``at`` is its creation time, by default now.

    ``sent`` is what the caller sent: a status that was dropped leaves the lead without one
    (docs: enterprise/pitfalls), only one that was never sent has a default.
    """
    now = workspace.clock() if at is None else at
    fields = merged({}, fields)
    status = workspace.pipeline.first_open
    unsaid = sent.get("status") is None or sent["status"] == ""
    if unsaid and status is not None and notes.choose("default_status") == "first_open":
        fields["status"] = status
    number, lead_id = workspace.next_id()
    lead = Lead(lead_id, (now, number, lead_id), MappingProxyType(fields), now)
    workspace.learn_options(workspace.fields, fields)
    workspace.store.put(lead)
    return lead


def change_lead(workspace: Workspace, lead: Lead, fields: Mapping[str, Any], notes: Notes) -> Lead:
    """Store the next version of a lead with checked fields over the old ones."""
    tags = {name for name in fields if isinstance(lead.fields.get(name), tuple) and fields[name] is not None}
    if tags and notes.choose("tags_on_update") == "merge":
        fields = {
            name: tuple(dict.fromkeys((*lead.fields[name], *value))) if name in tags else value
            for name, value in fields.items()
        }
    workspace.learn_options(workspace.fields, fields)
    after = MappingProxyType(merged(lead.fields, fields))
    changed = replace(lead, fields=after, modified_on=workspace.clock(), rows={})
    workspace.store.put(changed)
    return changed


def lists(members: dict[str, list[Any]], notes: Notes) -> dict[str, list[Any]]:
    """Lists of an answer; those with nothing in them are present or absent as the workspace chooses."""
    if all(members.values()) or notes.choose("empty_lists") == "present":
        return members
    return {name: items for name, items in members.items() if items}


def _require_identifier(workspace: Workspace, checked: Checked, notes: Notes) -> None:
    name = workspace.identifier
    if checked.accepted.get(name) not in {None, ""}:
        return
    notes.rests_on("invalid_identifier")
    reason = next((lost.reason for lost in checked.rejected if lost.name == name), None)
    raise BadRequestError(reason or f"{name} is required: it is the lead identifier")


def _without_identifier(workspace: Workspace, lead: Lead, given: Mapping[str, Any], notes: Notes) -> Mapping[str, Any]:
    """The fields of an update without the identifier, where an unchanged one is let through."""
    name = workspace.identifier
    if name not in given:
        return given
    same = workspace.store.identified(given[name])
    if notes.choose("identifier_in_update") == "reject_if_changed" and same is not None and same.id == lead.id:
        return {key: value for key, value in given.items() if key != name}
    raise InvalidLeadError(IDENTIFIER_IMMUTABLE)
