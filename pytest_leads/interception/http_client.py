"""``http.client``, and what stands on it: urllib, urllib3 and requests.

A connection to a tapped host gets a socket that answers by itself: no name look-up, no proxy, no TLS. Each such
socket serves one request, after which the connection closes as if the server had: so none outlives the
interception, and a connection that was opened for real before it is never used for a tapped host.
"""

from __future__ import annotations

import http.client
import io
import socket
from typing import TYPE_CHECKING, Any, cast

from pytest_leads.http1 import framed, phrase, serialised
from pytest_leads.interception import taps
from pytest_leads.interception.framing import RequestReader, absolute, origin_of
from pytest_leads.interception.patching import Patch
from pytest_leads.interception.sender import sender
from pytest_leads.wire import Request, Response

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from types import ModuleType

    from pytest_leads.interception.taps import Interception


class AnsweringSocket:
    """Stands in for a connected socket; answers the one request that is written to it."""

    def __init__(self, tap: Interception, origin: str, client: str, timeout: Any) -> None:
        self._tap = tap
        self._timeout = timeout
        self._origin = origin
        self._client = client
        self._reader: RequestReader | None = RequestReader(origin)
        self.method = ""
        self.response: Response | None = None
        self.failure: OSError | None = None

    def sendall(self, data: Any, _flags: int = 0) -> None:
        """Take what the client writes, and answer when the request is complete."""
        if self._reader is None:
            raise BrokenPipeError("the connection was closed after its response")
        try:
            request = self._reader.feed(bytes(data))
        except ValueError as error:
            self._reader, self.response = None, Response(400, body=str(error).encode())
            return
        if request is not None:
            self.answer(request)

    def url(self, target: str) -> str:
        """Return the URL that a request line's target means on this connection."""
        return absolute(self._origin, target)

    def answer(self, request: Request) -> None:
        """Get the answer to the one request of this connection."""
        self._reader = None
        self.method = request.method
        try:
            self.response = self._tap.answer(request, sender(self._client))
        except OSError as error:  # a fault of the connection: it shows when the client reads, as on a real one
            self.failure = error

    def reply(self) -> Response:
        """Return the response, when it begins to come.

        Raises:
            OSError: the fault that was answered with, or: the client reads before its request is complete.
        """
        if self.failure is not None:
            raise self.failure
        if self.response is None:
            raise http.client.RemoteDisconnected("Remote end closed connection without response")
        if self.response.delivery is not None:
            from pytest_leads.doors.arriving import begin

            begin(self.response.delivery, self.gettimeout())
        return self.response

    def makefile(self, _mode: str = "rb", *_args: Any, **_kwargs: Any) -> io.BufferedReader:
        """Return the response as bytes, for a response class that wants to parse them."""
        return io.BufferedReader(_Wire(self))

    def close(self) -> None:
        """Forget the connection; the response stays readable, as with a real socket."""
        self._reader = None

    def fileno(self) -> int:
        """Return -1, as a closed socket does: there is nothing to select on."""
        return -1

    def settimeout(self, timeout: Any) -> None:
        """Keep how long the client waits for an answer that comes late."""
        self._timeout = timeout

    def gettimeout(self) -> float | None:
        """Return the seconds that the client waits, ``None`` for any number."""
        if self._timeout is None or isinstance(self._timeout, int | float):
            return self._timeout
        return socket.getdefaulttimeout()  # http.client's sign for "as by default"

    def _nothing(self, *_args: Any, **_kwargs: Any) -> None:
        """Do nothing: there is no connection behind this socket."""

    setblocking = setsockopt = shutdown = _nothing


def _arriving(body: bytes, response: Response, timeout: float | None) -> io.RawIOBase | io.BytesIO:
    """The body to read from, as fast as it comes."""
    if response.delivery is None:
        return io.BytesIO(body)
    from pytest_leads.doors.arriving import Arriving, arriving

    return Arriving(arriving(body, response.delivery, timeout))


class _Wire(io.RawIOBase):
    """The bytes of the response; a fault shows when they are read."""

    def __init__(self, sock: AnsweringSocket) -> None:
        self._sock = sock
        self._bytes: io.RawIOBase | io.BytesIO | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if self._bytes is None:
            response = self._sock.reply()
            message = serialised(self._sock.method, response, ("Connection", "close"))
            self._bytes = _arriving(message, response, self._sock.gettimeout())
        return self._bytes.readinto(buffer)


class _Silent:
    """What ``HTTPResponse`` needs of a socket before it is told where to read."""

    def makefile(self, _mode: str) -> None:
        """Return nothing to read from, yet."""


class AnsweredResponse(http.client.HTTPResponse):
    """A response whose head is a value already: parsing it as e-mail would cost more than all the rest."""

    def __init__(self, sock: Any, debuglevel: int = 0, method: str | None = None, url: str | None = None) -> None:
        self._sock = sock if isinstance(sock, AnsweringSocket) else None
        super().__init__(sock if self._sock is None else cast("Any", _Silent()), debuglevel, method, url)

    def begin(self) -> None:
        """Fill in the head, as the original does after parsing it."""
        sock, self._sock = self._sock, None
        if sock is None:
            super().begin()
            return
        response = sock.reply()
        headers, body = framed(sock.method, response)
        self.code = self.status = response.status
        self.reason, self.version = phrase(response.status), 11
        self.headers = self.msg = http.client.HTTPMessage()
        for name, value in headers:
            self.headers.set_raw(name, value)
        self.chunked, self.chunk_left = False, None
        self.fp = io.BufferedReader(_arriving(body, response, sock.gettimeout()))
        self.length, self.will_close = len(body), True
        if response.delivery is not None and body:
            self.length += response.delivery.missing


def _take_over(connection: Any, host: str | None, scheme: str, port: int | None) -> bool:
    """Give a connection to a tapped host the answering socket; say whether it has one now."""
    tap = taps.find(host)
    if tap is None or host is None:
        return False
    if connection.sock is not None:
        connection.sock.close()
    client = "urllib3" if type(connection).__module__.startswith("urllib3") else "http.client"
    connection.sock = AnsweringSocket(tap, origin_of(scheme, taps.plain(host), port), client, connection.timeout)
    if connection.response_class is http.client.HTTPResponse:
        connection.response_class = AnsweredResponse
    return True


def _remote(connection: Any) -> tuple[str, int | None]:
    """Host and port that a connection leads to in the end, behind any tunnel."""
    if connection._tunnel_host:  # noqa: SLF001  # http.client has no public name for it
        return connection._tunnel_host, connection._tunnel_port  # noqa: SLF001  # as above
    return connection.host, connection.port


def _scheme(connection: Any) -> str:
    return "https" if connection.default_port == http.client.HTTPS_PORT else "http"


def _connect(original: Callable[..., None]) -> Callable[..., None]:
    def connect(self: Any) -> None:
        host, port = _remote(self)
        if not _take_over(self, host, _scheme(self), port):
            original(self)

    return connect


def _urllib3_connect(original: Callable[..., None]) -> Callable[..., None]:
    def connect(self: Any) -> None:
        host, port = _remote(self)
        if not _take_over(self, host, _scheme(self), port):
            original(self)
            return
        self.is_verified = True  # no TLS, hence nothing that could be unverified
        self._has_connected_to_proxy = bool(getattr(self, "proxy", None))
        if self._has_connected_to_proxy:
            self.proxy_is_verified = True

    return connect


def _putrequest(original: Callable[..., None]) -> Callable[..., None]:
    def putrequest(self: Any, method: str, url: str, *args: Any, **kwargs: Any) -> None:
        if not isinstance(self.sock, AnsweringSocket):
            if url.startswith(("http://", "https://")):  # a proxy is asked to forward it
                from urllib.parse import urlsplit

                parts = urlsplit(url)
                _take_over(self, parts.hostname, parts.scheme, parts.port)
            elif self.sock is not None:  # connected for real, before the interception began
                host, port = _remote(self)
                _take_over(self, host, _scheme(self), port)
        original(self, method, url, *args, **kwargs)

    return putrequest


def http_client_patches(module: ModuleType) -> Iterable[Patch]:
    """Patches for ``http.client``."""
    yield Patch(module.HTTPConnection, "connect", _connect)
    yield Patch(module.HTTPConnection, "putrequest", _putrequest)
    if hasattr(module, "HTTPSConnection"):
        yield Patch(module.HTTPSConnection, "connect", _connect)


def urllib3_patches(module: ModuleType) -> Iterable[Patch]:
    """Patches for ``urllib3.connection``, whose classes connect in their own way (1.26 and 2)."""
    yield Patch(module.HTTPConnection, "connect", _urllib3_connect)
    yield Patch(module.HTTPSConnection, "connect", _urllib3_connect)
