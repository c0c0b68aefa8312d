"""Inside a Python program under test: requests to Leads hosts go to the loopback server, from any client."""

from __future__ import annotations

import atexit
import http.client
import sys
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from pytest_leads.interception import installation, taps, uninterceptable, untapped
from pytest_leads.interception.private_headers import (
    CLIENT_HEADER,
    DELIVERY_HEADER,
    ORIGIN_HEADER,
    origin_value,
    with_delivery_to_do,
)
from pytest_leads.running.notes import note
from pytest_leads.wire import Response

if TYPE_CHECKING:
    from pytest_leads.wire import Request, Sender

#: What belongs to one connection and not to the message; the forwarding connection has its own.
_OF_THE_CONNECTION = frozenset(
    {"connection", "keep-alive", "proxy-connection", "te", "transfer-encoding", "upgrade", "content-length", "expect"}
)


def begin(told: dict[str, Any]) -> None:
    """Intercept for as long as the process lives; ``told`` is what the environment says of the server."""

    def answer(request: Request, sender: Sender) -> Response:
        return forward(request, sender, told["host"], told["port"])

    def escaped(text: str) -> None:
        note(told["notes"], {"refused": text})
        sys.stderr.write(f"pytest-leads run: {text}\n")

    # Entered and never left: the program's last request may come from its own ``atexit``.
    installation.enter(taps.Interception(frozenset(told["hosts"]), answer, escaped))
    atexit.register(_note_unseen, told["notes"])


def _note_unseen(notes: str) -> None:
    unseen = sorted(uninterceptable())
    if unseen:
        note(notes, {"unseen": unseen})


def forward(request: Request, sender: Sender, host: str, port: int) -> Response:
    """The server's answer, on a connection of its own: one that is kept could break off, and be repeated.

    Raises:
        OSError: the server broke the connection off, or is gone.
    """
    parts = urlsplit(request.url)
    headers = [pair for pair in request.headers if pair[0].lower() not in _OF_THE_CONNECTION | {"host"}]
    headers += [("Host", parts.netloc), ("Connection", "close"), *_private(sender)]
    with untapped():
        connection = http.client.HTTPConnection(host, port)
        try:
            return _exchange(connection, request, parts.path + (f"?{parts.query}" if parts.query else ""), headers)
        except http.client.HTTPException as error:
            raise ConnectionResetError(f"the server broke the connection off: {type(error).__name__}") from error
        finally:
            connection.close()


def _exchange(
    connection: http.client.HTTPConnection, request: Request, target: str, headers: list[tuple[str, str]]
) -> Response:
    connection.putrequest(request.method, target, skip_host=True, skip_accept_encoding=True)
    for name, value in headers:
        connection.putheader(name, value)
    if request.body or request.header("content-length") is not None:
        connection.putheader("Content-Length", str(len(request.body)))
    connection.endheaders(request.body or None)
    with connection.getresponse() as got:
        return with_delivery_to_do(Response(got.status, tuple(got.getheaders()), got.read()))


def _private(sender: Sender) -> list[tuple[str, str]]:
    client = [(CLIENT_HEADER, sender.client), (DELIVERY_HEADER, "told")]
    return [*client, (ORIGIN_HEADER, origin_value(sender.origin))] if sender.origin else client
