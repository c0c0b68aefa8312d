"""The calls of the control API: each by path and method, with the members that it takes and what it does."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pytest_leads.serving import telling
from pytest_leads.serving.seeding import seed
from pytest_leads.workspace.clock import ManualClock, system_clock
from pytest_leads.workspace.quirks import Quirks

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pytest_leads.serving.served import Served

BASE = "/_leads"
#: The end of the year 9999 in Unix milliseconds: no later moment has a date.
LAST_MOMENT = 253_402_300_799_999


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a body, or a parameter of a query: ``wanted`` says in words what ``fits``."""

    fits: Callable[[Any], bool]
    wanted: str
    needed: bool = True


@dataclass(frozen=True, slots=True)
class Call:
    """One call: ``does`` gets what is served and the members that were given, and returns what is answered, as JSON.

    Raises (``does``):
        UsageError: what was given cannot be used; nothing has changed then.
    """

    id: str
    summary: str
    does: Callable[[Served, Mapping[str, Any]], Any]
    members: Mapping[str, Member] = field(default_factory=dict)


def _is_list(value: Any) -> bool:
    return isinstance(value, list)


def _is_object(value: Any) -> bool:
    return isinstance(value, dict)


def _is_moment(value: Any) -> bool:
    return value is None or (type(value) is int and 0 <= value <= LAST_MOMENT)


def _read_openapi(served: Served, _: Mapping[str, Any]) -> Any:
    from pytest_leads.serving.openapi import description

    return description(served.url)


def _reset(served: Served, given: Mapping[str, Any]) -> Any:
    part = served.reset(given.get("test", ""))
    return telling.findings(part.record, part.verdict)


def _put_quirks(served: Served, given: Mapping[str, Any]) -> Any:
    quirks, wanted = served.workspace.quirks, given["quirks"]
    Quirks(wanted)  # all of them are checked before one is set
    with served.workspace.lock:
        for name in quirks.chosen - wanted.keys():
            del quirks[name]
        quirks.update(wanted)
    return telling.quirks(served)


def _put_faults(served: Served, given: Mapping[str, Any]) -> Any:
    faults = served.faults
    faults.place = f"PUT {BASE}/faults"
    faults.replace(given["faults"])
    return telling.faults(served)


def _put_clock(served: Served, given: Mapping[str, Any]) -> Any:
    now = given["now"]
    with served.workspace.lock:
        served.workspace.clock = system_clock if now is None else ManualClock(now)
    return telling.clock(served)


_LEADS = Member(_is_list, 'a list of leads, {"fields": {...}, "actions": [...]},')
_TEST = Member(lambda value: isinstance(value, str) and value.isprintable(), "the name of the next test", needed=False)
_QUIRKS = Member(_is_object, "an object of quirks by name")
_FAULTS = Member(_is_list, 'a list of faults, {"kind": "429", "times": 2} or "429:times=2",')
_NOW = Member(_is_moment, "Unix milliseconds, or null for the time of day,")
_SINCE = Member(lambda value: type(value) is int, "the number of the last exchange that is known", needed=False)

CALLS: Mapping[tuple[str, str], Call] = {
    ("/state", "GET"): Call(
        "readState",
        "Addresses, tokens and all leads; what is queued, and how much was seen",
        lambda served, _: telling.state(served),
    ),
    ("/seed", "POST"): Call(
        "seed",
        "Put leads there as if they had been there, all or none",
        lambda served, given: seed(served.workspace, given["leads"]),
        {"leads": _LEADS},
    ),
    ("/reset", "POST"): Call(
        "reset",
        "End this part, judge it, and begin another with everything as it was at the start",
        _reset,
        {"test": _TEST},
    ),
    ("/quirks", "GET"): Call("readQuirks", "The quirks and their values", lambda served, _: telling.quirks(served)),
    ("/quirks", "PUT"): Call(
        "putQuirks", "Set these quirks; all others get their defaults", _put_quirks, {"quirks": _QUIRKS}
    ),
    ("/faults", "GET"): Call("readFaults", "The faults, and what they hit", lambda served, _: telling.faults(served)),
    ("/faults", "PUT"): Call(
        "putFaults",
        "Have these faults, and no others; one that meets no request is a trouble",
        _put_faults,
        {"faults": _FAULTS},
    ),
    ("/drain", "POST"): Call(
        "drain",
        "Process all that is queued of the Async API, due or not",
        lambda served, _: {"processed": served.workspace.drain()},
    ),
    ("/clock", "GET"): Call("readClock", "The workspace's clock", lambda served, _: telling.clock(served)),
    ("/clock", "PUT"): Call("putClock", "Stop the clock at a moment, or let it go again", _put_clock, {"now": _NOW}),
    ("/journal", "GET"): Call(
        "readJournal",
        "Every exchange since the last reset, tokens masked",
        lambda served, given: telling.journal(served, given.get("since", 0)),
        {"since": _SINCE},
    ),
    ("/findings", "GET"): Call(
        "readFindings",
        "What the traffic since the last reset falls into; what is queued is judged when it is processed",
        lambda served, _: telling.findings_so_far(served),
    ),
    ("/openapi.json", "GET"): Call("readDescription", "This description", _read_openapi),
}
