"""HTTP/1.1 as it is written: a response with exactly one framing, as bytes."""

from __future__ import annotations

from functools import lru_cache
from http import HTTPStatus
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pytest_leads.wire import Headers, Response

_BODILESS = frozenset({HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED})
_FRAMING = frozenset({"content-length", "transfer-encoding", "connection", "keep-alive"})


def framed(method: str, response: Response) -> tuple[Headers, bytes]:
    """Return headers and body as they go over the wire: exactly one framing, no body where HTTP allows none."""
    headers = _without_framing(response.headers)
    if response.status in _BODILESS:
        return headers, b""
    if method == "HEAD":
        length = response.header("content-length") or str(len(response.body))
        return (*headers, ("Content-Length", length)), b""
    missing = response.delivery.missing if response.delivery else 0
    return (*headers, ("Content-Length", str(len(response.body) + missing))), response.body


@lru_cache(maxsize=64)
def _without_framing(headers: Headers) -> Headers:
    """The same few come again and again."""
    return tuple(pair for pair in headers if pair[0].lower() not in _FRAMING)


@lru_cache(maxsize=64)
def phrase(status: int) -> str:
    """Return the reason phrase of a status, empty when it has none."""
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""


def serialised(method: str, response: Response, *more: tuple[str, str]) -> bytes:
    """Return a response as bytes, with ``more`` headers at the end."""
    headers, body = framed(method, response)
    lines = [f"HTTP/1.1 {response.status} {phrase(response.status)}"]
    lines += [f"{name}: {value}" for name, value in (*headers, *more)]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body
