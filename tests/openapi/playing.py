"""Schemathesis on the simulator, by its own engine: what it found wrong, and how often each status was answered."""

from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field

from conformance import flaws
from leads_facts.wire import ACTIONS, FIELDS
from schemathesis.config import OperationConfig
from schemathesis.engine import events, from_schema

from pytest_leads.doors import Handler
from pytest_leads.doors.loopback import loopback
from pytest_leads.openapi import schema
from pytest_leads.openapi.bridge import application
from pytest_leads.openapi.exemptions import _ACCEPTED
from pytest_leads.operations import locate
from pytest_leads.workspace import Workspace

TOKENS = {"sync": ["sync-token"], "async": ["async-token"]}
SEED = 1


@dataclass(frozen=True)
class Setting:
    """A workspace to play on: what is made of it, and what is right there and nowhere else.

    ``known`` are values of path parameters; ``right`` further statuses that a request may be answered with, positive
    or negative, for the reason in ``why``.
    """

    name: str
    arguments: dict = field(default_factory=dict)
    prepare: object = None
    right: tuple = ()
    why: str = ""


@dataclass
class Played:
    """What came of it: failures of checks and engine by text, and calls by operation id and status."""

    failures: list[str] = field(default_factory=list)
    answered: Counter = field(default_factory=Counter)

    @property
    def calls(self):
        return self.answered.total()


def _seat_everybody(workspace):
    workspace.members.seats = 0
    return {}


def _call(workspace):
    lead = workspace.add_lead(phone="919812345670", name="Asha Rao")
    action = workspace.add_action(lead.id, type="OUTGOING_CALL", duration=30)
    return {"leadId": lead.id, "actionId": action.id}


def _small(workspace):
    workspace.quirks["max_body"] = 1
    return {}


CLOSED = {"fields": FIELDS, "actions": ACTIONS, "enterprise": "e1", "members": ["owner@example.com"]}
OPEN = Setting("open")
SETTINGS = (
    Setting("closed", CLOSED, _call),
    Setting("no seat", prepare=_seat_everybody),
    Setting("unknown enterprise", {"enterprise": "another"}),
    Setting(
        "deleted member",
        {"members": [{"email": "ravi@company.com", "status": "Deleted"}]},
    ),
    Setting("small bodies", prepare=_small, right=("413",), why="every body is above max_body there"),
    Setting(
        "no address",
        prepare=lambda _: {"email": "nobody"},
        right=("400",),
        why="the address is none, which no schema can say",
    ),
)


def play(setting, examples, *, over_loopback=False):
    """Run all phases of Schemathesis with all its checks on a workspace."""
    workspace = Workspace(tokens=TOKENS, **setting.arguments)
    known = setting.prepare(workspace) if setting.prepare else {}
    played = Played()
    with _door(_watched(Handler(workspace), played), over_loopback) as door:
        loaded = schema(
            token="sync-token",
            async_token="async-token",
            enterprise=workspace.enterprise if setting.arguments is CLOSED else None,
            **door,
        )
        _tell(loaded, known)
        loaded.config.generation.update(max_examples=examples, deterministic=True)
        if setting.right:
            told = {"expected-statuses": [*_ACCEPTED, *setting.right]}
            loaded.config.operations.operations.insert(
                0, OperationConfig.from_dict({"checks": {"positive_data_acceptance": told, "negative_data_rejection": {"enabled": False}}})
            )
        for event in from_schema(loaded).execute():
            played.failures += _failures(event)
    return played


@contextmanager
def _door(responder, over_loopback):
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
        played.answered[operation.id if operation else "another method", answer.response.status] += 1
        played.failures += flaws(request, answer.response)
        return answer

    return answer


def _tell(loaded, known):
    for path in loaded.raw_schema["paths"].values():
        for parameter in path["parameters"]:
            if parameter["name"] in known:
                parameter["example"] = known[parameter["name"]]


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
