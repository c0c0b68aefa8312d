"""What goes over the wire, as values: a request, a response, and what a responder tells about its answer.

Nothing here knows a client, a server or the simulator; every room exchanges these.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NoReturn
from urllib.parse import parse_qsl, urlsplit

from pytest_leads import masking

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from urllib.parse import SplitResult

Headers = tuple[tuple[str, str], ...]

#: A compressed request body may unpack to this many bytes and no further.
UNPACKED_LIMIT = 64 * 1024 * 1024


class NotJsonError(ValueError):
    """A body that is not JSON: bad UTF-8, bad syntax, NaN or Infinity, or nested beyond reason."""


@lru_cache(maxsize=256)
def _hostname(netloc: str) -> str:
    return urlsplit(f"//{netloc}").hostname or ""


@lru_cache(maxsize=4096)
def _split(url: str) -> SplitResult:
    return urlsplit(url)


@lru_cache(maxsize=4096)
def _query(query: str) -> tuple[tuple[str, str], ...]:
    return tuple(parse_qsl(query, keep_blank_values=True))


@dataclass(frozen=True, slots=True)
class Request:  # noqa: PLW1641  # the dataclass makes __hash__
    """One HTTP request: ``url`` is absolute, ``body`` the bytes after any transfer coding."""

    method: str
    url: str
    headers: Headers = ()
    body: bytes = b""

    def __eq__(self, other: object) -> bool:
        # Written out: of a dataclass that generates it, pytest shows every differing field, with the secrets.
        if not isinstance(other, Request):
            return NotImplemented
        mine, its = (self.method, self.url, self.headers), (other.method, other.url, other.headers)
        return mine == its and self.body == other.body

    def __repr__(self) -> str:
        """Show the request without the secrets in it."""
        url, headers = masking.url(self.url), masking.headers(self.headers)
        shown = f"Request({self.method!r}, {url!r}, headers={headers!r}, body={masking.excerpt(self.body)})"
        return masking.without(shown, masking.own(self.headers))

    @property
    def host(self) -> str:
        """Host name in lower case, without the port; empty when the URL has none."""
        return _hostname(_split(self.url).netloc)

    @property
    def path(self) -> str:
        """Path of the URL, percent-encoding kept."""
        return _split(self.url).path

    @property
    def query(self) -> tuple[tuple[str, str], ...]:
        """Pairs of the query string in their order, decoded; blank values kept."""
        return _query(_split(self.url).query)

    def header(self, name: str) -> str | None:
        """Value of the first header called ``name``, in any case."""
        return header_value(self.headers, name)

    def content(self) -> bytes:
        """Body with any gzip or deflate ``Content-Encoding`` undone.

        Raises:
            NotJsonError: the compressed bytes are broken or unpack beyond ``UNPACKED_LIMIT``.
        """
        return unpack(self.body, self.header("content-encoding"))

    def json(self) -> Any:
        """Body decoded from JSON; ``None`` when it is empty.

        Raises:
            NotJsonError: the body is not JSON.
        """
        content = self.content()
        return decode_json(content) if content.strip() else None


@dataclass(slots=True, eq=False)
class Delivery:
    """What happens to a response on its way to the client; the doors carry it out.

    ``late`` are the seconds until it begins, ``slow`` those that its body takes. ``missing`` counts the bytes at the
    end of the body that never come: the response's ``body`` is what does come. With ``reset`` nothing comes, and the
    response's status is 0. A door sets ``given_up`` when the client did not wait until the end.
    """

    late: float = 0.0
    slow: float = 0.0
    missing: int = 0
    reset: bool = False
    given_up: bool = False


@dataclass(frozen=True, slots=True)
class Response:  # noqa: PLW1641  # the dataclass makes __hash__
    """One HTTP response; ``delivery`` says what happens to it on its way, ``None`` that nothing does."""

    status: int
    headers: Headers = ()
    body: bytes = b""
    delivery: Delivery | None = None

    def __eq__(self, other: object) -> bool:
        # Written out for the reason given in Request.
        if not isinstance(other, Response):
            return NotImplemented
        mine, its = (self.status, self.headers, self.body), (other.status, other.headers, other.body)
        return mine == its and self.delivery is other.delivery

    def __repr__(self) -> str:
        """Show status, headers and length, without the secrets in them."""
        way = f", {self.delivery!r}" if self.delivery else ""
        headers = masking.headers(self.headers)
        return f"Response({self.status}, headers={headers!r}, body=<{len(self.body)} bytes>{way})"

    def header(self, name: str) -> str | None:
        """Value of the first header called ``name``, in any case."""
        return header_value(self.headers, name)

    def json(self) -> Any:
        """Body decoded from JSON; ``None`` when it is empty.

        Raises:
            NotJsonError: the body is not JSON.
        """
        content = unpack(self.body, self.header("content-encoding"))
        return decode_json(content) if content.strip() else None


@dataclass(frozen=True, slots=True)
class Dropped:
    """Something that the caller sent and that did not persist, whether or not the response said so.

    ``path`` is the path in the request body (``fields.rating``, ``actions[1].fields.email``, ``actions[0]``),
    ``told`` whether the response reported it.
    """

    path: str
    value: Any
    reason: str
    told: bool
    quirk: str = ""

    def __repr__(self) -> str:
        """Show what was dropped, without its value where that is a secret."""
        return f"Dropped({masking.prose(f'{self.path} = {self.value!r}')}, {self.reason!r}, told={self.told})"


@dataclass(frozen=True, slots=True)
class Injected:
    """A fault that was put in the way of an answer: its ``kind`` (``429``, ``reset``, ...; see ``faults.Fault``).

    ``status`` is that of the answer that the fault held up, ``None`` where the request was not processed at all.
    """

    kind: str
    status: int | None = None


@dataclass(slots=True)
class Disclosure:
    """What a responder knows about its answer beyond the wire.

    ``quirks`` names every undocumented or disputed point that the answer rests on; ``dropped`` grows later
    when the Async queue is processed; ``profile`` is the ``workspace.profile.Profile`` at that moment, ``None``
    when the answer comes from somewhere that cannot tell (a recording, the network). ``fault`` is what somebody asked
    for to go wrong.
    """

    quirks: tuple[str, ...] = ()
    dropped: list[Dropped] = field(default_factory=list)
    profile: Any = None
    fault: Injected | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """A response and what its responder discloses about it."""

    response: Response
    disclosure: Disclosure = field(default_factory=Disclosure)


@dataclass(frozen=True, slots=True)
class Origin:
    """The line of the user's code that sent a request."""

    file: str
    line: int
    function: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line} in {self.function}"


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sent a request: the client's name (``requests``, ``httpx``, ...) and, where it can be told, the line.

    ``path`` are all lines of the user's code that led there, innermost first; empty where nobody asked for them.
    """

    client: str
    origin: Origin | None = None
    path: tuple[Origin, ...] = ()


if TYPE_CHECKING:
    Responder = Callable[[Request], Answer]


def header_value(headers: Iterable[tuple[str, str]], name: str) -> str | None:
    """Value of the first header called ``name``, in any case."""
    wanted, size = name.lower(), len(name)
    for key, value in headers:  # lengths first: each request asks three times, and few names are as long
        if len(key) == size and key.lower() == wanted:
            return value
    return None


def unpack(body: bytes, encoding: str | None) -> bytes:
    """Undo gzip or deflate; any other encoding is returned as it came.

    Raises:
        NotJsonError: the compressed bytes are broken or unpack beyond ``UNPACKED_LIMIT``.
    """
    if not body or encoding is None or encoding.lower() not in {"gzip", "x-gzip", "deflate"}:
        return body
    inflate = zlib.decompressobj(wbits=zlib.MAX_WBITS | 32)
    try:
        content = inflate.decompress(body, UNPACKED_LIMIT)
    except zlib.error as error:
        raise NotJsonError(f"the {encoding} body cannot be unpacked: {error}") from None
    if inflate.unconsumed_tail:
        raise NotJsonError(f"the {encoding} body unpacks to more than {UNPACKED_LIMIT} bytes")
    return content


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


_DECODER = json.JSONDecoder(parse_constant=_refuse_constant)


def decode_json(content: bytes | str) -> Any:
    """Decode JSON as the standard has it: UTF-8, no NaN, no Infinity.

    Raises:
        NotJsonError: says what is wrong and where.
    """
    try:
        text = content if isinstance(content, str) else content.decode("utf-8")
        return _DECODER.decode(text)
    except RecursionError:
        raise NotJsonError("nested too deeply") from None
    except ValueError as error:
        raise NotJsonError(str(error)) from None
