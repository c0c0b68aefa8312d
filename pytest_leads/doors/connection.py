"""One connection to the loopback server: requests in, responses out, until either side has had enough."""

from __future__ import annotations

import re
import socket
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from time import monotonic
from typing import TYPE_CHECKING

from pytest_leads import masking
from pytest_leads.doors.head import BadMessageError, Head, read_head
from pytest_leads.errors import EndlessRunError, LeadsError
from pytest_leads.http1 import serialised
from pytest_leads.wire import Request, Response
from pytest_leads.workspace.rendering import encode

if TYPE_CHECKING:
    from pytest_leads.wire import Responder

_JSON = (("Content-Type", "application/json; charset=utf-8"),)
_CLOSE = ("Connection", "close")
_PIECE = 1 << 16
_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,16})[ \t]*(?:;[^\r\n]*)?")


@dataclass(frozen=True, slots=True)
class Limits:
    """What a connection is held to.

    ``idle`` are the seconds that it may wait for its next request, ``stalled`` those without a byte in the middle of
    one; ``head`` and ``body`` are bytes; ``linger`` the seconds for which a client that was refused while it was still
    sending is listened to, since it would lose the answer else.
    """

    idle: float = 60.0
    stalled: float = 4.0
    head: int = 1 << 16
    body: int = 1 << 26
    linger: float = 1.0


class ClosedError(Exception):
    """The client is gone, or silent for too long between two requests."""


class Connection:
    """Serves one socket, in the thread that calls ``run``."""

    def __init__(self, sock: socket.socket, origin: str, responder: Responder, limits: Limits) -> None:
        self._sock = sock
        self._origin = origin
        self._responder = responder
        self._limits = limits
        self._read = bytearray()
        self.ending = False

    def run(self) -> None:
        """Answer requests until the connection ends; it is closed then."""
        try:
            self._sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            while self._answer_one():
                pass
        except (OSError, ClosedError, EndlessRunError):
            pass  # the client is gone, or is to be left alone
        finally:
            self._sock.close()

    def stop(self) -> None:
        """Take no further request; what is being answered is answered still."""
        self.ending = True
        with suppress(OSError):
            self._sock.shutdown(socket.SHUT_RD)

    def drop(self) -> None:
        """End at once."""
        with suppress(OSError):
            self._sock.shutdown(socket.SHUT_RDWR)

    def _answer_one(self) -> bool:
        """Read one request and answer it; whether another may follow."""
        try:
            head = self._head()
            request = Request(head.method, head.url, head.headers, self._body(head))
        except BadMessageError as error:
            self._send("", _refusal(error.status, str(error)), keep=False)
            self._linger()
            return False
        response = self._answered(request)
        keep = head.keep and not self.ending
        self._send(head.method, response, keep=keep)
        return keep

    def _answered(self, request: Request) -> Response:
        try:
            return self._responder(request).response
        except LeadsError as error:
            return _refusal(HTTPStatus.INTERNAL_SERVER_ERROR, str(error))
        except Exception as error:  # noqa: BLE001  # whatever it is, the client is told, and the server lives on
            what = f"{request.method} {masking.url(request.url)}: {type(error).__name__}: {error}"
            return _refusal(HTTPStatus.INTERNAL_SERVER_ERROR, f"pytest-leads itself failed on {what}")

    def _send(self, method: str, response: Response, *, keep: bool) -> None:
        more = () if keep else (_CLOSE,)
        if response.delivery is None:
            self._sock.sendall(serialised(method, response, *more))
        else:
            from pytest_leads.doors.delivering import send

            send(self._sock, method, response, response.delivery, *more)

    def _head(self) -> Head:
        """The next head; what is left in the buffer belongs to its body."""
        self._skip_empty_lines()
        end = self._find(b"\r\n\r\n", self._limits.head, HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)
        head = read_head(bytes(self._read[:end]), self._origin)
        del self._read[: end + 4]
        return head

    def _skip_empty_lines(self) -> None:
        """Wait for the first byte of a request (RFC 9112, 2.2: empty lines before it are nothing)."""
        while True:
            while self._read[:2] == b"\r\n":
                del self._read[:2]
            if self._read and self._read != b"\r":
                return
            self._receive(begun=False)

    def _find(self, mark: bytes, limit: int, status: int) -> int:
        """Where ``mark`` begins, as soon as it has come."""
        start = 0
        while (end := self._read.find(mark, start)) < 0:
            start = max(len(self._read) - len(mark) + 1, 0)
            if start > limit:
                raise BadMessageError(status, f"more than {limit} bytes without an end")
            if b"\n\n" in self._read:
                raise BadMessageError(HTTPStatus.BAD_REQUEST, "lines end with CR and LF in HTTP")
            self._receive()
        return end

    def _body(self, head: Head) -> bytes:
        limit = self._limits.body
        if head.length is not None and head.length > limit:
            raise BadMessageError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"a body of more than {limit} bytes")
        if head.waits and not self._read:
            self._sock.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
        return self._chunks(limit) if head.length is None else self._take(head.length)

    def _take(self, length: int) -> bytes:
        """The next ``length`` bytes."""
        while len(self._read) < length:
            self._receive()
        taken = bytes(self._read[:length])
        del self._read[:length]
        return taken

    def _chunks(self, limit: int) -> bytes:
        """A body in chunks; the trailers after it are dropped."""
        body = bytearray()
        while size := self._chunk_size():
            if len(body) + size > limit:
                raise BadMessageError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"a body of more than {limit} bytes")
            piece = self._take(size + 2)
            if piece[-2:] != b"\r\n":
                raise BadMessageError(HTTPStatus.BAD_REQUEST, "a chunk that is longer than it says")
            body += piece[:-2]
        while self._line():
            pass
        return bytes(body)

    def _chunk_size(self) -> int:
        line = self._line()
        found = _CHUNK.fullmatch(line)
        if found is None:
            raise BadMessageError(HTTPStatus.BAD_REQUEST, f"not the size of a chunk: {bytes(line[:80])!r}")
        return int(found[1], 16)

    def _line(self) -> bytes:
        end = self._find(b"\r\n", self._limits.head, HTTPStatus.BAD_REQUEST)
        return self._take(end + 2)[:-2]

    def _receive(self, *, begun: bool = True) -> None:
        """Wait for more bytes.

        Raises:
            BadMessageError: none came in time in the middle of a request.
            ClosedError: none will come.
        """
        seconds = self._limits.stalled if begun else self._limits.idle
        if self._sock.gettimeout() != seconds:
            self._sock.settimeout(seconds)
        try:
            data = self._sock.recv(_PIECE)
        except TimeoutError:
            if begun:
                raise BadMessageError(HTTPStatus.REQUEST_TIMEOUT, f"{seconds:g} s without a byte") from None
            raise ClosedError from None
        if not data:
            raise ClosedError
        self._read += data

    def _linger(self) -> None:
        """Take what the client still sends, for a while: it reads the answer after that alone."""
        until = monotonic() + self._limits.linger
        self._sock.shutdown(socket.SHUT_WR)
        while (left := until - monotonic()) > 0:
            self._sock.settimeout(left)
            if not self._sock.recv(_PIECE):
                return


def _refusal(status: int, message: str) -> Response:
    too_large = status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE  # its name hangs on the version of Python
    code = "PAYLOAD_TOO_LARGE" if too_large else HTTPStatus(status).name
    return Response(status, _JSON, encode({"error": {"code": code, "message": message}}))
