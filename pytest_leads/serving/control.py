"""The control API under ``/_leads/``: what a pytest test does with fixtures, for tests in other languages.

Its calls are in no journal and are judged by no rule.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from pytest_leads.errors import UsageError, did_you_mean
from pytest_leads.serving.calls import BASE, CALLS
from pytest_leads.wire import NotJsonError, Response, decode_json
from pytest_leads.workspace.rendering import encode

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pytest_leads.serving.calls import Call
    from pytest_leads.serving.served import Served
    from pytest_leads.wire import Request

__all__ = ["BASE", "answer"]

_JSON = (("Content-Type", "application/json; charset=utf-8"),)
_PATHS = {BASE + path for path, _ in CALLS}


class _RefusedError(Exception):
    def __init__(self, status: HTTPStatus, message: str, *headers: tuple[str, str]) -> None:
        super().__init__(message)
        self.status = status
        self.headers = headers


def answer(served: Served, request: Request) -> Response:
    """Answer a request to the control API; whatever is wrong with it is a 4xx in the envelope of the Leads API."""
    try:
        _refuse_pages(request, served)
        call = _call(request)
        given = _query(request, call) if request.method == "GET" else _body(request, call)
        value = call.does(served, given)
    except _RefusedError as error:
        return _refused(error.status, str(error), *error.headers)
    except UsageError as error:
        return _refused(HTTPStatus.BAD_REQUEST, str(error))
    return Response(HTTPStatus.OK, _JSON, encode(value))


def _refuse_pages(request: Request, served: Served) -> None:
    """Refuse what a page in a browser sends, which may be anybody's: a browser says where a page comes from."""
    origin = request.header("origin")
    if origin not in {None, served.url}:
        raise _RefusedError(HTTPStatus.FORBIDDEN, f"Origin: {origin}: pages of other origins are not let in")


def _refused(status: HTTPStatus, message: str, *headers: tuple[str, str]) -> Response:
    return Response(status, _JSON + headers, encode({"error": {"code": status.name, "message": message}}))


def _call(request: Request) -> Call:
    if request.path not in _PATHS:
        raise _RefusedError(HTTPStatus.NOT_FOUND, f"{request.path}: no such path{did_you_mean(request.path, _PATHS)}")
    path = request.path.removeprefix(BASE)
    method = "GET" if request.method == "HEAD" else request.method
    if (path, method) not in CALLS:
        allowed = ", ".join(sorted(method for known, method in CALLS if known == path))
        message = f"{request.method} is not allowed on {request.path}; allowed: {allowed}"
        raise _RefusedError(HTTPStatus.METHOD_NOT_ALLOWED, message, ("Allow", allowed))
    return CALLS[path, method]


def _query(request: Request, call: Call) -> Mapping[str, Any]:
    given: dict[str, Any] = dict(request.query)
    for name, value in request.query:
        if name in call.members and value.isascii() and value.isdigit() and len(value) < 10:  # noqa: PLR2004  # a number
            given[name] = int(value)
    return _checked(given, call, "query")


def _body(request: Request, call: Call) -> Mapping[str, Any]:
    """The members of the body."""
    if not request.body and not any(member.needed for member in call.members.values()):
        return {}
    if (request.header("content-type") or "").partition(";")[0].strip().lower() != "application/json":
        raise _RefusedError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "Content-Type must be application/json")
    try:
        body = decode_json(request.content())
    except NotJsonError as error:
        raise _RefusedError(HTTPStatus.BAD_REQUEST, f"the body is not JSON: {error}") from None
    if not isinstance(body, dict):
        raise _RefusedError(HTTPStatus.BAD_REQUEST, f"the body is {type(body).__name__}; a JSON object is needed")
    return _checked(body, call, "body")


def _checked(given: Mapping[str, Any], call: Call, place: str) -> Mapping[str, Any]:
    for name, value in given.items():
        if name not in call.members:
            hint = did_you_mean(name, call.members) if call.members else "; there is none at all"
            raise _RefusedError(HTTPStatus.BAD_REQUEST, f"{place}.{name}: no such member{hint}")
        if not call.members[name].fits(value):
            raise _RefusedError(HTTPStatus.BAD_REQUEST, f"{place}.{name}: {call.members[name].wanted} is needed")
    for name, member in call.members.items():
        if member.needed and name not in given:
            raise _RefusedError(HTTPStatus.BAD_REQUEST, f"{place}.{name} is missing: {member.wanted} is needed")
    return given
