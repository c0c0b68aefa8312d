"""The network as a responder: requests go out past the interception, to the server that is given or as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import httpx

from pytest_leads.errors import UsageError
from pytest_leads.interception import untapped
from pytest_leads.operations import HOSTS, SYNC_BASE, locate
from pytest_leads.wire import Answer, Request, Response

if TYPE_CHECKING:
    from pytest_leads.settings import Server

#: What belongs to one connection and not to the message.
_OF_THE_CONNECTION = frozenset(
    {"connection", "keep-alive", "transfer-encoding", "content-length", "host", "accept-encoding", "te", "upgrade"}
)


class UnreachableError(UsageError):
    """The server gave no answer."""


class Network:
    """Sends requests out; with a ``server``, those to hosts of the real API go there instead."""

    def __init__(self, server: Server | None = None) -> None:
        self.server = server
        self._client = httpx.Client(timeout=30, follow_redirects=False)

    def __call__(self, request: Request) -> Answer:
        """The server's answer.

        Raises:
            UnreachableError: there is none.
        """
        return Answer(self.send(request if self.server is None else _readdressed(request, self.server)))

    def send(self, request: Request) -> Response:
        """The answer to a request as it is.

        Raises:
            UnreachableError: there is none.
        """
        headers = [(name, value) for name, value in request.headers if name.lower() not in _OF_THE_CONNECTION]
        headers.append(("Accept-Encoding", "identity"))
        try:
            with untapped():
                got = self._client.request(request.method, request.url, headers=headers, content=request.body)
        except httpx.HTTPError as error:
            raise UnreachableError(f"{request.url} gave no answer: {type(error).__name__}: {error}") from None
        finally:
            self._client.cookies.clear()  # what the server sets is for whoever sent the request
        kept = [(name, value) for name, value in got.headers.multi_items() if name not in _OF_THE_CONNECTION]
        return Response(got.status_code, tuple(kept), got.content)

    def close(self) -> None:
        """Close the connections."""
        self._client.close()


def _readdressed(request: Request, server: Server) -> Request:
    """A request to a host of the real API, as it has to be for this server: its enterprise, its token."""
    route = locate(request.host, request.path) if request.host in HOSTS else None
    if route is None:
        return request
    base = server.url + (SYNC_BASE if route.api == "sync" else "")
    path = request.path[request.path.index("/enterprise/") :].split("/")
    path[2] = server.enterprise
    query = urlsplit(request.url).query
    headers = [(name, value) for name, value in request.headers if name.lower() != "authorization"]
    url = f"{base}{'/'.join(path)}{f'?{query}' if query else ''}"
    return Request(request.method, url, (*headers, ("Authorization", f"Bearer {server.token}")), request.body)
