"""The simulator on a loopback port, for programs that no interception reaches; both APIs at one address.

A thread for each connection, since whoever answers may block: a lock is held, a latency is slept.
"""

from __future__ import annotations

import errno
import os
import selectors
import socket
import threading
from contextlib import contextmanager
from ipaddress import IPv6Address, ip_address
from time import monotonic, sleep
from typing import TYPE_CHECKING, Self

from pytest_leads.doors.connection import Connection, Limits
from pytest_leads.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Generator

    from pytest_leads.wire import Responder

HOST = "127.0.0.1"
#: Seconds that answers which are being made have at the end, and those that broken-off connections have after that.
GRACE, REST = 0.5, 0.3
#: Connections that the system keeps waiting.
BACKLOG = 512
#: Seconds until the next try when the system gives no further connection (too many open files).
RELIEF = 0.05
_HIGHEST_PORT = 65535


class LoopbackServer:
    """Answers every request from ``responder``; it listens as soon as it is made, in the thread that makes it.

    Raises:
        UsageError: nothing can listen there: the port is taken or not allowed, the host is not this machine's.
    """

    def __init__(self, responder: Responder, *, host: str = HOST, port: int = 0, limits: Limits | None = None) -> None:
        self._responder = responder
        self._limits = limits or Limits()
        self._listener = _listening(host, port)
        address, self.port = self._listener.getsockname()[:2]
        #: Whether other machines reach it.
        self.is_public = not ip_address(address.partition("%")[0]).is_loopback
        self.url = f"http://{_reached_at(address)}:{self.port}"
        self._alarm, self._ear = socket.socketpair()
        self._ending = False
        self._open: dict[Connection, threading.Thread] = {}
        self._lock = threading.Lock()
        self._accepting = threading.Thread(target=self._accept, name=f"leads-loopback-{self.port}", daemon=True)
        self._accepting.start()

    def close(self) -> None:
        """Answer what is being answered, and end; it takes less than a second whatever the clients do."""
        if self._ending:
            return
        self._ending = True
        self._alarm.send(b"!")
        self._accepting.join(GRACE)
        self._listener.close()
        until = monotonic() + GRACE
        for connection in self._connections():
            connection.stop()
        self._join(until)
        for connection in self._connections():
            connection.drop()
        self._join(until + REST)
        self._alarm.close()
        self._ear.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _connections(self) -> list[Connection]:
        with self._lock:
            return list(self._open)

    def _join(self, until: float) -> None:
        with self._lock:
            threads = list(self._open.values())
        for thread in threads:
            thread.join(max(until - monotonic(), 0))

    def _accept(self) -> None:
        with selectors.DefaultSelector() as waiting:
            waiting.register(self._listener, selectors.EVENT_READ)
            waiting.register(self._ear, selectors.EVENT_READ)
            while not self._ending:
                waiting.select()
                if not self._ending:
                    self._take_one()

    def _take_one(self) -> None:
        try:
            sock, _ = self._listener.accept()
        except OSError as error:
            if error.errno in {errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM}:
                sleep(RELIEF)
            return
        sock.setblocking(True)  # noqa: FBT003  # the socket's own name for it
        connection = Connection(sock, self.url, self._responder, self._limits)
        thread = threading.Thread(target=self._serve, args=(connection,), name="leads-connection", daemon=True)
        with self._lock:
            self._open[connection] = thread
        try:
            thread.start()
        except RuntimeError:  # no further thread
            self._forget(connection)
            sock.close()

    def _serve(self, connection: Connection) -> None:
        try:
            connection.run()
        finally:
            self._forget(connection)

    def _forget(self, connection: Connection) -> None:
        with self._lock:
            self._open.pop(connection, None)


@contextmanager
def loopback(
    responder: Responder, *, host: str = HOST, port: int = 0, limits: Limits | None = None
) -> Generator[LoopbackServer]:
    """A server for as long as the context lasts.

    Raises:
        UsageError: nothing can listen there.
    """
    with LoopbackServer(responder, host=host, port=port, limits=limits) as server:
        yield server


def _listening(host: str, port: int) -> socket.socket:
    if not 0 <= port <= _HIGHEST_PORT:
        raise UsageError(f"port {port}: a number from 0 to {_HIGHEST_PORT} is needed; 0 takes a free one")
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.create_server(address[:2], family=family, backlog=BACKLOG)
    except UnicodeError:
        raise UsageError(f"cannot listen on {host!r}: that is no name of a host") from None
    except OSError as error:
        why = error.strerror if isinstance(error, socket.gaierror) else os.strerror(error.errno or 0)
        hint = "; give another, or 0 for a free one" if error.errno == errno.EADDRINUSE else ""
        raise UsageError(f"cannot listen on {host} port {port}: {why}{hint}") from None
    listener.setblocking(False)  # noqa: FBT003  # as above; a client may be gone again before it is accepted
    return listener


def _reached_at(address: str) -> str:
    """The host to write into a URL for this machine's own programs."""
    ip = ip_address(address.partition("%")[0])
    if isinstance(ip, IPv6Address):
        return "[::1]" if ip.is_unspecified else f"[{ip}]"
    return HOST if ip.is_unspecified else str(ip)
