"""aiohttp: the connector hands out a connection whose transport answers by itself.

aiohttp's own writing of bodies and parsing of responses runs; only the socket is missing.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

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
    from pytest_leads.wire import Request, Sender


class AnsweringTransport(asyncio.Transport):
    """Stands in for a connected transport; answers the one request that is written to it.

    What it has to tell the protocol it tells from the event loop, as a real transport does.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop, protocol: Any, tap: Interception, url: Any) -> None:
        super().__init__()
        self._loop = loop
        self._protocol = protocol
        self._tap = tap
        self._sender: Sender = sender("aiohttp")  # here: the body is written by a task of its own
        self._reader: RequestReader | None = RequestReader(origin_of(url.scheme, url.raw_host.lower(), url.port))
        self._closing = False

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
            self._tell(self._protocol.data_received, serialised(request.method, response))

    def _tell(self, tell: Callable[[Any], None], news: Any) -> None:
        def unless_closed() -> None:
            if not self._closing:
                tell(news)

        self._loop.call_soon(unless_closed)

    def close(self) -> None:
        """Close; the protocol hears of it from the event loop, if that still runs."""
        if not self._closing:
            self._closing = True
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
        async def connect(self: Any, req: Any, *args: Any, **kwargs: Any) -> Any:
            tap = taps.find(req.url.raw_host)
            if tap is None:
                return await original(self, req, *args, **kwargs)
            loop = asyncio.get_running_loop()
            protocol = self._factory()  # a ResponseHandler
            protocol.connection_made(AnsweringTransport(loop, protocol, tap, req.url))
            protocol.force_close()  # never into the pool, so it cannot outlive the interception
            return module.Connection(self, req.connection_key, protocol, loop)

        return connect

    yield Patch(module.BaseConnector, "connect", make)
