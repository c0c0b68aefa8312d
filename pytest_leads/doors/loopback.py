"""The simulator on a loopback port, for programs that no interception reaches; both APIs at one address."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

from pytest_leads.wire import Request

if TYPE_CHECKING:
    from collections.abc import Generator

    from pytest_leads.wire import Responder

HOST = "127.0.0.1"
#: Seconds between two looks at whether the server is to stop.
POLL = 0.005


class LoopbackServer(ThreadingHTTPServer):
    """Answers every request from ``responder``, in a thread for each connection."""

    daemon_threads = True

    def __init__(self, responder: Responder) -> None:
        self.responder = responder
        super().__init__((HOST, 0), _Connection)

    @property
    def url(self) -> str:
        """The address, without a slash at its end."""
        return f"http://{HOST}:{self.server_address[1]}"


class _Connection(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # head and body in one packet: the stock server waits 40 ms between them
    disable_nagle_algorithm = True
    server: LoopbackServer

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        request = Request(self.command, f"{self.server.url}{self.path}", tuple(self.headers.items()), body)
        response = self.server.responder(request).response
        self.send_response_only(response.status)
        for name, value in response.headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(response.body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(response.body)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = do_OPTIONS = _answer  # noqa: N815  # http.server's names
    do_TRACE = do_QUERY = _answer  # noqa: N815  # as above: a method that is known nowhere would be its own 501

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name that http.server gives it
        """Keep quiet."""


@contextmanager
def loopback(responder: Responder) -> Generator[LoopbackServer]:
    """A server for as long as the context lasts."""
    with LoopbackServer(responder) as server:
        thread = threading.Thread(target=server.serve_forever, args=(POLL,), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
