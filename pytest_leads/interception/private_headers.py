"""Who sent a request over HTTP: what the sending side says in a private header, else the name in its User-Agent.

A private header is read and then taken off the request, so that no journal, recording or rule ever sees it.
"""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

from pytest_leads.operations import HOSTS
from pytest_leads.wire import Origin, Request, Sender

#: The line of the user's code, as ``origin_value`` writes it.
ORIGIN_HEADER = "X-Leads-Origin"
#: The name of the client library.
CLIENT_HEADER = "X-Leads-Client"

_PRIVATE = frozenset({ORIGIN_HEADER.lower(), CLIENT_HEADER.lower()})
_ORIGIN = re.compile(r"([^:]+):(\d{1,9}):([^:]*)")
_PRODUCT = re.compile(r"[\w.+-]+")
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
    return Request(request.method, _meant(request), headers, request.body), sender


def _meant(request: Request) -> str:
    """The URL that the sending side meant: one that was redirected still names a Leads host."""
    host, _, _port = (request.header("host") or "").partition(":")
    if host.lower() not in HOSTS:
        return request.url
    _, _, target = request.url.partition("://")[2].partition("/")
    return f"https://{host.lower()}/{target}"


def _agent(request: Request) -> str:
    product = _PRODUCT.match(request.header("user-agent") or "")
    name = product[0].lower() if product else "unknown"
    return _KNOWN.get(name, name)

