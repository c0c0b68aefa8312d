"""What one run of a test showed to its caller and to an operator."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from pytest_leads.audit.reading import operation_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pytest_leads.journal import Exchange

#: What differs from run to run in a text that says the same: numbers, ids, and what the test itself sent.
_NUMBERED, _WORD = re.compile(r"\w*\d\w*"), re.compile(r"[^\W\d_]+")
SHORTEST_VALUE = 3


class Sign(NamedTuple):
    """Something that was said: ``how`` (a warning of some class, a log record of some logger), and the wording."""

    how: str
    wording: str


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a test.

    ``outcome`` is ``passed``, or when and how it ended otherwise, and ``error`` the exception in a line; ``own`` says
    that the test itself raised it, not the code under test, and ``values`` are those that it had before it then.
    ``said`` counts warnings and log records of WARNING and above. ``trouble`` tells why nothing can be said of the run.
    """

    outcome: str
    exchanges: tuple[Exchange, ...]
    error: str = ""
    own: bool = False
    values: tuple[Any, ...] = ()
    said: Counter[Sign] = field(default_factory=Counter)
    trouble: str = ""
    seconds: float = 0.0

    @property
    def requests(self) -> Counter[tuple[str, str, str]]:
        """How often each kind of request was sent: the operation, where in the pages, and the shape of the body."""
        return Counter(map(kind, self.exchanges))


def kind(exchange: Exchange) -> tuple[str, str, str]:
    """What is compared of a request: no values, since those of a test may be made anew each time."""
    request = exchange.request
    operation = operation_id(exchange) or f"{request.method} {request.path}"
    paging = "&".join(f"{name}={value}" for name, value in sorted(request.query) if name in {"skip", "limit"})
    return operation, paging, " ".join(sorted(_paths(exchange.sent())))


def sent_values(exchanges: Iterable[Exchange]) -> set[str]:
    """Texts that stand in what was sent."""
    return {text for exchange in exchanges for text in texts(exchange.sent())}


def texts(body: Any) -> set[str]:
    """All values of a JSON body, as texts."""
    return {str(value) for value in _values(body)}


def wording(text: str, values: Iterable[str]) -> str:
    """The words of a text, without ids, numbers, and the values that were sent."""
    for value in sorted((value for value in values if len(value) >= SHORTEST_VALUE), key=len, reverse=True):
        text = text.replace(value, " ")
    return " ".join(_WORD.findall(_NUMBERED.sub(" ", text)))


def _paths(value: Any, place: str = "") -> Iterator[str]:
    if isinstance(value, Mapping):
        for name, part in value.items():
            yield from _paths(part, f"{place}.{name}")
    elif isinstance(value, list):
        for part in value:
            yield from _paths(part, f"{place}[]")
    else:
        yield place


def _values(value: Any) -> Iterator[Any]:
    if isinstance(value, Mapping | list):
        for part in value.values() if isinstance(value, Mapping) else value:
            yield from _values(part)
    elif value is not None:
        yield value
