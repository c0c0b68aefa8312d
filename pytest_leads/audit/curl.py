"""A request as a curl command that repeats it, without the secrets in it."""

from __future__ import annotations

from shlex import quote
from typing import TYPE_CHECKING

from pytest_leads import masking
from pytest_leads.wire import NotJsonError

if TYPE_CHECKING:
    from pytest_leads.wire import Request

#: A body longer than this is cut; the command then says so.
LONGEST_BODY = 2000

#: What curl sets by itself, or what only made sense on the connection it came from.
_OF_THE_CONNECTION = frozenset(
    {"accept", "accept-encoding", "connection", "content-encoding", "content-length", "host"}
    | {"keep-alive", "transfer-encoding", "user-agent"}
)


def curl(request: Request) -> str:
    """The command over several lines, quoted for a POSIX shell; tokens, cookies and keys are masked."""
    own = masking.own(request.headers)
    parts = [f"curl -X {quote(request.method)} {quote(masking.url(masking.without(request.url, own)))}"]
    parts += [f"-H {quote(f'{name}: {value}')}" for name, value in _headers(request, own)]
    body, note = _body(request, own)
    parts += [f"--data-raw {quote(body)}"] if body else []
    return " \\\n  ".join(parts) + (f"\n# {note}" if note else "")


def _headers(request: Request, own: tuple[str, ...]) -> list[tuple[str, str]]:
    shown = [
        (name, value) for name, value in masking.headers(request.headers) if name.lower() not in _OF_THE_CONNECTION
    ]
    return [(name, masking.without(value, own)) for name, value in shown]


def _body(request: Request, own: tuple[str, ...]) -> tuple[str, str]:
    """Text of the body, and a note when it is not all of it."""
    try:
        text = masking.without(request.content().decode("utf-8"), own)
    except (NotJsonError, UnicodeDecodeError):
        return "", f"the body, {len(request.body)} bytes that are not text, is left out"
    if "\0" in text:
        return "", f"the body, {len(request.body)} bytes with NUL among them, is left out"
    if len(text) > LONGEST_BODY:
        return masking.body(text[:LONGEST_BODY]), f"the body is cut: it has {len(text)} characters"
    return masking.body(text), ""
