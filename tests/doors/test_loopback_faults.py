"""Faults over a socket, seen from the side of the server."""

from __future__ import annotations

import socket
import threading
import time

import pytest

from pytest_leads import Workspace
from pytest_leads.doors.loopback import LoopbackServer
from pytest_leads.session.record import Record
from pytest_leads.wire import Answer, Sender

REQUEST = b"GET /autoupdate/v2/enterprise/e1/lead/l1 HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer t\r\n\r\n"


@pytest.fixture
def record():
    return Record("test", Workspace)


@pytest.fixture
def server(record):
    with LoopbackServer(lambda request: Answer(record.answer(request, Sender("test")))) as server:
        yield server


@pytest.fixture
def connected(server):
    with socket.create_connection(("127.0.0.1", server.port), timeout=5) as sock:
        yield sock


def received(sock, until=b"}}"):
    """What comes until ``until`` has come, or the connection ends."""
    data = b""
    while until not in data and (part := sock.recv(65536)):
        data += part
    return data


def eventually(condition):
    until = time.monotonic() + 2
    while not condition() and time.monotonic() < until:
        time.sleep(0.005)
    return condition()


def test_a_reset_is_one(record, connected):
    record.faults.add("reset")
    connected.sendall(REQUEST)
    with pytest.raises(ConnectionResetError):
        connected.recv(1)


def test_a_truncated_answer_ends_with_the_connection(record, connected):
    record.faults.add("truncated")
    connected.sendall(REQUEST)
    head, _, body = received(connected, until=b"never").partition(b"\r\n\r\n")
    missing = record.journal.last.response.delivery.missing
    assert f"Content-Length: {len(body) + missing}".encode() in head
    assert missing > 0


@pytest.mark.parametrize("fault", ["latency:ms=5", "slow:ms=20", "503", "malformed"])
def test_a_connection_goes_on_after_what_leaves_it_whole(record, connected, fault):
    record.faults.add(fault)
    connected.sendall(REQUEST)
    received(connected, until=b"</html>\r\n" if fault == "503" else b"LEAD_NOT" if fault == "malformed" else b"}}")
    connected.sendall(REQUEST)
    assert b"404 Not Found" in received(connected)


def test_a_slow_body_comes_in_pieces(record, connected):
    record.faults.add("slow:ms=100")
    connected.sendall(REQUEST)
    head, _, body = connected.recv(65536).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 404")
    assert b"}}" not in body
    assert received(connected).endswith(b"}}")


def test_a_client_that_goes_away_has_given_up(record, server):
    record.faults.add("latency:ms=60000")
    with socket.create_connection(("127.0.0.1", server.port), timeout=5) as sock:
        sock.sendall(REQUEST)
        assert eventually(lambda: len(record.journal))
        assert not record.journal.last.is_hindered
    assert eventually(lambda: record.journal.last.is_hindered)


def test_requests_that_follow_at_once_wait_in_their_order(record, connected):
    record.faults.add("latency:ms=30")
    begun = time.monotonic()
    connected.sendall(REQUEST * 2)
    data = b""
    while data.count(b"}}") < 2:
        data += connected.recv(65536)
    assert time.monotonic() - begun >= 0.03


def test_a_latency_holds_up_nobody_else(record, server, connected):
    record.faults.add("latency:ms=60000")
    connected.sendall(REQUEST)
    assert eventually(lambda: len(record.journal))
    with socket.create_connection(("127.0.0.1", server.port), timeout=5) as other:
        other.sendall(REQUEST)
        assert b"404 Not Found" in received(other)


def test_a_server_ends_at_once_whatever_is_late(record, server, connected):
    record.faults.add("latency:ms=60000")
    connected.sendall(REQUEST)
    assert eventually(lambda: len(record.journal))
    begun = time.monotonic()
    server.close()
    assert time.monotonic() - begun < 1
    assert eventually(lambda: not [t for t in threading.enumerate() if t.name == "leads-connection"])
