"""A caller that speaks to a workspace through its handler, in process and over the loopback server."""

from __future__ import annotations

import http.client
import json
import socket
import threading
from contextlib import closing
from typing import NamedTuple
from urllib.parse import quote, urlsplit

import pytest

from pytest_leads.doors import Handler
from pytest_leads.doors.loopback import loopback
from pytest_leads.wire import Answer, Request, Response
from pytest_leads.workspace import ManualClock, Workspace

SYNC = "https://next.telecrm.in/autoupdate/v2/enterprise/e1"
TOKEN = "t"
ASYNC = "https://next-api.telecrm.in/enterprise/e1"


class Caller:
    """Sends requests to a handler, through a door; a body that is not bytes is sent as JSON."""

    def __init__(self, workspace, door):
        self.workspace = workspace
        self.handler = Handler(workspace)
        self._door = door

    def send(self, method, path, body=None, *, base=SYNC, token=TOKEN, headers=()):  # noqa: PLR0913  # parts of a request
        content = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        given = [("Authorization", f"Bearer {token}")] if token else []
        given += [("Content-Type", "application/json")] if "content-type" not in dict(headers) else []
        return self._door(self.handler, Request(method, base + path, (*given, *headers), content))

    def get(self, path, **how):
        return self.send("GET", path, **how)

    def post(self, path, body=None, **how):
        return self.send("POST", path, body, **how)

    def queue(self, body, **how):
        return self.send("POST", "/autoupdatelead", body, base=ASYNC, **how)

    def create(self, *actions, **fields):
        """Create a lead over the wire: its id."""
        body = {"fields": {"phone": "9999999999", **fields}, "actions": list(actions)}
        return self.post("/lead", body).response.json()["lead_id"]


@pytest.fixture
def clock():
    return ManualClock(1_767_225_600_000)


class Switch:
    """A responder whose handler changes from test to test; it remembers its last answer."""

    def __init__(self):
        self.handler = None
        self.last = None

    def __call__(self, request):
        self.last = self.handler(request)
        return self.last


def in_process(handler, request):
    return handler(request)


class OverLoopback:
    """Sends requests by real HTTP under the host that they name, one at a time.

    What an answer discloses does not go over the wire; it comes from the responder.
    """

    def __init__(self, switch, port):
        self._switch = switch
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        self._lock = threading.Lock()

    def __call__(self, handler, request):
        parts = urlsplit(request.url)
        target = quote(f"{parts.path}?{parts.query}".removesuffix("?"), safe="/?=&%:@,'()!*+;")
        with self._lock:
            self._switch.handler = handler
            headers = {"Host": parts.netloc, **dict(request.headers)}
            self._connection.request(request.method, target, request.body, headers)
            got = self._connection.getresponse()
            response = Response(got.status, tuple(got.getheaders()), got.read())
            return Answer(response, self._switch.last.disclosure)

    def close(self):
        self._connection.close()


@pytest.fixture(scope="session")
def loopback_server():
    switch = Switch()
    with loopback(switch) as server:
        yield switch, server.port


@pytest.fixture
def over_loopback(loopback_server):
    with closing(OverLoopback(*loopback_server)) as door:
        yield door


@pytest.fixture(params=["in process", "over loopback"])
def door(request):
    return request.getfixturevalue("over_loopback") if request.param == "over loopback" else in_process


@pytest.fixture
def call(clock, door):
    """A function that makes a caller for a workspace with the given arguments."""
    return lambda **arguments: Caller(Workspace(**{"clock": clock, **arguments}), door)


@pytest.fixture
def api(call):
    """A caller for the default workspace."""
    return call()


@pytest.fixture
def named(call):
    """A caller for a workspace that names its fields, actions and team."""
    return call(
        fields={
            "city": "TEXT",
            "due": "DATE",
            "budget": "MONEY",
            "source": {"type": "DROPDOWN", "options": ["Web"]},
            "interests": "TAGS",
            "units": "NUMBER",
            "site": "WEBSITE",
            "photo": "MEDIALINK",
            "owner": "ACTIVEUSERS",
        },
        actions={"1001": {"name": "Visit", "score": 10, "fields": {"note": "TEXT", "email": "EMAIL"}}},
        members=["agent@example.com", "boss@example.com"],
    )


def outcome(answer):
    """Status, code and message of a refusal."""
    error = answer.response.json()["error"]
    return answer.response.status, error["code"], error["message"]


@pytest.fixture(name="outcome")
def outcome_():
    return outcome


class Heard(NamedTuple):
    status: int
    headers: http.client.HTTPMessage
    content: bytes


class Line:
    """A socket to a server, for bytes that no client library would send."""

    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=5)
        self._file = self.socket.makefile("rb")

    def say(self, *pieces):
        for piece in pieces:
            self.socket.sendall(piece)
        return self

    def say_all(self, content):
        """Say this and no more; all that is answered until the connection ends."""
        try:
            self.socket.sendall(content)
            self.socket.shutdown(socket.SHUT_WR)
            return self._file.read()
        except (BrokenPipeError, ConnectionResetError):
            return b""
        finally:
            self.close()

    def hear(self, method="POST"):
        """The next response: status, headers, body."""
        status = int(self._file.readline().split()[1])
        headers = http.client.parse_headers(self._file)
        return Heard(status, headers, self._file.read(0 if method == "HEAD" else int(headers["Content-Length"] or 0)))

    def is_closed(self):
        try:
            return self._file.read(1) == b""
        except ConnectionResetError:
            return True

    def close(self):
        self._file.close()
        self.socket.close()


class Echo:
    """A responder that answers with what it was asked."""

    def __init__(self):
        self.seen = []

    def __call__(self, request):
        self.seen.append(request)
        told = {"method": request.method, "url": request.url, "body": request.body.decode("latin-1")}
        return Answer(Response(200, (("Content-Type", "application/json"),), json.dumps(told).encode()))


@pytest.fixture
def echo():
    return Echo()


@pytest.fixture
def connect(request):
    """Connect to a port of this machine; the socket is closed at the end of the test."""

    def connected(port):
        line = Line(port)
        request.addfinalizer(line.close)
        return line

    return connected
