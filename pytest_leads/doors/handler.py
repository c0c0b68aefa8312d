"""The handler: a request becomes a call on the workspace, its result or refusal a response."""

from __future__ import annotations

import re
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NoReturn

from pytest_leads.doors.body import TooLargeError, read_object
from pytest_leads.doors.calls import CALLS, DOCUMENT_ENTERPRISE_404, EMPTY_BODY, Call
from pytest_leads.operations import locate
from pytest_leads.wire import Answer, Disclosure, Request, Response
from pytest_leads.workspace.errors import ApiError, LeadNotFoundError
from pytest_leads.workspace.notes import Notes
from pytest_leads.workspace.rendering import encode, encode_page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pytest_leads.operations import Operation, Route
    from pytest_leads.wire import Headers
    from pytest_leads.workspace import Workspace

_HEADERS: Headers = (("Content-Type", "application/json; charset=utf-8"),)
_BEARER = re.compile(r"Bearer +(\S+)\s*", re.IGNORECASE)
#: Searches whose answers are kept until a lead changes.
REMEMBERED = 64
#: Status for each wire code (docs: the error lists of each page).
STATUS = {
    "BAD_REQUEST": 400,
    "NOT_AUTHORIZED": 401,
    "BUY_LICENSE": 402,
    "INVALID_LEAD": 403,
    "LEAD_NOT_FOUND": 404,
    "ACTION_NOT_FOUND": 404,
    "TEAM_MEMBER_NOT_FOUND": 404,
    "ENTERPRISE_NOT_FOUND": 404,
    "NOT_FOUND": 404,
    "LEAD_ALREADY_EXISTS": 409,
}


@lru_cache(maxsize=1024)
def _address(url: str) -> tuple[Route | None, Mapping[str, str]]:
    """The documented path that a URL addresses, and its query; of a repeated parameter the last one counts."""
    request = Request("", url)
    return locate(request.host, request.path), MappingProxyType(dict(request.query))


@lru_cache(maxsize=256)
def _token(authorization: str | None) -> str | None:
    found = _BEARER.fullmatch(authorization or "")
    return found[1] if found else None


class _WrongMethodError(Exception):
    """A method that a path does not have; ``allowed`` are those that it has (RFC 9110: a 405 tells of them)."""

    def __init__(self, request: Request, allowed: str) -> None:
        super().__init__(f"{request.method} is not allowed on {request.path}; allowed: {allowed}")
        self.headers = (("Allow", allowed),)


class Handler:
    """Answers requests from a workspace, from any thread.

    The checks come in this order: route, token, enterprise, body, call.
    """

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self._searched: tuple[object, ...] = ()
        self._searches: dict[object, tuple[bytes, tuple[str, ...]]] = {}

    def __call__(self, request: Request) -> Answer:
        """Answer one request; the answer discloses what it rests on."""
        workspace = self.workspace
        with workspace.lock:
            workspace.process_due()
            notes = Notes(workspace.quirks)
            headers = _HEADERS
            try:
                status, body = self._serve(request, notes)
            except ApiError as error:
                status, body = STATUS[error.code], _envelope(error.code, error.message, error.details)
            except TooLargeError:
                status, body = 413, _envelope("PAYLOAD_TOO_LARGE", "Request body is too large")
            except _WrongMethodError as error:
                status, body = 405, _envelope("METHOD_NOT_ALLOWED", str(error))
                headers += error.headers
            disclosure = Disclosure(notes.points, notes.dropped, workspace.profile)
        return Answer(Response(status, headers, body), disclosure)

    def _serve(self, request: Request, notes: Notes) -> tuple[int, bytes]:
        route, query = _address(request.url)
        if route is None or (route.legacy and notes.choose("legacy_routes") == "unknown"):
            return _unknown_route(request, notes)
        operation = route.operations.get(request.method)
        is_get_search = request.method == "GET" and "search_leads" in {o.id for o in route.operations.values()}
        if operation is None and not is_get_search:
            return _wrong_method(request, route, notes)
        self._admit(request, route, operation, notes)
        if operation is None:
            _get_search(request, notes)
        if operation.id == "search_leads":
            return operation.success, self._search(request, route, query, notes)
        body = {}
        if operation.method == "POST":
            body = read_object(request, notes, empty=operation.id in EMPTY_BODY)
        call = Call(self.workspace, route.params, query, body, notes)
        return operation.success, encode(CALLS[operation.id](call))

    def _search(self, request: Request, route: Route, query: Mapping[str, str], notes: Notes) -> bytes:
        """The answer to a search; the same search of unchanged leads is not made twice."""
        store = self.workspace.store
        state = (store, store.version, self.workspace.quirks.revision)
        if state != self._searched or len(self._searches) >= REMEMBERED:
            self._searches.clear()
            self._searched = state
        key = (request.url, request.headers, request.body)
        if key not in self._searches:
            body = read_object(request, notes, empty=True)
            page = CALLS["search_leads"](Call(self.workspace, route.params, query, body, notes))
            self._searches[key] = encode_page(page), notes.points
        answer, points = self._searches[key]
        for point in points:
            notes.rests_on(point)
        return answer

    def _admit(self, request: Request, route: Route, operation: Operation | None, notes: Notes) -> None:
        self.workspace.admit(
            _token(request.header("authorization")),
            route.params["enterpriseId"],
            route.api,
            documents_404=operation is not None and operation.id in DOCUMENT_ENTERPRISE_404,
            notes=notes,
        )


def _envelope(code: str, message: str, details: tuple[Any, ...] = ()) -> bytes:
    error = {"code": code, "message": message}
    return encode({"error": {**error, "details": list(details)} if details else error})


def _unknown_route(request: Request, notes: Notes) -> tuple[int, bytes]:
    notes.rests_on("unknown_route")
    message = f"{request.method} {request.path} is not a route of the Leads API"
    return 404, _envelope("NOT_FOUND", message)


def _wrong_method(request: Request, route: Route, notes: Notes) -> tuple[int, bytes]:
    if request.method == "POST" and "read_member" in {o.id for o in route.operations.values()}:
        # `POST /team-members/state_change` is a documented 404 (docs: team-members/pitfalls).
        return _unknown_route(request, notes)
    if notes.choose("wrong_method") == "404":
        return _unknown_route(request, notes)
    raise _WrongMethodError(request, ", ".join(sorted(route.operations)))


def _get_search(request: Request, notes: Notes) -> NoReturn:
    """`GET /lead/search`: read as `GET /lead/{leadId}`, or refused as a method (pitfall search-by-query)."""
    if notes.choose("get_search") == "404":
        raise LeadNotFoundError("The lead with ID search was not found.")
    raise _WrongMethodError(request, "POST")
