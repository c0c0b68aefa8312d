"""Provoked: a field or an action of a write is ignored, with a remark or, where the API has none, without a word."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar

from pytest_leads.audit.reading import actions_sent, items, mapping, member, operation_id
from pytest_leads.errors import UsageError, did_you_mean
from pytest_leads.operations import locate
from pytest_leads.provocation.act import Act, body_of, operation_of, took_effect
from pytest_leads.provocation.plan import Provocation, first_of_each_line, numbered
from pytest_leads.wire import Answer, Dropped, Request, Response
from pytest_leads.workspace.errors import EMAIL_INVALID, RATING_OUT_OF_RANGE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from random import Random

    from pytest_leads.journal import Exchange
    from pytest_leads.provocation.act import Simulate
    from pytest_leads.workspace import Workspace
    from pytest_leads.workspace.lead import Lead
    from pytest_leads.workspace.profile import Profile

#: Operations that write, and whether their answer tells what was ignored (docs: leads/create, actions/create).
TELLS = {"create_lead": True, "create_actions": True, "update_lead": False, "save_lead": False}
_REMARKS = {"EMAIL": EMAIL_INVALID, "RATING": RATING_OUT_OF_RANGE}
_ACTION = re.compile(r"actions\[(\d{1,6})\]")


@dataclass(slots=True, kw_only=True)
class Ignored(Act):
    """One lead field, or the action of one index, of the ``nth`` write that carries it, is not stored.

    ``on`` is the operation of the write; by default it may be any.
    """

    answers: ClassVar[frozenset[str]] = frozenset(
        {"read_lead", "search_leads", "read_action", "search_actions", "read_pipeline"}
        | {"update_lead", "create_actions", "update_action", "save_lead"}
    )

    on_success: ClassVar[bool] = True

    field: str | None = None
    action: int | None = None
    on: str | None = None

    def __post_init__(self) -> None:
        Act.__post_init__(self)
        is_one = _is_index(self.action) if self.field is None else _is_name(self.field) and self.action is None
        if not is_one:
            raise UsageError(
                'leads_api.provoke("partial-success"): either field="email" or action=0 is needed, '
                f"not field={self.field!r}, action={self.action!r}"
            )
        if self.on is not None and str(self.on) not in TELLS:
            raise UsageError(f'leads_api.provoke("partial-success", on={self.on!r}){did_you_mean(str(self.on), TELLS)}')

    def applies(self, request: Request, workspace: Workspace) -> bool:
        """Whether the write carries it; the identifier is never ignored."""
        operation, body = operation_of(request), body_of(request)
        if operation not in TELLS or self.on not in {None, operation}:
            return False
        if self.action is not None:
            return any(index == self.action for index, _ in actions_sent(body))
        return self.field != workspace.identifier and self.field in member(body, "fields")

    def provoke(self, request: Request, simulate: Simulate, workspace: Workspace) -> Answer:
        """Leave the part out of what is stored, and say so where the API does."""
        operation, body = operation_of(request), body_of(request)
        path, value, kept = self._without(body)
        before = workspace.snapshot()
        if self.field is not None:
            _forget(workspace, _target(request, workspace), self.field, value)
        answer = simulate(replace(request, body=json.dumps(kept).encode(), headers=_plain(request)))
        if not took_effect(answer):  # nothing is stored, and no remark is made
            workspace.restore(before)
            self.fired = False
            return answer
        remark = _remark(workspace, self.field)
        if TELLS[operation]:
            self.said = f"{path} of {operation} was answered IGNORED ({remark!r})"
            answer = _told(answer, path, remark, self.action)
        else:
            self.said = f"{path} of {operation} was dropped without a word, as this call does"
        lost = Dropped(path, value, remark, told=TELLS[operation])
        return replace(answer, disclosure=replace(answer.disclosure, dropped=[*answer.disclosure.dropped, lost]))

    def _without(self, body: dict[str, Any]) -> tuple[str, Any, dict[str, Any]]:
        """The path of the part, its value, and the body without it."""
        if self.action is not None:
            actions = list(items(body["actions"]))
            item = actions.pop(self.action)
            return f"actions[{self.action}]{_inside(item)}", item, {**body, "actions": actions}
        fields = dict(body["fields"])
        value = fields.pop(self.field)
        return f"fields.{self.field}", value, {**body, "fields": fields}


ACT = Ignored


def plan(exchanges: Sequence[Exchange], profile: Profile, random: Random) -> Iterator[Provocation]:
    """For each line that writes: one field, chosen by the seed, and each action in turn."""
    for operation in TELLS:
        writes = [e for e in exchanges if operation_id(e) == operation and e.ok]
        for _, exchange in first_of_each_line(writes):
            fields = _fields(exchange, profile)
            if fields:
                field = random.choice(fields)
                number = _number(writes, exchange, lambda e, name=field: name in member(e.sent(), "fields"))
                yield _provocation(exchange, {"field": field, "on": operation} | numbered(number))
            for index, _ in actions_sent(exchange.sent()):
                number = _number(writes, exchange, lambda e, n=index: any(i == n for i, _ in actions_sent(e.sent())))
                yield _provocation(exchange, {"action": index, "on": operation} | numbered(number))


def _forget(workspace: Workspace, lead: Lead | None, field: str, value: Any) -> None:
    """Have a lead without the value that is to be dropped: if it had it already, nothing would be lost."""
    if lead is None or lead.fields.get(field) != value:
        return
    fields = {name: value for name, value in lead.fields.items() if name != field}
    workspace.store.put(replace(lead, fields=MappingProxyType(fields), rows={}))


def _target(request: Request, workspace: Workspace) -> Lead | None:
    """The lead that an update, or a save, is about; ``None`` where there is none."""
    route = locate(request.host, request.path)
    if route is not None and "leadId" in route.params:
        return workspace.store.by_id.get(route.params["leadId"])
    identifier = member(body_of(request), "fields").get(workspace.identifier)
    return workspace.find(identifier) if isinstance(identifier, str) else None


def _is_name(field: Any) -> bool:
    return isinstance(field, str) and bool(field)


def _is_index(action: Any) -> bool:
    return isinstance(action, int) and not isinstance(action, bool) and action >= 0


def _provocation(exchange: Exchange, arguments: dict[str, Any]) -> Provocation:
    return Provocation("partial-success", arguments, exchange)


def _fields(exchange: Exchange, profile: Profile) -> list[str]:
    """Fields that were sent and stored; a status, which has a pitfall of its own, only where there is nothing else."""
    lost = {dropped.path for dropped in exchange.disclosure.dropped}
    sent = [
        name
        for name, value in sorted(member(exchange.sent(), "fields").items())
        if name != profile.identifier and value not in (None, "") and f"fields.{name}" not in lost
    ]
    return [name for name in sent if profile.fields.get(name) != "STATUS"] or sent


def _number(writes: list[Exchange], wanted: Exchange, carries: Any) -> int:
    return 1 + sum(1 for e in writes if e.number < wanted.number and carries(e))


def _inside(item: Any) -> str:
    """The part of an action at which a remark points (docs: actions/create): one of its fields, or a member."""
    fields = mapping(mapping(item).get("fields"))
    return f".fields.{next(iter(fields))}" if fields else ""


def _remark(workspace: Workspace, field: str | None) -> str:
    known = workspace.fields.get(field or "")
    return _REMARKS.get(known.type if known else "", f"{field or 'the action'} is invalid")


def _told(answer: Answer, path: str, remark: str, action: int | None) -> Answer:
    """The answer with the remark in it, and the action among the others in its place."""
    body = mapping(answer.response.json())
    remarks = [_moved(mapping(each), action) for each in items(body.get("remarks"))]
    body["remarks"] = [*remarks, {"field": path, "status": "IGNORED", "remark": remark}]
    if action is not None:
        actions = list(items(body.get("actions")))
        actions.insert(action, {"action_id": None, "status": "IGNORED"})
        body["actions"] = actions
    response = answer.response
    return replace(answer, response=Response(response.status, response.headers, json.dumps(body).encode()))


def _moved(remark: dict[str, Any], action: int | None) -> dict[str, Any]:
    """A remark on an action behind the one that was left out, by its index in the request."""
    found = _ACTION.match(str(remark.get("field")))
    if action is None or found is None or int(found[1]) < action:
        return remark
    return {**remark, "field": f"actions[{int(found[1]) + 1}]{remark['field'][found.end() :]}"}


def _plain(request: Request) -> tuple[tuple[str, str], ...]:
    """Headers without what described the body that was sent."""
    return tuple(pair for pair in request.headers if pair[0].lower() not in {"content-encoding", "content-length"})
