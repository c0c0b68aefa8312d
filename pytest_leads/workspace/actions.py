"""Creating, reading, updating and searching the actions of a lead.

Source: docs: actions/create, actions/get, actions/update, actions/search.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pytest_leads.workspace.errors import (
    LIMIT_OF_LEADS,
    ONLY_RETRIEVABLE,
    ONLY_UPDATABLE,
    PAYMENT_IMMUTABLE,
    ActionNotFoundError,
    BadRequestError,
)
from pytest_leads.workspace.filters import action_filter, refuse_filter
from pytest_leads.workspace.lead import is_id
from pytest_leads.workspace.leads import find_lead, lists
from pytest_leads.workspace.payment import IMMUTABLE, PAYMENT_STATUSES
from pytest_leads.workspace.rendering import action_body, action_row
from pytest_leads.workspace.timeline import append, plan_actions, put_actions, refuse_read_only
from pytest_leads.workspace.writing import check_action_fields, lose, member, merged

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pytest_leads.workspace.lead import Action, Lead
    from pytest_leads.workspace.notes import Notes
    from pytest_leads.workspace.paging import Paging
    from pytest_leads.workspace.workspace import Workspace


def create_actions(workspace: Workspace, lead_id: str, body: Mapping[str, Any], notes: Notes) -> dict[str, Any]:
    """Append actions to a lead; each stands or falls by itself.

    Raises:
        LeadNotFoundError: no lead has that id.
        BadRequestError: an action is of a read-only type, or ``actions`` is no array.
    """
    lead = _find_lead(workspace, lead_id, notes)
    items = member(body, "actions", list, notes)
    refuse_read_only(items, notes)
    remarks: list[dict[str, str]] = []
    plans = plan_actions(workspace, items, remarks, notes)
    outcomes = append(workspace, lead, plans, notes)
    return {"lead_id": lead.id} | lists({"actions": outcomes, "remarks": remarks}, notes)


def read_action(workspace: Workspace, lead_id: str, action_id: str, notes: Notes) -> dict[str, Any]:
    """One custom or payment action.

    Raises:
        LeadNotFoundError, ActionNotFoundError: an id is unknown.
        BadRequestError: the action is of another type.
    """
    action = _find_action(_find_lead(workspace, lead_id, notes), action_id, notes)
    _require_writable(action, ONLY_RETRIEVABLE)
    return action_body(action, notes)


def update_action(
    workspace: Workspace, lead_id: str, action_id: str, body: Mapping[str, Any], notes: Notes
) -> dict[str, Any]:
    """Change the fields of a custom action or the status of a payment: the action's whole state.

    Raises:
        LeadNotFoundError, ActionNotFoundError: an id is unknown.
        BadRequestError: the type differs, a value does not fit, or an immutable member is touched.
    """
    lead = _find_lead(workspace, lead_id, notes)
    action = _find_action(lead, action_id, notes)
    if not (action.is_custom or action.type == "PAYMENT"):
        notes.rests_on("rejection_wording")
        raise BadRequestError(ONLY_UPDATABLE)
    if body.get("type") != action.type:
        _refuse(f"type must be {action.type}, the type of the existing action", notes)
    change = _changed_payment if action.type == "PAYMENT" else _changed_custom
    changed = replace(action, members=change(workspace, action, body, notes), modified_on=workspace.clock())
    put_actions(workspace, lead, tuple(changed if a.id == action.id else a for a in lead.actions))
    return action_body(changed, notes)


def search_actions(
    workspace: Workspace, lead_id: str, body: Mapping[str, Any], paging: Paging, notes: Notes
) -> dict[str, Any]:
    """The lead's actions that satisfy every filter, newest first.

    Raises:
        LeadNotFoundError: no lead has that id.
        BadRequestError: a filter has a wrong shape, or ``limit`` is outside 1 to 100.
    """
    lead = _find_lead(workspace, lead_id, notes, "Lead with given ID was not found: {}")
    notes.rests_on("action_search_paging")
    skip, limit = paging.slice(LIMIT_OF_LEADS, 100, notes)
    if "performed_by" in body:
        notes.rests_on("action_search_performer")
    if not isinstance(body.get("type", ""), str):
        refuse_filter(notes)
    matches = action_filter(workspace, body, "created_on", notes)
    found = [action for action in reversed(lead.actions) if matches(action)]
    rows = [action_row(action, notes) for action in found[skip : skip + limit]]
    return {"data": rows, "total_count": len(found), "skip": skip, "limit": limit}


def _find_lead(
    workspace: Workspace, lead_id: str, notes: Notes, message: str = "Lead with ID {} was not found."
) -> Lead:
    if lead_id not in workspace.store.by_id:
        notes.rests_on("lead_of_action")
    return find_lead(workspace, lead_id, notes, message)


def _find_action(lead: Lead, action_id: str, notes: Notes) -> Action:
    found = next((action for action in lead.actions if action.id == action_id), None)
    if found is None:
        if not is_id(action_id):
            notes.rests_on("malformed_id")
        raise ActionNotFoundError(action_id)
    return found


def _require_writable(action: Action, message: str) -> None:
    if not (action.is_custom or action.type == "PAYMENT"):
        raise BadRequestError(message)


def _refuse(reason: str, notes: Notes) -> None:
    notes.rests_on("invalid_action_update")
    raise BadRequestError(reason)


def _changed_payment(_: Workspace, action: Action, body: Mapping[str, Any], notes: Notes) -> dict[str, Any]:
    if any(name in body for name in IMMUTABLE):
        raise BadRequestError(PAYMENT_IMMUTABLE)
    status = body.get("status")
    if not isinstance(status, str) or status not in PAYMENT_STATUSES:
        _refuse(f"Payment status must be one of {', '.join(PAYMENT_STATUSES)}", notes)
    return {**action.members, "status": status}


def _changed_custom(workspace: Workspace, action: Action, body: Mapping[str, Any], notes: Notes) -> dict[str, Any]:
    given = member(body, "fields", dict, notes)
    known = workspace.action_types.get(action.type)
    checked = check_action_fields(workspace, given, known.fields if known else None, "fields", notes)
    for lost in checked.rejected:
        if lost.kind != "unknown":
            _refuse(lost.reason, notes)
    lose(checked.rejected, notes)
    if known:
        workspace.learn_options(known.fields, checked.accepted)
    old = action.fields if notes.choose("action_update") == "merge" else {}
    return {"fields": merged(old, checked.accepted)}
