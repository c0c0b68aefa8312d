"""How a client in this process meets what happens to a response on its way (``wire.Delivery``).

It waits as long as it would, but for one thing: a wait that would end in the client's own timeout ends in it at once.
An event loop is never held up; its other tasks run meanwhile.
"""

from __future__ import annotations

import io
import time
from typing import TYPE_CHECKING, Any, NoReturn

from pytest_leads.doors.delivering import pieces, reset

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Iterator
    from types import ModuleType

    from pytest_leads.wire import Delivery


def begin(delivery: Delivery, timeout: float | None) -> None:
    """Wait until the response begins.

    Raises:
        OSError: it never does, because the connection is reset or the client's ``timeout`` is over.
    """
    _sleep(delivery, delivery.late, timeout)
    if delivery.reset:
        raise reset()


def arriving(body: bytes, delivery: Delivery, timeout: float | None) -> Iterator[bytes]:
    """The body as it comes.

    Raises:
        TimeoutError: the client does not wait so long for the next piece.
    """
    for gap, piece in pieces(body, delivery):
        _sleep(delivery, gap, timeout)
        yield piece


class Arriving(io.RawIOBase):
    """Bytes that come in pieces, as a socket's file shows them."""

    def __init__(self, parts: Iterable[bytes]) -> None:
        self._parts = iter(parts)
        self._left = b""

    def readable(self) -> bool:
        """Whether it can be read; it can."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read what has come; 0 is the end."""
        while not self._left:
            part = next(self._parts, None)
            if part is None:
                return 0
            self._left = part
        count = min(len(buffer), len(self._left))
        buffer[:count] = self._left[:count]
        self._left = self._left[count:]
        return count


def _sleep(delivery: Delivery, seconds: float, timeout: float | None) -> None:
    if seconds:
        time.sleep(_patience(delivery, seconds, timeout))


def _patience(delivery: Delivery, seconds: float, timeout: float | None) -> float:
    """The seconds, if the client waits as long."""
    if timeout is not None and seconds >= timeout:
        delivery.given_up = True
        raise TimeoutError("timed out")
    return seconds


# httpx, httpx2, httpcore and httpcore2, whose errors have the same names


def failed(library: ModuleType, error: OSError) -> NoReturn:
    """Raise what the library makes of a socket's error."""
    if isinstance(error, TimeoutError):
        raise library.ReadTimeout(str(error)) from error
    if isinstance(error, ConnectionRefusedError):
        raise library.ConnectError(str(error)) from error
    raise library.ReadError(str(error)) from error


def stream(library: ModuleType, request: Any, body: bytes, delivery: Delivery) -> Iterator[bytes]:
    """Wait until the response to a request of the library's begins, and give its body as the library reads it."""
    timeout = _timeout(request)
    try:
        begin(delivery, timeout)
    except OSError as error:
        failed(library, error)
    return _stream(library, body, delivery, timeout)


def _stream(library: ModuleType, body: bytes, delivery: Delivery, timeout: float | None) -> Iterator[bytes]:
    try:
        yield from arriving(body, delivery, timeout)
    except OSError as error:
        failed(library, error)
    _check_end(library, body, delivery)


async def stream_async(library: ModuleType, request: Any, body: bytes, delivery: Delivery) -> AsyncIterator[bytes]:
    """The same on an event loop."""
    timeout = _timeout(request)
    await _pause(library, delivery, delivery.late, timeout)
    if delivery.reset:
        failed(library, reset())
    return _stream_async(library, body, delivery, timeout)


async def _stream_async(
    library: ModuleType, body: bytes, delivery: Delivery, patience: float | None
) -> AsyncIterator[bytes]:
    for gap, piece in pieces(body, delivery):
        await _pause(library, delivery, gap, patience)
        yield piece
    _check_end(library, body, delivery)


async def _pause(library: ModuleType, delivery: Delivery, seconds: float, patience: float | None) -> None:
    if not seconds:
        return
    import anyio  # comes with httpx and httpx2, and knows whose event loop it is

    try:
        await anyio.sleep(_patience(delivery, seconds, patience))
    except OSError as error:
        failed(library, error)
    except BaseException:
        delivery.given_up = True
        raise


def _timeout(request: Any) -> float | None:
    """The seconds that the client waits for each part of an answer; ``None`` for any number."""
    timeout: float | None = request.extensions.get("timeout", {}).get("read")
    return timeout


def _check_end(library: ModuleType, body: bytes, delivery: Delivery) -> None:
    if delivery.missing and body:
        raise library.RemoteProtocolError(
            "peer closed connection without sending complete message body "
            f"(received {len(body)} bytes, expected {len(body) + delivery.missing})"
        )
