"""Putting leads and actions into a workspace from a test: whatever does not fit is an error, never a loss."""

from __future__ import annotations

import json
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from pytest_leads.errors import UsageError, did_you_mean
from pytest_leads.workspace.errors import InvalidValueError
from pytest_leads.workspace.field_types import check
from pytest_leads.workspace.lead import Action
from pytest_leads.workspace.leads import new_lead
from pytest_leads.workspace.notes import Notes
from pytest_leads.workspace.timeline import put_actions

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pytest_leads.workspace.lead import Lead
    from pytest_leads.workspace.workspace import Workspace


def seed_lead(workspace: Workspace, given: Mapping[str, Any]) -> Lead:
    """Store a lead as if it had been there, in an archived status too.

    Raises:
        UsageError: a value does not fit, the identifier is missing, or its value is taken.
    """
    notes = Notes(workspace.quirks)
    values = _json({name: value for name, value in given.items() if name != "created_on"}, "add_lead")
    if "modified_on" in values:
        raise UsageError("add_lead(modified_on=...): the workspace keeps it; a new lead has it from created_on")
    fields = {name: _checked(workspace, name, value, notes) for name, value in values.items()}
    identifier = fields.get(workspace.identifier)
    if identifier in {None, ""}:
        raise UsageError(f"add_lead: {workspace.identifier} is missing; it is the lead identifier")
    if workspace.store.identified(identifier) is not None:
        raise UsageError(f"add_lead({workspace.identifier}={identifier!r}): there is such a lead already")
    at = _moment(workspace, given.get("created_on"), "add_lead")
    return new_lead(workspace, fields, notes, sent=given, at=at)


def seed_action(  # noqa: PLR0913, PLR0917  # the parts of an action
    workspace: Workspace, lead: Lead, type_: str, performed_by: str, created_on: Any, members: Mapping[str, Any]
) -> Action:
    """Append an action of any type to a lead's timeline.

    Raises:
        UsageError: ``created_on`` is no date.
    """
    now = workspace.clock()
    at = _moment(workspace, created_on, "add_action")
    _, action_id = workspace.next_id()
    values = MappingProxyType(_json(dict(members), "add_action"))
    action = Action(action_id, type_, values, now if at is None else at, now, performed_by)
    put_actions(workspace, lead, (*lead.actions, action))
    return action


def _json(values: dict[str, Any], call: str) -> dict[str, Any]:
    """The values as they would be after a trip over the wire."""
    for name, value in values.items():
        try:
            json.dumps(value, allow_nan=False)
        except (TypeError, ValueError, RecursionError) as error:
            raise UsageError(f"{call}({name}={value!r}): not a JSON value: {error}") from None
    copied: dict[str, Any] = json.loads(json.dumps(values))
    return copied


def _checked(workspace: Workspace, name: str, value: Any, notes: Notes) -> Any:
    field = workspace.fields.get(name)
    if field is None:
        if workspace.quirks["unknown_field"] == "accept":
            return value
        raise UsageError(f"add_lead({name}=...): no such field{did_you_mean(name, workspace.fields)}")
    if field.type == "STATUS":
        value = workspace.seeded_labels.get(value, value) if isinstance(value, str) else value
    if field.type == "STATUS" and value in workspace.pipeline.archived_labels:
        return value
    try:
        return check(value, field, workspace, notes)
    except InvalidValueError as invalid:
        near = did_you_mean(str(value), workspace.pipeline.labels) if field.type == "STATUS" else ""
        raise UsageError(f"add_lead({name}={value!r}): {invalid.reason}{near}") from None


def _moment(workspace: Workspace, value: Any, call: str) -> int | None:
    if value is None:
        return None
    moment = workspace.calendar.read(value)
    if moment is None:
        wanted = workspace.calendar.date_format
        raise UsageError(f"{call}(created_on={value!r}): Unix milliseconds or a date as {wanted} is needed")
    return moment
