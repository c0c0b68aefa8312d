"""Leads that a test in another language puts into the workspace, from their JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pytest_leads.errors import UsageError, did_you_mean
from pytest_leads.workspace.seeding import seed_action, seed_lead

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pytest_leads.workspace import Workspace
    from pytest_leads.workspace.lead import Lead

_MEMBERS = ("fields", "actions")
#: Who performed an action, where nothing is said of it.
PERFORMER = "owner@example.com"


def seed(workspace: Workspace, given: Sequence[Any]) -> dict[str, Any]:
    """Put leads there, all or none: their ids, and those of their actions, in the order given.

    Raises:
        UsageError: one does not fit; it is named by its place in the list.
    """
    with workspace.lock:
        workspace.process_due()
        before = workspace.snapshot()
        try:
            return {"leads": [_seeded(workspace, lead, f"leads[{place}]") for place, lead in enumerate(given)]}
        except UsageError:
            workspace.restore(before)
            raise


def _seeded(workspace: Workspace, given: Any, place: str) -> dict[str, Any]:
    if not isinstance(given, dict) or not isinstance(given.get("fields"), dict):
        raise UsageError(f'{place}: a lead is {{"fields": {{...}}}}, with "actions": [...] where it has any')
    for name in given:
        if name not in _MEMBERS:
            raise UsageError(f"{place}.{name}: no such member{did_you_mean(name, _MEMBERS)}")
    actions = given.get("actions", [])
    if not isinstance(actions, list):
        raise UsageError(f"{place}.actions: a list is needed")
    try:
        lead = seed_lead(workspace, given["fields"])
        ids = [_add(workspace, lead, action, f"actions[{n}]") for n, action in enumerate(actions)]
    except UsageError as error:
        raise UsageError(f"{place}: {error}") from None
    return {"lead_id": lead.id, "action_ids": ids}


def _add(workspace: Workspace, lead: Lead, given: Any, place: str) -> str:
    if not isinstance(given, dict) or not isinstance(given.get("type"), str):
        raise UsageError(f'{place}: an action is {{"type": "1001", "fields": {{...}}}}')
    members: Mapping[str, Any] = {
        name: value for name, value in given.items() if name not in {"type", "performed_by", "created_on"}
    }
    performer = given.get("performed_by", PERFORMER)
    if not isinstance(performer, str):
        raise UsageError(f"{place}.performed_by: an e-mail address is needed")
    lead = workspace.lead(lead.id)
    return seed_action(workspace, lead, given["type"], performer, given.get("created_on"), members).id
