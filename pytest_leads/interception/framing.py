"""HTTP/1.1 between a client's bytes and our values: one request in.

The bytes come from a client library in this process, which frames them correctly; h11 would be stricter, and costs
a tenth of a request through ``requests``.
"""

from __future__ import annotations

from pytest_leads.wire import Request

_DEFAULT_PORTS = {"http": 80, "https": 443}


def origin_of(scheme: str, host: str, port: int | None) -> str:
    """Return ``scheme://host``, with the port unless it is the scheme's own."""
    return f"{scheme}://{host}" if port in {None, _DEFAULT_PORTS.get(scheme)} else f"{scheme}://{host}:{port}"


def absolute(origin: str, target: str) -> str:
    """Return the URL that a request line's target means; a proxy is sent a whole URL already."""
    return target if target.startswith(("http://", "https://")) else origin + target


class RequestReader:
    """Collects the bytes of one request; ``origin`` is ``scheme://host[:port]``."""

    def __init__(self, origin: str) -> None:
        self._origin = origin
        self._pending = bytearray()
        self._head: Request | None = None
        self._body = bytearray()
        self._length: int | None = 0  # None: chunked

    @property
    def wants_continue(self) -> bool:
        """Whether the client waits for ``100 Continue`` before it sends the body."""
        if self._head is None or self._pending or self._body:
            return False
        return (self._head.header("expect") or "").lower() == "100-continue"

    def feed(self, data: bytes) -> Request | None:
        """Take what the client wrote; return the request once it is complete.

        Raises:
            ValueError: what the client wrote is not HTTP/1.1.
        """
        self._pending += data
        if self._head is None:
            end = self._pending.find(b"\r\n\r\n")
            if end < 0:
                return None
            self._begin(self._pending[:end].decode("latin-1"))
            del self._pending[: end + 4]
        return self._finished(self._head) if self._head is not None and self._complete() else None

    def _begin(self, head: str) -> None:
        first, *lines = head.lstrip("\r\n").split("\r\n")
        words = first.split(" ")
        if len(words) != 3 or not words[2].startswith("HTTP/"):  # noqa: PLR2004  # method, target, version
            raise ValueError(f"not a request line of HTTP/1.1: {first!r}")
        method, target, _version = words
        headers = tuple((name, value.strip(" \t")) for name, _, value in (line.partition(":") for line in lines))
        self._head = Request(method, absolute(self._origin, target), headers)
        if "chunked" in (self._head.header("transfer-encoding") or "").lower():
            self._length = None
        else:
            self._length = int(self._head.header("content-length") or 0)

    def _complete(self) -> bool:
        if self._length is None:
            return self._unchunk()
        return len(self._pending) >= self._length

    def _finished(self, head: Request) -> Request:
        body = self._body if self._length is None else self._pending[: self._length]
        return Request(head.method, head.url, head.headers, bytes(body))

    def _unchunk(self) -> bool:
        """Move whole chunks to the body; say whether the last one came."""
        pending = self._pending
        while (end := pending.find(b"\r\n")) >= 0:
            size = int(pending[:end].partition(b";")[0], 16)
            if size == 0:
                return pending.find(b"\r\n\r\n", end) >= 0  # trailers, if any, are dropped
            after = end + 2 + size
            if len(pending) < after + 2:
                break
            self._body += pending[end + 2 : after]
            del pending[: after + 2]
        return False
