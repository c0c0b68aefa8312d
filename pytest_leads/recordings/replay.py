"""Answering from a recording: by method, path template and decoded body; host, enterprise and ids aside."""

from __future__ import annotations

import json
from collections import deque
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, Any

from pytest_leads import masking
from pytest_leads.errors import LeadsAssertionError
from pytest_leads.operations import locate
from pytest_leads.wire import Answer, NotJsonError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from pytest_leads.recordings.cassette import Cassette, Interaction
    from pytest_leads.wire import Request

#: What may be relaxed, and what each relaxation lets pass.
RELAXATIONS = {
    "unused": "recorded interactions that the test does not use are no failure",
    "repeats": "the last answer to a request is given again when the request comes again",
    "body": "bodies are not compared",
    "query": "query strings are not compared",
}
#: Placeholders of a path that stand for an id: which one it is makes no difference.
IDS = frozenset({"enterpriseId", "leadId", "actionId"})
#: Recorded requests that are compared with an unexpected one in order to find the nearest.
CANDIDATES = 50


class UnexpectedRequestError(LeadsAssertionError):
    """A request that the recording does not hold."""


@dataclass(frozen=True, slots=True)
class Address:
    """What a request is told by, its body aside."""

    method: str
    path: str
    query: tuple[tuple[str, str], ...]


Key = tuple[Address, str]


@dataclass(slots=True)
class Player:
    """Answers requests from a cassette, from any thread; of equal requests the first recorded comes first.

    ``relax`` names relaxations; ``scrub`` turns a request into what it would be in a recording: a request that is
    not there as it came is looked for as that.
    """

    cassette: Cassette
    relax: Collection[str] = ()
    scrub: Callable[[Request], Request] | None = None
    _waiting: dict[Key, deque[Interaction]] = field(default_factory=dict)
    _played: dict[Key, Interaction] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def __post_init__(self) -> None:
        for interaction in self.cassette.interactions:
            self._waiting.setdefault(self._key(interaction.request), deque()).append(interaction)

    def __call__(self, request: Request) -> Answer:
        """The recorded answer.

        Raises:
            UnexpectedRequestError: there is none; the text shows the nearest recorded request and the difference.
        """
        found = self.find(request)
        if found is None:
            raise UnexpectedRequestError(_unexpected(self.cassette, request, self.unused))
        return Answer(found.response)

    def find(self, request: Request) -> Interaction | None:
        """The interaction that answers a request, which is then used up; ``None`` if there is none."""
        with self._lock:
            return self._take(request) or (self._take(self.scrub(request)) if self.scrub is not None else None)

    @property
    def unused(self) -> list[Interaction]:
        """Interactions that no request has asked for yet, in their order."""
        waiting = {id(interaction) for queue in self._waiting.values() for interaction in queue}
        return [interaction for interaction in self.cassette.interactions if id(interaction) in waiting]

    def _take(self, request: Request) -> Interaction | None:
        key = self._key(request)
        queue = self._waiting.get(key)
        if queue:
            self._played[key] = queue.popleft()
            return self._played[key]
        return self._played.get(key) if "repeats" in self.relax else None

    def _key(self, request: Request) -> Key:
        address = address_of(request)
        if "query" in self.relax:
            address = Address(address.method, address.path, ())
        return address, "" if "body" in self.relax else body_of(request)


def address_of(request: Request) -> Address:
    """Method, path with ids left open, and query in order of names."""
    route = locate(request.host, request.path)
    path = request.path
    if route is not None:
        path = route.template
        for name, value in route.params.items():
            if name not in IDS:
                path = path.replace(f"{{{name}}}", value)
    return Address(request.method, path, tuple(sorted(request.query)))


def body_of(request: Request) -> str:
    """The body by which two requests are equal: JSON whatever the order of its keys, else the text."""
    try:
        return json.dumps(request.json(), sort_keys=True)
    except (NotJsonError, RecursionError):
        return request.body.decode("latin-1")


def unused_text(cassette: Cassette, unused: Iterable[Interaction]) -> str:
    """What is said of recorded interactions that a test did not use; empty if it used all."""
    rows = [f"    {row.place}: {_line(row.request)}" for row in unused]
    if not rows:
        return ""
    return "\n".join(
        [
            f"{cassette.path}: {len(rows)} of {len(cassette.interactions)} recorded interactions were not used:",
            *rows,
            "  Either the code no longer sends them (record anew: --leads-record=all), or the test may leave them out:",
            '  @pytest.mark.leads_cassette(..., relax=["unused"])',
        ]
    )


def _unexpected(cassette: Cassette, request: Request, unused: list[Interaction]) -> str:
    lines = [f"{cassette.path} does not hold this request:", f"    {_line(request)}"]
    near = _nearest(request, unused) or _nearest(request, list(cassette.interactions))
    if near is not None:
        state = "not used yet" if near in unused else "used already"
        lines += [f"  The nearest recorded one is {near.place} ({state}):", f"    {_line(near.request)}"]
        lines += [f"    {difference}" for difference in differences(near.request, request)]
    lines.append(
        "  Either the code sends something else than it did (is that meant? record anew: --leads-record=all), or "
        f"relax the comparison: @pytest.mark.leads_cassette(..., relax=[...]) with {', '.join(RELAXATIONS)}."
    )
    return "\n".join(lines)


def _nearest(request: Request, among: list[Interaction]) -> Interaction | None:
    """The recorded request that differs least: same path before same method before any."""
    wanted = address_of(request)

    def distance(interaction: Interaction) -> tuple[bool, bool, int]:
        address = address_of(interaction.request)
        same = (address.path == wanted.path, address.method == wanted.method)
        return (not same[0], not same[1], len(differences(interaction.request, request)) if all(same) else 0)

    related = sorted(among, key=lambda i: address_of(i.request).path != wanted.path)[:CANDIDATES]
    return min(related, key=distance, default=None)


def differences(recorded: Request, sent: Request) -> list[str]:
    """Each point in which a request differs from a recorded one, in words; secrets masked."""
    from deepdiff import DeepDiff

    difference = DeepDiff(_parts(recorded), _parts(sent), verbose_level=2)
    text = difference.pretty() if difference else ""
    return [masking.prose(line.replace("root", "request")) for line in text.splitlines()]


def _parts(request: Request) -> dict[str, Any]:
    address = address_of(request)
    try:
        body = request.json()
    except NotJsonError:
        body = request.body.decode("latin-1")
    return {"method": address.method, "path": address.path, "query": dict(address.query), "body": body}


def _line(request: Request) -> str:
    body = f" {masking.excerpt(request.body)}" if request.body else ""
    return f"{request.method} {masking.url(request.url)}{body}"
