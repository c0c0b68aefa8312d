"""Reading the JSON object in a request's body; whatever is wrong with it is a 4xx."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NoReturn

from pytest_leads.wire import NotJsonError, decode_json
from pytest_leads.workspace.errors import BadRequestError

if TYPE_CHECKING:
    from pytest_leads.wire import Request
    from pytest_leads.workspace.notes import Notes

#: Deepest nesting of a body; the shapes of the API need five.
DEEPEST = 32


class TooLargeError(Exception):
    """A body above the workspace's limit."""


def read_object(request: Request, notes: Notes, *, empty: bool) -> dict[str, Any]:
    """The body as a JSON object; where ``empty`` is allowed, nothing counts as ``{}``.

    Raises:
        BadRequestError: it is declared as something else, is not a JSON object, or is nested beyond reason.
        TooLargeError: it is above ``max_body``.
    """
    if not request.body and empty:
        return {}
    _check_type(request, notes)
    content = _content(request, notes)
    if empty and not content.strip():
        return {}
    try:
        body = decode_json(content)
    except NotJsonError as error:
        _refuse(f"Request body is not valid JSON: {error}", notes)
    if not isinstance(body, dict):
        _refuse("Request body must be a JSON object", notes)
    if not _sound(body, DEEPEST):
        _refuse("Request body is nested too deeply, or holds a number that is out of range", notes)
    return body


def _content(request: Request, notes: Notes) -> bytes:
    limit = notes.limit("max_body")
    try:
        content = request.content() if len(request.body) <= limit else request.body
    except NotJsonError as error:
        _refuse(f"Request body cannot be read: {error}", notes)
    if len(content) > limit:
        notes.rests_on("too_large")
        raise TooLargeError
    return content


def _refuse(reason: str, notes: Notes) -> NoReturn:
    notes.rests_on("unreadable_body")
    raise BadRequestError(reason)


def _check_type(request: Request, notes: Notes) -> None:
    declared = request.header("content-type")
    if declared is None or declared == "application/json":
        return
    media = declared.partition(";")[0].strip().lower()
    if (
        media not in {"", "application/json"}
        and not media.endswith("+json")
        and notes.choose("content_type") == "require"
    ):
        raise BadRequestError("Content-Type must be application/json")


def _sound(value: Any, depth: int) -> bool:
    """Whether a decoded value is nested within ``depth`` and all its numbers are finite."""
    if isinstance(value, float):
        return math.isfinite(value)
    if not isinstance(value, dict | list):
        return True
    return depth > 0 and all(_sound(item, depth - 1) for item in (value.values() if isinstance(value, dict) else value))
