"""What is wrong with a recording itself: what it gives away, what the documents don't know, and its age."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from pytest_leads.operations import documented_statuses, locate
from pytest_leads.wire import NotJsonError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from pytest_leads.operations import Operation, Route
    from pytest_leads.recordings.cassette import Cassette, Interaction
    from pytest_leads.wire import Request, Response

#: What may be left in a recording: nothing, or no secrets.
Level = Literal["all", "secrets"]

#: The rules by which a flaw is told, and what each is about.
RULES = {
    "secret": "a token, cookie or key is in it",
    "personal": "a phone number, e-mail, name or enterprise id is in it as it was",
    "unknown-route": "a call that the documents do not know",
    "status": "a response with a status that the page of its operation does not list",
    "members": "a success without a member that the documents give it",
    "envelope": "an error that is not in the documented envelope",
    "age": "it is older than --max-age, or does not tell its age",
}

_PAGE = ("data", "total_count", "skip", "limit")
#: Members that the documents give the body of each success. What they leave open is not here: empty ``actions`` and
#: ``remarks`` may be absent, a member need not have a manager.
MEMBERS: Mapping[str, tuple[str, ...]] = {
    "create_lead": ("lead_id",),
    "read_lead": ("fields",),
    "update_lead": ("fields",),
    "search_leads": _PAGE,
    "create_actions": ("lead_id", "actions"),
    "read_action": ("type",),
    "update_action": ("type",),
    "search_actions": _PAGE,
    "list_members": _PAGE,
    "create_member": ("name", "email", "phone_number", "role", "status"),
    "read_member": ("name", "email", "status", "phone_number", "license"),
    "change_member_state": ("email", "status"),
    "read_metadata": ("name", "id", "creationTimeStamp", "leadIdentifierFieldId"),
    "list_fields": ("customFields",),
    "read_field": ("id", "type", "apiName", "lockAfterCreate", "isLeadid"),
    "list_action_types": ("customActions",),
    "read_action_type": ("id", "code", "displayName", "score", "fieldSchema", "source"),
    "read_pipeline": ("leadStages", "activeLeadLostReasons"),
    "save_lead": ("status",),
}
#: What a lead read with ``includeActions=true`` has besides.
_INCLUDED = ("actions", "actions_skip", "actions_limit")
#: Of the bodies of these no page says anything.
_BODY_UNKNOWN = frozenset({429})
_ERRORS = range(400, 500)


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something wrong with a recording; ``place`` is where in the file, ``rule`` a name of ``RULES``."""

    place: str
    rule: str
    text: str


def lint(cassette: Cassette, today: date, *, max_age: int | None = None, level: Level = "all") -> list[Flaw]:
    """Every flaw of a recording: what it gives away, then call by call, then its age (in days, if it matters)."""
    calls = [flaw for interaction in cassette.of_the_api for flaw in _of_call(interaction)]
    return [*_given_away(cassette, level), *calls, *_age(cassette, today, max_age)]


def _given_away(cassette: Cassette, level: Level) -> Iterator[Flaw]:
    from pytest_leads.recordings.scrub import personal_left, secrets_left

    for place, kind in secrets_left(cassette):
        yield Flaw(place, "secret", f"{kind} is left in the recording; pytest-leads scrub takes it out")
    if level == "all":
        for place, kind in personal_left(cassette):
            yield Flaw(place, "personal", f"{kind} is left in the recording; pytest-leads scrub puts a pseudonym there")


def _of_call(interaction: Interaction) -> Iterator[Flaw]:
    request, response, place = interaction.request, interaction.response, interaction.place
    route = locate(request.host, request.path)
    if route is None or route.legacy:
        yield Flaw(f"{place}.request", "unknown-route", _unknown(request, route))
        return
    known = documented_statuses(request.method, route)
    if not known:
        allowed = " and ".join(sorted(route.operations))
        text = f"{request.method} {route.template}: the documents know {allowed} there, and nothing else"
        yield Flaw(f"{place}.request.method", "unknown-route", text)
    elif response.status not in known:
        yield Flaw(f"{place}.response.status", "status", _undocumented(request, route, response.status, known))
    elif operation := route.operations.get(request.method):
        yield from (Flaw(f"{place}.response.body", *flaw) for flaw in _of_body(request, operation, response))


def _unknown(request: Request, route: Route | None) -> str:
    if route is not None:
        return f"{request.host}{request.path} is an old address; the documents do not list it"
    return f"{request.method} {request.host}{request.path}: the documents know no such path"


def _undocumented(request: Request, route: Route, status: int, known: tuple[int, ...]) -> str:
    operation = route.operations.get(request.method)
    name = operation.id if operation else f"{request.method} {route.template}"
    page = f" (docs: {operation.docs})" if operation else ""
    return f"{name} answered {status}; the documents list {', '.join(map(str, known))}{page}"


def _of_body(request: Request, operation: Operation, response: Response) -> Iterator[tuple[str, str]]:
    """Rule and text of each flaw of a response whose status is a documented one."""
    if response.status in _BODY_UNKNOWN:
        return
    rule = "envelope" if response.status in _ERRORS else "members"
    try:
        body = response.json()
    except NotJsonError as error:
        yield rule, f"the body of this {response.status} is not JSON: {error}"
        return
    if rule == "envelope":
        yield from ((rule, text) for text in _of_envelope(body))
        return
    missing = [name for name in _members(request, operation) if not isinstance(body, dict) or name not in body]
    if missing:
        are = "is" if len(missing) == 1 else "are"
        yield rule, f"{', '.join(missing)} {are} missing; docs: {operation.docs}"


def _members(request: Request, operation: Operation) -> tuple[str, ...]:
    asked = operation.id == "read_lead" and ("includeActions", "true") in request.query
    return MEMBERS[operation.id] + (_INCLUDED if asked else ())


def _of_envelope(body: Any) -> Iterator[str]:
    error = body.get("error") if isinstance(body, dict) else None
    if not isinstance(error, dict):
        yield 'error is missing; an error is {"error": {"code": ..., "message": ...}}'
        return
    for name in ("code", "message"):
        if not isinstance(error.get(name), str):
            yield f"error.{name} is no text; an error has a code and a message"


def _age(cassette: Cassette, today: date, max_age: int | None) -> Iterator[Flaw]:
    if max_age is None:
        return
    if cassette.recorded_on is None:
        yield Flaw("", "age", "it does not tell when it was recorded (a line '# recorded: 2026-11-25' at its top)")
        return
    age = (today - cassette.recorded_on).days
    if age > max_age:
        yield Flaw(
            "", "age", f"it was recorded on {cassette.recorded_on}, {age} days ago; at most {max_age} are allowed"
        )
