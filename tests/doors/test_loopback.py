"""The loopback server: HTTP/1.1 over a real socket, and how it begins and ends."""

import http.client
import json
import threading
import time

import pytest

from pytest_leads import UsageError, Workspace
from pytest_leads.doors import Handler
from pytest_leads.doors.connection import Connection, Limits
from pytest_leads.doors.loopback import LoopbackServer, loopback
from pytest_leads.wire import Answer, Response

QUICK = Limits(idle=0.05, stalled=0.05, linger=0.2)
SMALL = Limits(head=2000, body=5000, linger=0.2)
HEAD = b"POST /a HTTP/1.1\r\nHost: x\r\n"


@pytest.fixture
def serve(request):
    """Start a server; it is closed at the end of the test."""

    def started(responder, limits=None):
        server = LoopbackServer(responder, limits=limits)
        request.addfinalizer(server.close)
        return server

    return started


@pytest.fixture
def line(serve, echo, connect):
    """Connect to a server that echoes, with these limits."""
    return lambda limits=None: connect(serve(echo, limits).port)


def test_several_requests_come_over_one_connection(line):
    wire = line()
    for body in (b"one", b"", b"three"):
        wire.say(HEAD, b"Content-Length: %d\r\n\r\n" % len(body), body)
        assert json.loads(wire.hear().content)["body"] == body.decode()


def test_requests_that_come_at_once_are_answered_in_their_order(line):
    wire = line().say(b"\r\n".join([b"GET /%d HTTP/1.1\r\nHost: x\r\n" % n for n in range(5)]), b"\r\n")
    assert [json.loads(wire.hear().content)["url"][-1] for _ in range(5)] == list("01234")


@pytest.mark.parametrize("size", [1, 7, 100_000])
def test_a_body_in_chunks_is_put_together(line, size):
    chunks = b"4\r\nLead\r\n6;note=1\r\ns API\n\r\n00\r\nX-Trailer: 1\r\n\r\n"
    content = HEAD + b"Transfer-Encoding: Chunked\r\n\r\n" + chunks
    wire = line().say(*(content[at : at + size] for at in range(0, len(content), size)))
    assert json.loads(wire.hear().content)["body"] == "Leads API\n"
    assert json.loads(wire.say(b"GET /b HTTP/1.1\r\nHost: x\r\n\r\n").hear().content)["body"] == ""


def test_a_large_body_is_refused_by_the_simulator_and_the_connection_lives_on(serve):
    client = http.client.HTTPConnection("127.0.0.1", serve(Handler(Workspace())).port, timeout=5)
    headers = {"Authorization": "Bearer t", "Content-Type": "application/json"}
    for body in (b"x" * 10_000_000, iter([b"x" * 1_000_000] * 10)):
        client.request("POST", "/autoupdate/v2/enterprise/e1/lead", body, headers)
        answer = client.getresponse()
        assert (answer.status, json.load(answer)["error"]["code"]) == (413, "PAYLOAD_TOO_LARGE")
    client.close()


@pytest.mark.parametrize(
    "body",
    [
        b"Content-Length: 5001\r\n\r\n" + b"x" * 5001,
        b"Content-Length: 999999999999\r\n\r\n" + b"x" * 200_000,
        b"Content-Length: 5001\r\nExpect: 100-continue\r\n\r\n",
        b"Transfer-Encoding: chunked\r\n\r\n" + b"1000\r\n" + b"x" * 4096 + b"\r\n1000\r\n",
        b"Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n",
    ],
)
def test_a_body_beyond_the_servers_own_limit_is_413(line, echo, body):
    wire = line(SMALL).say(HEAD, body)
    assert wire.hear().status == 413
    assert wire.is_closed()
    assert not echo.seen


def test_who_waits_for_100_continue_gets_it(line):
    wire = line().say(HEAD, b"Content-Length: 4\r\nExpect: 100-continue\r\n\r\n")
    assert wire.hear().status == 100
    assert json.loads(wire.say(b"body").hear().content)["body"] == "body"


def test_who_does_not_wait_for_100_continue_is_answered(line):
    wire = line().say(HEAD + b"Content-Length: 4\r\nExpect: 100-continue\r\n\r\nbody")
    assert json.loads(wire.hear().content)["body"] == "body"


def test_head_is_answered_without_a_body(line):
    wire = line().say(b"HEAD /a HTTP/1.1\r\nHost: x\r\n\r\nGET /b HTTP/1.1\r\nHost: x\r\n\r\n")
    head = wire.hear("HEAD")
    assert (head.content, int(head.headers["Content-Length"]) > 0) == (b"", True)
    assert json.loads(wire.hear().content)["method"] == "GET"


@pytest.mark.parametrize(
    "request_", [b"GET / HTTP/1.0\r\n\r\n", b"GET / HTTP/1.1\r\nHost: x\r\nConnection: Close\r\n\r\n"]
)
def test_a_client_that_takes_one_answer_alone_gets_one(line, request_):
    wire = line().say(request_)
    assert wire.hear().headers["Connection"] == "close"
    assert wire.is_closed()


BAD = {
    b"nonsense\r\n\r\n": 400,
    b"GET /\r\n\r\n": 400,
    b"GET / HTTP/1.1 x\r\n\r\n": 400,
    b"G@T / HTTP/1.1\r\nHost: x\r\n\r\n": 400,
    b"GET /\xff HTTP/1.1\r\nHost: x\r\n\r\n": 400,
    b"GET / HTTP/1.1\nHost: x\n\n": 400,
    b"GET / HTTP/1.1\nHost: x\r\n\r\n": 400,
    b"GET / HTTP/1.1\r\n\r\n": 400,
    b"GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n": 400,
    b"GET / HTTP/1.1\r\nHost: x/y\r\n\r\n": 400,
    b"GET / HTTP/1.1\r\nHost: x\r\n folded: 1\r\n\r\n": 400,
    b"GET / HTTP/1.1\r\nHost: x\r\nName : 1\r\n\r\n": 400,
    b"GET / HTTP/1.1\r\nHost: x\r\nName\r\n\r\n": 400,
    b"GET / HTTP/1.1\r\nHost: x\r\nName: \0\r\n\r\n": 400,
    b"GET a HTTP/1.1\r\nHost: x\r\n\r\n": 400,
    b"OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n": 400,
    b"CONNECT next.telecrm.in:443 HTTP/1.1\r\nHost: x\r\n\r\n": 400,
    b"GET http://[ HTTP/1.1\r\nHost: x\r\n\r\n": 421,
    b"GET http://example.com/ HTTP/1.1\r\nHost: x\r\n\r\n": 421,
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n": 505,
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n": 400,  # the beginning of TLS
    HEAD + b"Expect: wonders\r\n\r\n": 417,
    HEAD + b"Transfer-Encoding: gzip, chunked\r\n\r\n": 501,
    HEAD + b"Transfer-Encoding: xchunked\r\n\r\n": 501,
    HEAD + b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n": 501,
    b"POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n": 400,
    HEAD + b"Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n": 400,
    HEAD + b"Content-Length: 0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n": 400,
    HEAD + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nlead": 400,
    HEAD + b"Content-Length: 5\r\nContent-Length: 5\r\n\r\nleads": 400,
    HEAD + b"Content-Length: -1\r\n\r\n": 400,
    HEAD + b"Content-Length: +1\r\n\r\n": 400,
    HEAD + b"Content-Length: 1_0\r\n\r\n": 400,
    HEAD + b"Content-Length: 0x5\r\n\r\n": 400,
    HEAD + b"Content-Length: 5, 5\r\n\r\n": 400,
    HEAD + b"Content-Length:\r\n\r\n": 400,
    HEAD + b"Transfer-Encoding: chunked\r\n\r\nx\r\n\r\n": 400,
    HEAD + b"Transfer-Encoding: chunked\r\n\r\n-1\r\n\r\n": 400,
    HEAD + b"Transfer-Encoding: chunked\r\n\r\n0x5\r\nleads\r\n0\r\n\r\n": 400,
    HEAD + b"Transfer-Encoding: chunked\r\n\r\n4\r\nleads\r\n0\r\n\r\n": 400,
    b"GET /" + b"a" * 3000 + b" HTTP/1.1\r\nHost: x\r\n\r\n": 200,
    b"GET /" + b"a" * 200_000: 431,
    b"GET / HTTP/1.1\r\nHost: x\r\n" + b"Name: 1\r\n" * 30_000: 431,
}


@pytest.mark.parametrize(("said", "status"), BAD.items(), ids=[repr(said[:60]) for said in BAD])
def test_what_two_readers_could_take_differently_is_refused(line, echo, capfd, said, status):
    wire = line().say(said)
    answer = wire.hear()
    assert answer.status == status
    if status != 200:
        assert json.loads(answer.content)["error"]["message"]
        assert not echo.seen
        assert wire.is_closed()
    assert capfd.readouterr() == ("", "")


def test_nothing_after_a_refused_request_is_answered(line, echo):
    smuggled = b"0\r\n\r\nPOST /autoupdate/v2/enterprise/e1/lead HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n"
    wire = line().say(HEAD + b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n", smuggled)
    assert wire.hear().status == 400
    assert wire.is_closed()
    assert not echo.seen


@pytest.mark.parametrize(
    "said",
    [b"GET /a HT", HEAD + b"Content-Length: 5\r\n\r\nLe", HEAD + b"Expect: 100-continue\r\nContent-Length: 1\r\n\r\n"],
)
def test_a_request_that_does_not_go_on_is_408(line, said):
    wire = line(QUICK).say(said)
    answer = wire.hear()
    answer = wire.hear() if answer.status == 100 else answer
    assert answer.status == 408
    assert wire.is_closed()


def test_a_connection_that_asks_nothing_is_closed_without_a_word(line):
    assert line(QUICK).is_closed()


def test_a_responder_that_fails_is_a_500_with_its_reason_and_no_traceback(serve, capfd, connect):
    def fail(_):
        raise ZeroDivisionError("by nothing")

    wire = connect(serve(fail).port)
    for _ in range(2):
        answer = wire.say(b"GET /a?token=s3cr3t HTTP/1.1\r\nHost: x\r\n\r\n").hear()
        message = json.loads(answer.content)["error"]["message"]
        assert (answer.status, "ZeroDivisionError: by nothing" in message, "s3cr3t" in message) == (500, True, False)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    "asked",
    [
        ("/enterprise/e", "127.0.0.1", "{origin}/enterprise/e"),
        ("/enterprise/e", "next-api.telecrm.in", "https://next-api.telecrm.in/enterprise/e"),
        ("/enterprise/e", "API.telecrm.in:443", "https://api.telecrm.in/enterprise/e"),
        ("http://next.telecrm.in/a", "next.telecrm.in", "http://next.telecrm.in/a"),
        ("{origin}/a", "127.0.0.1", "{origin}/a"),
    ],
)
def test_a_leads_host_that_a_request_names_stays_in_its_url(serve, echo, connect, asked):
    target, host, url = asked
    server = serve(echo)
    wire = connect(server.port).say(f"GET {target.format(origin=server.url)} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
    assert json.loads(wire.hear().content)["url"] == url.format(origin=server.url)


def seconds_to_close(server):
    start = time.perf_counter()
    server.close()
    return time.perf_counter() - start


def test_open_and_half_open_connections_do_not_hold_up_the_end(serve, echo, connect):
    server = serve(echo)
    lines = [connect(server.port).say(said) for said in (b"", b"GET /a HT", HEAD + b"Content-Length: 5\r\n\r\nLe")]
    kept = connect(server.port).say(b"GET /a HTTP/1.1\r\nHost: x\r\n\r\n")
    kept.hear()
    assert seconds_to_close(server) < 0.4
    assert all(wire.is_closed() for wire in (*lines, kept))


def test_an_answer_that_is_being_made_is_still_given_at_the_end(serve, monkeypatch, connect):
    asked, go_on = threading.Event(), threading.Event()
    stop = Connection.stop
    monkeypatch.setattr(Connection, "stop", lambda connection: (stop(connection), go_on.set()))

    def slow(_):
        asked.set()
        go_on.wait(5)
        return Answer(Response(204))

    server = serve(slow)
    wire = connect(server.port).say(b"GET /a HTTP/1.1\r\nHost: x\r\n\r\n" * 2)
    asked.wait(5)
    ending = threading.Thread(target=server.close)
    ending.start()
    assert wire.hear().headers["Connection"] == "close"
    assert wire.is_closed()
    ending.join(5)


def test_a_responder_that_never_returns_does_not_hold_up_the_end(serve, connect):
    asked, never = threading.Event(), threading.Event()

    def stuck(_):
        asked.set()
        never.wait(30)
        return Answer(Response(204))

    server = serve(stuck)
    wire = connect(server.port).say(b"GET /a HTTP/1.1\r\nHost: x\r\n\r\n")
    asked.wait(5)
    assert seconds_to_close(server) < 1
    assert wire.is_closed()
    never.set()


def test_a_server_that_has_ended_leaves_nothing_behind(echo, connect):
    before = threading.active_count()
    with loopback(echo) as server:
        wires = [connect(server.port).say(b"GET /a HTTP/1.1\r\nHost: x\r\n\r\n") for _ in range(8)]
        assert {wire.hear().status for wire in wires} == {200}
    assert threading.active_count() <= before
    with pytest.raises(ConnectionRefusedError):
        connect(server.port)


def test_the_server_is_on_loopback_unless_told(echo):
    with loopback(echo) as server:
        assert server.url == f"http://127.0.0.1:{server.port}"
        assert not server.is_public
    with loopback(echo, host="0.0.0.0") as server:  # noqa: S104  # that is what it is about
        assert server.url == f"http://127.0.0.1:{server.port}"
        assert server.is_public


@pytest.mark.parametrize(
    ("host", "port", "said"),
    [
        ("127.0.0.1", 70000, "from 0 to 65535"),
        ("127.0.0.1", -1, "from 0 to 65535"),
        ("192.0.2.1", 0, "cannot listen on 192.0.2.1 port 0"),
        ("a" * 100, 0, "is no name of a host"),
        ("", 0, "cannot listen on  port 0: "),
    ],
)
def test_where_nothing_can_listen_is_said_to_whoever_asks_for_it(echo, host, port, said):
    with pytest.raises(UsageError, match=said):
        LoopbackServer(echo, host=host, port=port)


def test_a_taken_port_is_said_to_be_taken(serve, echo):
    with pytest.raises(UsageError, match=r"cannot listen on 127.0.0.1 port \d+: Address already in use; give another"):
        LoopbackServer(echo, port=serve(echo).port)
