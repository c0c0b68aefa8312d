"""What reports tell of a finding beyond the summary: plain values that cross process borders, without secrets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pytest_leads import masking
from pytest_leads.audit.curl import curl
from pytest_leads.audit.reading import operation_id, shown
from pytest_leads.audit.text import without_secrets
from pytest_leads.reports import excerpt
from pytest_leads.reports.excerpt import Excerpt, printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pytest_leads.audit import Finding
    from pytest_leads.journal import Exchange
    from pytest_leads.wire import Sender

#: Headers of a message, and characters of one, that are shown.
MOST_HEADERS, LONGEST_HEADER = 40, 300


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a file; ``function`` is empty where the whole line is meant."""

    file: str
    line: int
    function: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """An exchange as reports show it.

    ``number`` is its own ``of`` so many; ``parts`` are the parts of both messages that hold anything, by name
    (``request``, ``request headers``, ``request body``, ``response``, ...), in the order of the wire.
    """

    number: int
    of: int
    operation: str
    method: str
    url: str
    status: int
    client: str
    place: str
    parts: Mapping[str, Excerpt]


@dataclass(frozen=True, slots=True)
class Detail:
    """One finding in full; the members are those of ``audit.Finding``, as text.

    ``origin`` is the line of the user's code that sent the request, ``reproduce`` a curl command that repeats it.
    """

    rule: str
    path: str
    value: str
    advice: str
    subject: str
    origin: Place | None
    exchange: Shown
    reproduce: str

    @classmethod
    def of(cls, finding: Finding, exchanges: int) -> Detail:
        """What is told of a finding in so many ``exchanges``."""
        exchange, path = finding.exchange, finding.path
        value = without_secrets(f"{path} = {shown(finding.value)}", finding).removeprefix(f"{path} = ")
        return cls(
            finding.rule,
            printable(path),
            printable(value),
            printable(finding.advice),
            printable(finding.subject),
            place_of(exchange.sender),
            show(exchange, path, exchanges),
            printable(curl(exchange.request)),
        )

    @classmethod
    def of_json(cls, given: Mapping[str, Any]) -> Detail:
        """The detail that ``asdict`` made this of."""
        origin, exchange = given["origin"], given["exchange"]
        parts = {name: Excerpt(**part) for name, part in exchange["parts"].items()}
        return cls(
            **{
                **given,
                "origin": Place(**origin) if origin else None,
                "exchange": Shown(**{**exchange, "parts": parts}),
            }
        )


def place_of(sender: Sender) -> Place | None:
    """The line of the user's code, where it can be told."""
    origin = sender.origin
    return Place(printable(origin.file), origin.line, origin.function) if origin else None


def show(exchange: Exchange, path: str, exchanges: int) -> Shown:
    """The exchange, with what stands at ``path`` marked."""
    request, response = exchange.request, exchange.response
    own = masking.own(request.headers)
    url = masking.url(masking.without(request.url, own))
    parts = {
        "request": excerpt.line(request.method, url, path),
        "request headers": Excerpt(_headers(request.headers, own)),
        "request body": excerpt.body(request.body, exchange.sent(), _below("request.body", path), own),
        "response": excerpt.whole(exchange.answered, guilty=path == "response.status"),
        "response headers": Excerpt(_headers(response.headers, own)),
        "response body": excerpt.body(response.body, exchange.received(), _below("response.body", path), own),
    }
    return Shown(
        exchange.number,
        exchanges,
        operation_id(exchange),
        request.method,
        printable(url),
        response.status,
        exchange.sender.client,
        exchange.test,
        {name: part for name, part in parts.items() if part.text},
    )


def _below(place: str, path: str) -> str | None:
    """The rest of a path that leads into ``place``."""
    if path == place:
        return ""
    rest = path.removeprefix(place)
    return rest.removeprefix(".") if path.startswith(place) and rest[0] in ".[" else None


def _headers(headers: Iterable[tuple[str, str]], own: tuple[str, ...]) -> str:
    shown = tuple((name, masking.without(value, own)) for name, value in masking.headers(headers))
    return printable("\n".join(_header_lines(shown)))


def _header_lines(headers: tuple[tuple[str, str], ...]) -> Iterator[str]:
    for name, value in headers[:MOST_HEADERS]:
        cut = "..." if len(value) > LONGEST_HEADER else ""
        yield f"{name}: {value[:LONGEST_HEADER]}{cut}"
    if len(headers) > MOST_HEADERS:
        yield f"... {len(headers) - MOST_HEADERS} more"
