"""Who sent a request over HTTP: what the sending side says in a private header, else the name in its User-Agent.

A private header is read and then taken off the request, so that no journal, recording or rule ever sees it. One more
goes both ways: a sending side that can carry out the faults of an answer by itself asks to be told of them.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from urllib.parse import quote, unquote

from pytest_leads.wire import Delivery, Origin, Request, Response, Sender

#: The line of the user's code, as ``origin_value`` writes it.
ORIGIN_HEADER = "X-Leads-Origin"
#: The name of the client library.
CLIENT_HEADER = "X-Leads-Client"
#: In a request: what happens to the answer on its way is to be told, not done. In the answer: what that is.
DELIVERY_HEADER = "X-Leads-Delivery"

_PRIVATE = frozenset({ORIGIN_HEADER.lower(), CLIENT_HEADER.lower(), DELIVERY_HEADER.lower()})
_ORIGIN = re.compile(r"([^:]+):(\d{1,9}):([^:]*)")
_PRODUCT = re.compile(r"[\w.+-]+")
#: The status of an answer that never comes, where it has to have one.
_NEVER_SEEN = 200
#: User agents that are not called as their library is.
_KNOWN = {"python-requests": "requests", "python-httpx": "httpx", "python-urllib": "urllib"}


def origin_value(origin: Origin) -> str:
    """A line of code as the private header carries it: ``file:line:function``, file and function percent-encoded."""
    return f"{quote(origin.file)}:{origin.line}:{quote(origin.function)}"


def sender_of(request: Request) -> tuple[Request, Sender]:
    """The request without its private headers, and who sent it; a header that cannot be read says nothing."""
    headers = tuple(pair for pair in request.headers if pair[0].lower() not in _PRIVATE)
    found = _ORIGIN.fullmatch(request.header(ORIGIN_HEADER) or "")
    origin = Origin(unquote(found[1]), int(found[2]), unquote(found[3])) if found else None
    sender = Sender(request.header(CLIENT_HEADER) or _agent(request), origin)
    return Request(request.method, request.url, headers, request.body), sender


def with_delivery_told(request: Request, response: Response) -> Response:
    """The response with its delivery in a header, if ``request`` asks for that; else as it is."""
    if response.delivery is None or request.header(DELIVERY_HEADER) is None:
        return response
    told = (DELIVERY_HEADER, json.dumps(asdict(response.delivery)))
    return Response(response.status or _NEVER_SEEN, (*response.headers, told), response.body)


def with_delivery_to_do(response: Response) -> Response:
    """The same the other way round: a response whose header tells of a delivery gets it."""
    told = response.header(DELIVERY_HEADER)
    if told is None:
        return response
    headers = tuple(pair for pair in response.headers if pair[0].lower() != DELIVERY_HEADER.lower())
    delivery = Delivery(**json.loads(told))
    return Response(0 if delivery.reset else response.status, headers, response.body, delivery)


def _agent(request: Request) -> str:
    product = _PRODUCT.match(request.header("user-agent") or "")
    name = product[0].lower() if product else "unknown"
    return _KNOWN.get(name, name)
