"""aiohttp: the connector hands out a connection whose transport answers by itself.

aiohttp's own writing of bodies and parsing of responses runs; only the socket is missing.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, cast

from pytest_leads.http1 import serialised
from pytest_leads.interception import taps
from pytest_leads.interception.framing import RequestReader, origin_of
from pytest_leads.interception.patching import Patch
from pytest_leads.interception.sender import sender
from pytest_leads.wire import Response

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from types import ModuleType

    from pytest_leads.interception.taps import Interception
    from pytest_leads.wire import Delivery, Request, Sender


class AnsweringTransport(asyncio.Transport):
    """Stands in for a connected transport; answers the one request that is written to it.

    What it has to tell the protocol it tells from the event loop, as a real transport does.
    """

    def __init__(
        self, loop: asyncio.AbstractEventLoop, protocol: Any, tap: Interception, url: Any, timeout: Any
    ) -> None:
        super().__init__()
        self._loop = loop
        self._protocol = protocol
        self._tap = tap
        self._timeout = timeout  # a ClientTimeout
        self._sender: Sender = sender("aiohttp")  # here: the body is written by a task of its own
        self._reader: RequestReader | None = RequestReader(origin_of(url.scheme, url.raw_host.lower(), url.port))
        self._closing = False
        self._underway: Delivery | None = None

    def write(self, data: Any) -> None:
        """Take what the client writes, and answer when the request is complete."""
        if self._reader is None:
            return
        try:
            request = self._reader.feed(bytes(data))
        except ValueError as error:
            self._reader = None
            self._tell(self._protocol.data_received, serialised("", Response(400, body=str(error).encode())))
            return
        if request is not None:
            self._reader = None
            self._answer(request)
        elif self._reader.wants_continue:
            self._tell(self._protocol.data_received, b"HTTP/1.1 100 Continue\r\n\r\n")

    def _answer(self, request: Request) -> None:
        try:
            response = self._tap.answer(request, self._sender)
        except TimeoutError as error:
            from aiohttp import ServerTimeoutError

            self._tell(self._protocol.set_exception, ServerTimeoutError(str(error)))
        except OSError as error:
            self._tell(self._protocol.connection_lost, error)
        except BaseException as error:  # noqa: BLE001  # raised here, in the task that writes, it would be wrapped or lost
            self._tell(self._protocol.set_exception, error)
        else:
            if response.delivery is not None:
                self._deliver(request.method, response, response.delivery)
            else:
                self._tell(self._protocol.data_received, serialised(request.method, response))

    def _tell(self, tell: Callable[[Any], None], news: Any, after: float = 0) -> None:
        def unless_closed() -> None:
            if not self._closing:
                tell(news)

        if after:
            self._loop.call_later(after, unless_closed)
        else:
            self._loop.call_soon(unless_closed)

    def _deliver(self, method: str, response: Response, delivery: Delivery) -> None:
        """Tell of a response as it comes, or at once that the client's timeout is over before it has."""
        from pytest_leads.doors.delivering import reset, steps

        self._underway = delivery
        coming, at = [], 0.0
        for wait, data in steps(method, response, delivery):
            at += wait
            coming.append((at, data))
            if error := self._impatience(wait, at):
                for _, earlier in coming[:-1]:
                    self._tell(self._protocol.data_received, earlier)
                self._tell(self._give_up, error)
                return
        for moment, data in coming[:-1]:
            self._tell(self._protocol.data_received, data, moment)
        self._tell(self._arrive, None, at)  # before the last piece, after which aiohttp closes
        self._tell(self._protocol.data_received, coming[-1][1], at)
        if delivery.reset or delivery.missing:
            self._tell(self._protocol.connection_lost, reset() if delivery.reset else None, at)

    def _impatience(self, wait: float, at: float) -> Exception | None:
        """What aiohttp raises if its limits are over while it waits, ``at`` seconds after the request."""
        if self._timeout.sock_read and wait >= self._timeout.sock_read:
            import aiohttp

            kind = getattr(aiohttp, "SocketTimeoutError", aiohttp.ServerTimeoutError)  # the former since 3.10
            return cast("Exception", kind("Timeout on reading data from socket"))
        return TimeoutError() if self._timeout.total and at >= self._timeout.total else None

    def _give_up(self, error: Exception) -> None:
        self._protocol.set_exception(error)
        payload = self._protocol._payload  # noqa: SLF001  # the body being read; aiohttp's own time-out does the same
        if payload is not None:
            payload.set_exception(error)

    def _arrive(self, _: None) -> None:
        self._underway = None

    def close(self) -> None:
        """Close; the protocol hears of it from the event loop, if that still runs."""
        if not self._closing:
            self._closing = True
            if self._underway is not None:
                self._underway.given_up = True
            if not self._loop.is_closed():
                self._loop.call_soon(self._protocol.connection_lost, None)

    abort = close

    def is_closing(self) -> bool:
        """Whether it is closed."""
        return self._closing

    def get_write_buffer_size(self) -> int:
        """Return 0: nothing waits to be sent."""
        return 0

    def _nothing(self, *_args: Any, **_kwargs: Any) -> None:
        """Do nothing: there is no flow to control."""

    pause_reading = resume_reading = set_write_buffer_limits = _nothing


def aiohttp_patches(module: ModuleType) -> Iterable[Patch]:
    """Patches for ``aiohttp.connector`` (read from 3.9 to 3.14)."""

    def make(original: Callable[..., Any]) -> Callable[..., Any]:
        async def connect(self: Any, req: Any, traces: Any, timeout: Any) -> Any:  # noqa: ASYNC109  # aiohttp's own signature
            tap = taps.find(req.url.raw_host)
            if tap is None:
                return await original(self, req, traces=traces, timeout=timeout)
            loop = asyncio.get_running_loop()
            protocol = self._factory()  # a ResponseHandler
            protocol.connection_made(AnsweringTransport(loop, protocol, tap, req.url, timeout))
            protocol.force_close()  # never into the pool, so it cannot outlive the interception
            return module.Connection(self, req.connection_key, protocol, loop)

        return connect

    yield Patch(module.BaseConnector, "connect", make)
