"""A responder as an ASGI application: Schemathesis calls one in-process, past sockets and interception.

ASGI and not WSGI: Schemathesis 4.32.5 cannot send the probes of its check ``ignored_auth`` to a WSGI application when
its engine runs, for it hands it ``max_redirects``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pytest_leads.wire import Request

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from pytest_leads.wire import Responder

    Receive = Callable[[], Awaitable[Mapping[str, Any]]]
    Send = Callable[[dict[str, Any]], Awaitable[None]]
    Application = Callable[[Mapping[str, Any], Receive, Send], Awaitable[None]]


def application(responder: Responder) -> Application:
    """An ASGI application whose requests ``responder`` answers."""

    async def app(scope: Mapping[str, Any], receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            # ASGI: whoever asks for a lifespan takes an exception for "there is none", and goes on.
            raise ValueError(f"the simulator answers HTTP requests alone, not the ASGI scope {scope['type']!r}")
        response = responder(_request(scope, await _body(receive))).response
        headers = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in response.headers]
        headers.append((b"content-length", str(len(response.body)).encode()))
        await send({"type": "http.response.start", "status": response.status, "headers": headers})
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else response.body})

    return app


async def _body(receive: Receive) -> bytes:
    parts: bytes = b""
    while True:
        message = await receive()
        parts += message.get("body", b"")
        if not message.get("more_body"):
            return parts


def _request(scope: Mapping[str, Any], body: bytes) -> Request:
    headers = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in scope["headers"])
    host = next((value for name, value in headers if name.lower() == "host"), "localhost")
    query = scope["query_string"].decode("latin-1")
    path = scope["raw_path"].decode("latin-1")  # what is decoded in path is a slash too many inside a part of it
    return Request(scope["method"], f"{scope['scheme']}://{host}{path}{'?' if query else ''}{query}", headers, body)
