"""What is answered to a request that a fault hits, and what its journal learns of it."""

from __future__ import annotations

import json
from dataclasses import replace
from http import HTTPStatus
from typing import TYPE_CHECKING

from pytest_leads.wire import Answer, Delivery, Disclosure, Injected, Response

if TYPE_CHECKING:
    from pytest_leads.faults.fault import Fault
    from pytest_leads.wire import Headers, Request, Responder

_JSON: Headers = (("Content-Type", "application/json; charset=utf-8"),)
_HTML: Headers = (("Content-Type", "text/html; charset=utf-8"),)
#: Answered by the API itself; what else fails, fails in front of it. No source prints any of these bodies.
_OF_THE_API = {
    "429": ("TOO_MANY_REQUESTS", "Too many requests"),
    "500": ("INTERNAL_SERVER_ERROR", "Something went wrong"),
}
_RETRY_AFTER = 1
#: The beginning of an answer to a request that was never carried out; nobody gets to see its end.
_UNFINISHED = b'{"status": "PROCESSING", "message": "The request is being processed"}'


def answer(fault: Fault, request: Request, respond: Responder, success: int) -> Answer:
    """Answer a request that is hit; ``success`` is the status of its operation when it works."""
    if fault.is_stored:
        told = respond(request)
        disclosure = replace(told.disclosure, fault=Injected(fault.kind, told.response.status))
    else:
        told = Answer(Response(success, _JSON, _UNFINISHED))
        disclosure = Disclosure(fault=Injected(fault.kind))
    return Answer(_response(fault, told.response), disclosure)


def _response(fault: Fault, told: Response) -> Response:
    """What comes of the undisturbed answer."""
    if fault.kind == "reset":
        return Response(0, delivery=Delivery(reset=True))
    if fault.kind == "latency":
        return replace(told, delivery=Delivery(late=_seconds(fault)))
    if fault.kind == "malformed":
        return replace(told, body=_half(told.body))
    if fault.kind == "truncated":
        return _cut(told, Delivery())
    if fault.kind == "slow":
        delivery = Delivery(slow=_seconds(fault))
        return replace(told, delivery=delivery) if fault.is_stored else _cut(told, delivery)
    return _failed(fault)


def _seconds(fault: Fault) -> float:
    return (fault.ms or 0) / 1000


def _half(body: bytes) -> bytes:
    """The first half of a body: no JSON, since what opens first closes last."""
    return body[: len(body) // 2] or b"{"


def _cut(told: Response, delivery: Delivery) -> Response:
    body = _half(told.body)
    delivery.missing = max(len(told.body) - len(body), 1)
    return replace(told, body=body, delivery=delivery)


def _failed(fault: Fault) -> Response:
    wait = _RETRY_AFTER if fault.kind == "429" and fault.retry_after is None else fault.retry_after
    later = () if wait is None else (("Retry-After", str(wait)),)
    status = HTTPStatus(int(fault.kind))
    if fault.kind in _OF_THE_API:
        code, message = _OF_THE_API[fault.kind]
        return Response(status.value, _JSON + later, json.dumps({"error": {"code": code, "message": message}}).encode())
    title = f"{status.value} {status.phrase}"
    page = f"<html>\r\n<head><title>{title}</title></head>\r\n<body><h1>{title}</h1></body>\r\n</html>\r\n"
    return Response(status.value, _HTML + later, page.encode())
