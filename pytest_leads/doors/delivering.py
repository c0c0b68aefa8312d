"""What happens to a response on its way (``wire.Delivery``): which bytes come when, and sending them."""

from __future__ import annotations

import errno
import os
import socket
import struct
import time
from typing import TYPE_CHECKING

from pytest_leads.http1 import serialised

if TYPE_CHECKING:
    from pytest_leads.wire import Delivery, Response

#: A slow body comes in as many pieces, if it has as many bytes.
PIECES = 10


def reset() -> ConnectionResetError:
    """What a socket says of a connection that was reset."""
    return ConnectionResetError(errno.ECONNRESET, os.strerror(errno.ECONNRESET))


def pieces(body: bytes, delivery: Delivery) -> list[tuple[float, bytes]]:
    """The pieces in which a body comes, and the seconds before each."""
    size = max(-(-len(body) // PIECES), 1) if delivery.slow else len(body) or 1
    parts = [body[start : start + size] for start in range(0, len(body), size)]
    return [(delivery.slow / len(parts), part) for part in parts]


def steps(method: str, response: Response, delivery: Delivery, *more: tuple[str, str]) -> list[tuple[float, bytes]]:
    """What goes over the wire, and the seconds before each part of it; ``more`` headers stand at the end."""
    if delivery.reset:
        return [(delivery.late, b"")]
    head, blank, body = serialised(method, response, *more).partition(b"\r\n\r\n")
    if not delivery.slow:
        return [(delivery.late, head + blank + body)]
    return [(delivery.late, head + blank), *pieces(body, delivery)]


def send(sock: socket.socket, method: str, response: Response, delivery: Delivery, *more: tuple[str, str]) -> None:
    """Send a response over a socket, as it is to come; a client that goes away in between has given up.

    Raises:
        OSError: the connection has to end here.
    """
    for seconds, data in steps(method, response, delivery, *more):
        if seconds and not delivery.given_up:
            _listen(sock, delivery, seconds)
        sock.sendall(data)
    if delivery.reset:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        raise reset()
    if delivery.missing:
        raise ConnectionAbortedError(errno.ECONNABORTED, os.strerror(errno.ECONNABORTED))


def _listen(sock: socket.socket, delivery: Delivery, seconds: float) -> None:
    """Let the time pass, unless the client goes away, or the server is stopped."""
    until, before = time.monotonic() + seconds, sock.gettimeout()
    sock.settimeout(seconds)
    try:
        delivery.given_up = not sock.recv(1, socket.MSG_PEEK)
    except TimeoutError:
        return
    except OSError:
        delivery.given_up = True
        raise
    finally:
        sock.settimeout(before)
    if not delivery.given_up:  # its next request is there already
        time.sleep(max(until - time.monotonic(), 0))
