"""Checking the actions of a write, and appending them to a lead's timeline.

Source: docs: concepts/actions, actions/create. Each action stands or falls by itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from pytest_leads.workspace.errors import ONLY_CREATABLE, BadRequestError
from pytest_leads.workspace.lead import Action, is_code
from pytest_leads.workspace.payment import check_payment
from pytest_leads.workspace.writing import Checked, Rejected, check_action_fields, lose, report

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pytest_leads.workspace.lead import Lead
    from pytest_leads.workspace.notes import Notes
    from pytest_leads.workspace.workspace import Workspace

_PREFIX = "ACTION_"
_PREFIXED = re.compile(r"ACTION_[0-9]+")
#: Performer of what comes in through the API; no source tells how it is named.
API_PERFORMER = "API"


@dataclass(frozen=True, slots=True)
class Plan:
    """An action that passed all checks; ``created_on`` is Unix ms, ``None`` for now."""

    type: str
    members: Mapping[str, Any]
    created_on: int | None = None


def plan_actions(
    workspace: Workspace, items: Sequence[Any], remarks: list[dict[str, str]], notes: Notes
) -> list[Plan | None]:
    """Check the actions of a Sync request; ``None`` stands for one that is ignored."""
    plans = []
    for index, item in enumerate(items):
        plan, rejected = plan_action(workspace, item, f"actions[{index}]", notes)
        report(rejected, remarks, notes)
        plans.append(plan)
    return plans


def plan_queued_actions(workspace: Workspace, items: Sequence[Any], notes: Notes) -> list[Plan | None]:
    """Check the actions of an Async request, whose custom types carry the prefix; nothing is told."""
    plans = []
    for index, item in enumerate(items):
        plan, rejected = _plan_queued(workspace, item, f"actions[{index}]", notes)
        lose(rejected, notes)
        plans.append(plan)
    return plans


def refuse_read_only(items: Sequence[Any], notes: Notes) -> None:
    """Fail a request that writes an action of a read-only type.

    Raises:
        BadRequestError: one item's type is neither custom nor PAYMENT (docs: actions/create).
    """
    for item in items:
        type_ = item.get("type") if isinstance(item, dict) else None
        if not isinstance(type_, str) or type_ == "PAYMENT" or is_code(type_):
            continue
        if _PREFIXED.fullmatch(type_) and notes.choose("sync_prefixed_action") == "ignored":
            continue
        raise BadRequestError(ONLY_CREATABLE)


def append(workspace: Workspace, lead: Lead, plans: Sequence[Plan | None], notes: Notes) -> list[dict[str, str | None]]:
    """Append planned actions to a lead: an outcome for each, in order."""
    actions = [None if plan is None else _act(workspace, plan) for plan in plans]
    kept = tuple(action for action in actions if action is not None)
    if kept:
        notes.rests_on("api_performer")
        put_actions(workspace, lead, (*lead.actions, *kept), earned=sum(_score(workspace, a) for a in kept))
    return [
        {"action_id": action.id, "status": "CREATED"} if action else {"action_id": None, "status": "IGNORED"}
        for action in actions
    ]


def put_actions(workspace: Workspace, lead: Lead, actions: tuple[Action, ...], *, earned: int = 0) -> None:
    """Store the lead's next version with this timeline, in order of time."""
    ordered = tuple(sorted(actions, key=lambda action: action.created_on))
    workspace.store.put(replace(lead, actions=ordered, score=lead.score + earned, rows={}))


def plan_action(workspace: Workspace, item: Any, path: str, notes: Notes) -> tuple[Plan | None, list[Rejected]]:
    """Check one action of a Sync request: its plan, if it can be made, and what is wrong with it."""
    if not isinstance(item, dict):
        return None, [Rejected(path, "", item, "an action must be an object", "invalid")]
    type_ = item.get("type")
    if isinstance(type_, int) and not isinstance(type_, bool):
        type_ = str(type_) if notes.choose("integer_action_type") == "accept" else type_
    if type_ == "PAYMENT":
        return _plan_payment(workspace, item, path, notes)
    if isinstance(type_, str) and is_code(type_):
        return _plan_custom(workspace, type_, item, path, notes)
    quirk = "integer_action_type" if isinstance(type_, int) else ""
    return None, [Rejected(f"{path}.type", "type", type_, _why_not(type_, notes), "invalid", quirk=quirk)]


def _why_not(type_: Any, notes: Notes) -> str:
    if isinstance(type_, str) and _PREFIXED.fullmatch(type_):
        notes.rests_on("sync_prefixed_action")
        return "the type of a custom action is its bare code"
    if isinstance(type_, str):
        notes.rests_on("read_only_action_on_create")
        return ONLY_CREATABLE
    return "the type of an action must be a string"


def _plan_queued(workspace: Workspace, item: Any, path: str, notes: Notes) -> tuple[Plan | None, list[Rejected]]:
    type_ = item.get("type") if isinstance(item, dict) else None
    if type_ == "SYSTEM_NOTE":
        if notes.choose("system_note") == "keep":
            text = item.get("text")
            return Plan("SYSTEM_NOTE", {"text": text if isinstance(text, str) else ""}), []
        return None, [Rejected(f"{path}.type", "type", type_, ONLY_CREATABLE, "invalid", quirk="system_note")]
    if isinstance(type_, str) and _PREFIXED.fullmatch(type_):
        return plan_action(workspace, {**item, "type": type_.removeprefix(_PREFIX)}, path, notes)
    if isinstance(type_, str) and is_code(type_):
        reason = "the type of a custom action needs the prefix ACTION_ on the Async API"
        return None, [Rejected(f"{path}.type", "type", type_, reason, "invalid")]
    return plan_action(workspace, item, path, notes)


def _plan_custom(
    workspace: Workspace, code: str, item: Mapping[str, Any], path: str, notes: Notes
) -> tuple[Plan | None, list[Rejected]]:
    known = workspace.action_types.get(code)
    if known is None and not workspace.any_action:
        notes.rests_on("unknown_action_code")
        return None, [Rejected(f"{path}.type", "type", code, f"no custom action has code {code}", "invalid")]
    given = item.get("fields")
    given = {} if given is None else given
    if not isinstance(given, dict):
        return None, [Rejected(f"{path}.fields", "fields", given, "fields must be an object", "invalid")]
    fields = known.fields if known else None
    checked = check_action_fields(workspace, given, fields, f"{path}.fields", notes)
    created_on, mistimed = _created_on(workspace, item, path, notes)
    rejected = [*checked.rejected, *mistimed]
    if any(lost.kind != "unknown" for lost in rejected) and notes.choose("invalid_action_field") == "action":
        return None, rejected
    kept = {name: value for name, value in checked.accepted.items() if value is not None}
    return Plan(code, {"fields": kept}, created_on), rejected


def _plan_payment(
    workspace: Workspace, item: Mapping[str, Any], path: str, notes: Notes
) -> tuple[Plan | None, list[Rejected]]:
    checked: Checked = check_payment(item, path, notes)
    created_on, mistimed = _created_on(workspace, item, path, notes)
    rejected = [*checked.rejected, *mistimed]
    return (None if rejected else Plan("PAYMENT", checked.accepted, created_on)), rejected


def _created_on(
    workspace: Workspace, item: Mapping[str, Any], path: str, notes: Notes
) -> tuple[int | None, list[Rejected]]:
    given = item.get("created_on")
    if given is None or notes.choose("action_created_on") == "ignore":
        return None, []
    moment = workspace.calendar.read(given)
    reason = "created_on must be Unix milliseconds or a date in the workspace's format"
    return moment, [Rejected(f"{path}.created_on", "created_on", given, reason, "invalid")] if moment is None else []


def _act(workspace: Workspace, plan: Plan) -> Action:
    now = workspace.clock()
    _, action_id = workspace.next_id()
    known = workspace.action_types.get(plan.type)
    if known:
        workspace.learn_options(known.fields, plan.members["fields"])
    at = now if plan.created_on is None else plan.created_on
    return Action(action_id, plan.type, plan.members, at, now, API_PERFORMER)


def _score(workspace: Workspace, action: Action) -> int:
    known = workspace.action_types.get(action.type)
    return known.score if known else 0
