"""Schemathesis on the simulator, by its own engine: what it found wrong, and how often each status was answered."""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from conformance import flaws
from leads_facts.wire import ACTIONS, FIELDS
from schemathesis.config import OperationConfig
from schemathesis.engine import events, from_schema

from pytest_leads.doors import Handler
from pytest_leads.doors.loopback import loopback
from pytest_leads.openapi import schema
from pytest_leads.openapi.bridge import application
from pytest_leads.operations import locate
from pytest_leads.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable

#: Both tokens of each workspace, so that a wrong one is refused.
TOKENS = {"sync": ["sync-token"], "async": ["async-token"]}


@dataclass(frozen=True)
class Setting:
    """A workspace to play on: how it is made, and what is prepared in it.

    ``prepare`` may give values of path parameters. ``operations`` are those that are played, all by default. ``also``
    is a status that is right here for every request, for the reason in ``why``.
    """

    name: str
    arguments: dict[str, Any] = field(default_factory=dict)
    prepare: Callable[[Workspace], dict[str, str] | None] = lambda _: None
    operations: tuple[str, ...] = ()
    also: str = ""
    why: str = ""


@dataclass
class Played:
    """What came of it: what went wrong, in words, and calls by operation id and status."""

    failures: list[str] = field(default_factory=list)
    answered: Counter = field(default_factory=Counter)


def no_seat(workspace):
    workspace.members.seats = 0


def an_outgoing_call(workspace):
    lead = workspace.add_lead(phone="919812345670", name="Asha Rao")
    action = workspace.add_action(lead.id, type="OUTGOING_CALL", duration=30)
    return {"leadId": lead.id, "actionId": action.id}


OPEN = Setting("open")
CLOSED = Setting(
    "closed",
    {"fields": FIELDS, "actions": ACTIONS, "enterprise": "e1", "members": ["owner@example.com"]},
    an_outgoing_call,
)
SETTINGS = (
    CLOSED,
    Setting("no seat", prepare=no_seat, operations=("create_member",)),
    Setting("unknown enterprise", {"enterprise": "another"}),
    Setting(
        "deleted member",
        {"members": [{"email": "ravi@company.com", "status": "Deleted"}]},
        operations=("read_member", "list_members"),
    ),
    Setting("small bodies", {"quirks": {"max_body": 1}}, also="413", why="every body is above max_body"),
    Setting(
        "no address",
        prepare=lambda _: {"email": "nobody"},
        operations=("read_member",),
        also="400",
        why="the address is none, which no schema says",
    ),
)


def play(setting, examples, *, over_loopback=False, seed=None):
    """Run all phases of Schemathesis with all its checks; without a ``seed`` every run draws the same."""
    workspace = Workspace(tokens=TOKENS, **setting.arguments)
    known = setting.prepare(workspace) or {}
    played = Played()
    with _door(_watched(Handler(workspace), played), over_loopback=over_loopback) as door:
        loaded = schema(token="sync-token", async_token="async-token", enterprise=_enterprise(setting), **door)
        _tell(loaded, known)
        _configure(loaded, setting, examples, seed)
        for event in from_schema(loaded).execute():
            played.failures += _failures(event)
    return played


def _enterprise(setting):
    return "e1" if setting is CLOSED else None


@contextmanager
def _door(responder, *, over_loopback):
    if not over_loopback:
        yield {"app": application(responder)}
        return
    with loopback(responder) as server:
        yield {"base_url": server.url}


def _watched(handler, played):
    def answer(request):
        answer = handler(request)
        route = locate(request.host, request.path)
        operation = route and route.operations.get(request.method)
        played.answered[operation.id if operation else "", answer.response.status] += 1
        played.failures += flaws(request, answer.response)
        return answer

    return answer


def _tell(loaded, known):
    """Have Schemathesis begin with these path parameters."""
    for path in loaded.raw_schema["paths"].values():
        for parameter in path["parameters"]:
            if parameter["name"] in known:
                parameter["example"] = known[parameter["name"]]


def _configure(loaded, setting, examples, seed):
    loaded.config.generation.update(max_examples=examples, deterministic=seed is None)
    if seed is not None:
        loaded.config._parent._seed = seed  # noqa: SLF001  # there is no other way but the command line
    if setting.operations:
        loaded.filter_set.include(operation_id=list(setting.operations))
        loaded.config.phases.stateful.enabled = False  # there are no links between so few
    if setting.also:
        statuses = ["2xx", "400", "401", "402", "403", "404", "405", "409", setting.also]
        told = {
            "positive_data_acceptance": {"expected-statuses": statuses},
            "negative_data_rejection": {"expected-statuses": statuses[1:]},
        }
        loaded.config.operations.operations.insert(0, OperationConfig.from_dict({"checks": told}))


def _failures(event):
    """What an event tells of that went wrong."""
    if isinstance(event, events.ScenarioFinished):
        return [
            f"{check.name}: {check.failure_info.failure}\n{check.failure_info.code_sample}"
            for checks in event.recorder.checks.values()
            for check in checks
            if check.failure_info is not None
        ]
    return [repr(event)] if isinstance(event, events.NonFatalError | events.FatalError | events.Interrupted) else []
