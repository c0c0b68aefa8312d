"""Whatever bytes come, the loopback server lives on; and what it accepts, another parser reads in the same way."""

import h11
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from pytest_leads.doors.connection import Limits
from pytest_leads.doors.loopback import loopback

PIECES = [
    b"GET /a HTTP/1.1\r\n",
    b"POST /b?c=d HTTP/1.1\r\n",
    b"HEAD / HTTP/1.0\r\n",
    b"Host: x\r\n",
    b"Content-Length: 3\r\n",
    b"Content-Length: 03\r\n",
    b"content-length: 0\r\n",
    b"Transfer-Encoding: chunked\r\n",
    b"Transfer-Encoding:\tchunked \r\n",
    b"Transfer-Encoding: identity\r\n",
    b"Connection: close\r\n",
    b"Connection: keep-alive\r\n",
    b"Expect: 100-continue\r\n",
    b"X: \xe9\r\n",
    b"X:\r\n",
    b" folded\r\n",
    b"\r\n",
    b"\n",
    b"\r",
    b"3\r\nabc\r\n",
    b"3;x=y\r\nabc\r\n",
    b"0\r\n\r\n",
    b"0\r\nTrailer: 1\r\n\r\n",
    b"abc",
]
ANYTHING = st.lists(st.sampled_from(PIECES) | st.binary(max_size=8), max_size=14).map(b"".join)
#: Mostly right: a request line, some headers, an end, and a body or what may be taken for one.
NEARLY = st.builds(
    lambda line, headers, rest: b"".join([line, b"Host: x\r\n", *headers, b"\r\n", *rest]),
    st.sampled_from(PIECES[:3]),
    st.lists(st.sampled_from(PIECES[4:13]), max_size=2),
    st.lists(st.sampled_from(PIECES[16:]), max_size=4),
)
MESSAGES = ANYTHING | st.lists(NEARLY, min_size=1, max_size=3).map(b"".join)
SETTINGS = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


CHUNKED = b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"
COUNTED = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc"
NEXT = b"GET /a HTTP/1.1\r\nHost: x\r\n\r\n"


@pytest.fixture
def port(echo):
    with loopback(echo, limits=Limits(linger=0.2)) as server:
        yield server.port


@SETTINGS
@given(said=MESSAGES)
@example(said=CHUNKED + NEXT)
@example(said=COUNTED + NEXT)
@example(said=b"GET /a HTTP/1.1\r\nHost: x\r\nConnection: keep-alive\r\nConnection: Close\r\n\r\n" + NEXT)
def test_what_is_accepted_another_parser_reads_in_the_same_way(echo, port, connect, capfd, said):
    echo.seen.clear()
    heard = connect(port).say_all(said)
    assert heard == b"" or heard.startswith(b"HTTP/1.1 ")
    ours = [(request.method, request.url.partition(f":{port}")[2], request.body) for request in echo.seen]
    assert ours == read_by_h11(said)[: len(ours)]
    assert capfd.readouterr() == ("", "")


def read_by_h11(said):
    """The requests in these bytes as h11 has them, up to the first that it refuses."""
    found = []
    while said:
        connection = h11.Connection(h11.SERVER)
        while said.startswith(b"\r\n"):  # a server may pass over empty lines before a request; h11 does not
            said = said[2:]
        connection.receive_data(said)
        try:
            request = whole_request(connection)
        except h11.RemoteProtocolError:
            break
        if request is None:
            break
        found.append(request)
        said = b"" if connection.their_state is h11.MUST_CLOSE else connection.trailing_data[0]
    return found


def whole_request(connection):
    """The next request; nothing, if it has no end."""
    head, body = connection.next_event(), b""
    if not isinstance(head, h11.Request):
        return None
    while isinstance(event := connection.next_event(), h11.Data):
        body += event.data
    return (head.method.decode(), head.target.decode(), body) if isinstance(event, h11.EndOfMessage) else None
