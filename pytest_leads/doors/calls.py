"""Which call on the workspace each operation is, and how its parameters reach it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pytest_leads.workspace import actions, enterprise, leads, members, queue, search
from pytest_leads.workspace.paging import Paging

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pytest_leads.workspace import Workspace
    from pytest_leads.workspace.notes import Notes


@dataclass(slots=True)
class Call:
    """One request after it was let in: path parameters, query, decoded body."""

    workspace: Workspace
    params: Mapping[str, str]
    query: Mapping[str, str]
    body: Mapping[str, Any]
    notes: Notes

    @property
    def paging(self) -> Paging:
        """``skip`` and ``limit`` of the query."""
        return Paging(self.query.get("skip"), self.query.get("limit"))

    def flag(self, name: str) -> bool:
        """A boolean of the query; absent is false."""
        value = self.query.get(name, "false").lower()
        if value not in {"true", "false"}:
            self.notes.rests_on("unreadable_flag")
        return value == "true"


def _read_lead(call: Call) -> Any:
    paging = call.paging if call.flag("includeActions") else None
    return leads.read_lead(call.workspace, call.params["leadId"], paging, call.notes)


def _read_action(call: Call) -> Any:
    return actions.read_action(call.workspace, call.params["leadId"], call.params["actionId"], call.notes)


def _update_action(call: Call) -> Any:
    lead_id, action_id = call.params["leadId"], call.params["actionId"]
    return actions.update_action(call.workspace, lead_id, action_id, call.body, call.notes)


def _search_actions(call: Call) -> Any:
    return actions.search_actions(call.workspace, call.params["leadId"], call.body, call.paging, call.notes)


def _list_members(call: Call) -> Any:
    deleted = call.flag("includeDeleted")
    return members.list_members(call.workspace, call.paging, deleted=deleted, notes=call.notes)


def _read_member(call: Call) -> Any:
    return members.read_member(call.workspace, call.params["email"], deleted=call.flag("includeDeleted"))


CALLS: Mapping[str, Callable[[Call], Any]] = {
    "create_lead": lambda call: leads.create_lead(call.workspace, call.body, call.notes),
    "read_lead": _read_lead,
    "update_lead": lambda call: leads.update_lead(call.workspace, call.params["leadId"], call.body, call.notes),
    "search_leads": lambda call: search.search_leads(call.workspace, call.body, call.paging, call.notes),
    "create_actions": lambda call: actions.create_actions(call.workspace, call.params["leadId"], call.body, call.notes),
    "read_action": _read_action,
    "update_action": _update_action,
    "search_actions": _search_actions,
    "list_members": _list_members,
    "create_member": lambda call: members.create_member(call.workspace, call.body, call.notes),
    "read_member": _read_member,
    "change_member_state": lambda call: members.change_member_state(call.workspace, call.body, call.notes),
    "read_metadata": lambda call: enterprise.read_metadata(call.workspace, call.params["enterpriseId"], call.notes),
    "list_fields": lambda call: enterprise.list_fields(call.workspace, call.notes, detail=call.flag("detail")),
    "read_field": lambda call: enterprise.read_field(call.workspace, call.params["apiName"], call.notes),
    "list_action_types": lambda call: enterprise.list_action_types(call.workspace, detail=call.flag("detail")),
    "read_action_type": lambda call: enterprise.read_action_type(call.workspace, call.params["code"]),
    "read_pipeline": lambda call: enterprise.read_pipeline(call.workspace, call.notes),
    "save_lead": lambda call: queue.save_lead(call.workspace, call.body, call.notes),
}
#: Operations whose body may be empty: no filter at all.
EMPTY_BODY = frozenset({"search_leads", "search_actions"})
#: Operations whose documents list 404 ENTERPRISE_NOT_FOUND.
DOCUMENT_ENTERPRISE_404 = frozenset({"read_metadata", "list_fields", "list_action_types", "read_pipeline"})
