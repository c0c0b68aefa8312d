"""The head of a request as it comes over a socket, read strictly: what two readers could take differently is refused.

Source: RFC 9110 and RFC 9112; the refusals of framing that is given twice are those of RFC 9112, 6.3 and 11.2.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pytest_leads.operations import HOSTS

if TYPE_CHECKING:
    from pytest_leads.wire import Headers

#: No length has more digits than this.
_MOST_DIGITS = 18

_TOKEN = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"  # noqa: S105  # a token in the sense of the RFC
_REQUEST_LINE = re.compile(rf"({_TOKEN}) ([!-~]+) HTTP/(\d)\.(\d)")
_HEADER = re.compile(rf"({_TOKEN}):[ \t]*([^\0\r\n]*?)[ \t]*")
_LENGTH = re.compile(rf"[0-9]{{1,{_MOST_DIGITS}}}")
_AUTHORITY = re.compile(r"[^\s/?#@]*")


class BadMessageError(Exception):
    """Bytes that are no acceptable request; ``status`` answers them, and the connection ends with it."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True)
class Head:
    """Request line and headers: ``length`` is that of the body, ``None`` where it comes in chunks.

    ``keep`` says that the client takes another answer on this connection, ``waits`` that it sends the body only after
    ``100 Continue``.
    """

    method: str
    url: str
    headers: Headers
    length: int | None
    keep: bool
    waits: bool


@lru_cache(maxsize=256)
def read_head(content: bytes, origin: str) -> Head:
    """Read a head, without the empty line at its end; ``origin`` is the server's own ``http://host:port``.

    A request that names a host of the Leads API, in its target or in ``Host`` alone, keeps that host in its URL. A
    client sends the same few heads again and again, so they are remembered.

    Raises:
        BadMessageError: it is malformed, ambiguous, or asks for something that is not there.
    """
    first, *lines = content.decode("latin-1").split("\r\n")
    method, target, minor = _request_line(first)
    headers = tuple(map(_header, lines))
    host = _host(headers, required=minor > 0)
    length = _length(headers, chunks=minor > 0)
    return Head(
        method,
        _url(method, target, host, origin),
        headers,
        length,
        keep=minor > 0 and not _closes(headers),
        waits=_waits(headers) and minor > 0,
    )


def _request_line(line: str) -> tuple[str, str, int]:
    found = _REQUEST_LINE.fullmatch(line)
    if found is None:
        raise BadMessageError(HTTPStatus.BAD_REQUEST, f"not a request line of HTTP/1.1: {_shown(line)}")
    if found[3] != "1":
        raise BadMessageError(HTTPStatus.HTTP_VERSION_NOT_SUPPORTED, f"HTTP/{found[3]} is not spoken here, HTTP/1.1 is")
    return found[1], found[2], int(found[4])


def _header(line: str) -> tuple[str, str]:
    found = _HEADER.fullmatch(line)
    if found is None:
        raise BadMessageError(HTTPStatus.BAD_REQUEST, f"not a header line: {_shown(line)}")
    return found[1], found[2]


def _host(headers: Headers, *, required: bool) -> str:
    given = _all(headers, "host")
    if len(given) > 1 or (required and not given) or not all(map(_AUTHORITY.fullmatch, given)):
        raise BadMessageError(HTTPStatus.BAD_REQUEST, f"one header Host is needed, not {_shown(', '.join(given))}")
    return given[0].partition(":")[0].lower() if given else ""


def _length(headers: Headers, *, chunks: bool) -> int | None:
    """The length of the body by the one header that gives it."""
    codings, lengths = _all(headers, "transfer-encoding"), _all(headers, "content-length")
    if codings and (lengths or not chunks):
        both = "Content-Length and Transfer-Encoding in one request" if lengths else "Transfer-Encoding in HTTP/1.0"
        raise BadMessageError(HTTPStatus.BAD_REQUEST, f"{both}: where its body ends cannot be told")
    if codings:
        if [coding.lower() for coding in codings] != ["chunked"]:
            raise BadMessageError(HTTPStatus.NOT_IMPLEMENTED, f"Transfer-Encoding {_shown(', '.join(codings))}")
        return None
    if len(lengths) > 1 or not all(map(_LENGTH.fullmatch, lengths)):
        raise BadMessageError(HTTPStatus.BAD_REQUEST, f"Content-Length {_shown(', '.join(lengths))}: no such length")
    return int(lengths[0]) if lengths else 0


def _closes(headers: Headers) -> bool:
    options = ",".join(_all(headers, "connection")).split(",")
    return "close" in {option.strip().lower() for option in options}


def _waits(headers: Headers) -> bool:
    expectations = _all(headers, "expect")
    for expectation in expectations:
        if expectation.lower() != "100-continue":
            raise BadMessageError(HTTPStatus.EXPECTATION_FAILED, f"Expect: {_shown(expectation)} cannot be met")
    return bool(expectations)


def _url(method: str, target: str, host: str, origin: str) -> str:
    if target.startswith("/"):
        return f"https://{host}{target}" if host in HOSTS else origin + target
    if method == "CONNECT" or not target.startswith(("http://", "https://")):
        raise BadMessageError(HTTPStatus.BAD_REQUEST, f"{_shown(target)}: a path is needed; this server is no proxy")
    if _named(target) not in HOSTS and not target.startswith(f"{origin}/"):
        raise BadMessageError(HTTPStatus.MISDIRECTED_REQUEST, f"{_shown(target)}: the Leads API alone is answered here")
    return target


def _named(target: str) -> str:
    """The host that a whole URL names; empty where it is none."""
    try:
        return urlsplit(target).hostname or ""
    except ValueError:
        return ""


def _all(headers: Headers, name: str) -> list[str]:
    return [value for key, value in headers if key.lower() == name]


def _shown(text: str) -> str:
    """A piece of a message, short enough to be read."""
    return repr(text if len(text) <= 80 else f"{text[:80]}...")  # noqa: PLR2004  # about a line
