from __future__ import annotations

import gzip

import pytest

from pytest_leads.errors import LeadsAssertionError
from pytest_leads.interception import intercept
from pytest_leads.operations import HOSTS
from pytest_leads.wire import Response

URL = "https://next.telecrm.in/autoupdate/v2/enterprise/e1/lead/search"
BODY = b'{"fields": {"phone": "911234567890"}}'


def test_a_request_arrives_as_it_was_sent_and_its_answer_comes_back(client, tapped):
    reply = client.send("POST", URL + "?skip=0&limit=10", BODY, {"X-Mine": "Yes"})
    assert reply.status == 200
    assert reply.json == {"method": "POST", "url": URL + "?skip=0&limit=10", "body": BODY.decode()}
    assert (tapped.last.method, tapped.last.url, tapped.last.body) == ("POST", URL + "?skip=0&limit=10", BODY)
    assert tapped.last.header("x-mine") == "Yes"


def test_the_sender_is_the_client_and_the_line_that_called_it(client, tapped):
    client.send("POST", URL, BODY)
    sender = tapped.senders[-1]
    assert sender.client == client.name.removesuffix("-async")
    assert sender.origin.file.endswith("tests/interception/conftest.py")
    assert sender.origin.function.endswith((".send", ".__call__"))


@pytest.mark.parametrize("url", ["http://next.telecrm.in/x", "https://api.telecrm.in/x", "https://NEXT.telecrm.in/x"])
def test_every_leads_host_is_answered_with_or_without_tls(client, tapped, url):
    assert client.send("GET", url).status == 200
    assert tapped.last.url.lower() == url.lower()


def test_a_port_does_not_matter_and_is_kept(client, tapped):
    client.send("GET", "https://next.telecrm.in:8443/x")
    assert tapped.last.url == "https://next.telecrm.in:8443/x"
    client.send("GET", "https://next.telecrm.in:443/x")
    assert tapped.last.url == "https://next.telecrm.in/x"


def test_no_name_is_looked_up_even_with_proxies_in_the_environment(client, look_ups, echo, monkeypatch):
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://proxy.invalid:3128")
        monkeypatch.setenv(name.lower(), "http://proxy.invalid:3128")
    with intercept(HOSTS, echo):
        for url in (URL, URL.replace("https", "http")):
            assert client.send("POST", url, BODY).json["url"] == url
    assert look_ups == []


@pytest.mark.parametrize("status", [201, 204, 302, 304, 401, 404, 409, 418, 500, 503])
def test_every_status_comes_through(client, tapped, status):
    body = b"" if status in {204, 304} else b"told"
    tapped.response = Response(status, (), b"told")
    reply = client.send("GET", URL)
    assert (reply.status, reply.body) == (status, body)


def test_a_head_request_gets_headers_only(client, tapped):
    tapped.response = Response(200, (("X-Told", "yes"),), b"never")
    reply = client.send("HEAD", URL)
    headers = {name.lower(): value for name, value in reply.headers.items()}
    assert (reply.body, headers["x-told"], headers["content-length"]) == (b"", "yes", "5")


def test_framing_of_the_answer_is_ours(client, tapped):
    tapped.response = Response(200, (("Transfer-Encoding", "chunked"), ("Content-Length", "999")), b"whole")
    assert client.send("GET", URL).body == b"whole"


def test_an_empty_answer_is_empty(client, tapped):
    tapped.response = Response(200)
    assert client.send("GET", URL).body == b""


def test_repeated_headers_and_odd_characters_survive(client, tapped):
    tapped.response = Response(200, (("Set-Cookie", "a=1; Path=/"), ("X-Odd", "caf\xe9")), b"{}")
    reply = client.send("GET", URL)
    assert {name.lower() for name in reply.headers} >= {"set-cookie", "x-odd"}


def test_a_large_body_goes_both_ways(client, tapped):
    sent, answered = b"x" * 900_000, b"y" * 3_000_000
    tapped.response = Response(200, (), answered)
    assert client.send("POST", URL, sent).body == answered
    assert tapped.last.body == sent


def test_a_gzipped_answer_is_unpacked_by_the_client(client, tapped):
    tapped.response = Response(200, (("Content-Encoding", "gzip"),), gzip.compress(b"plain"))
    body = client.send("GET", URL).body
    assert (gzip.decompress(body) if client.name in {"http.client", "urllib"} else body) == b"plain"


def test_a_gzipped_request_is_recorded_as_sent(client, tapped):
    packed = gzip.compress(BODY)
    client.send("POST", URL, packed, {"Content-Encoding": "gzip"})
    assert tapped.last.body == packed
    assert tapped.last.content() == BODY


@pytest.mark.usefixtures("tapped")
def test_several_requests_go_over_one_session(client):
    with client.session() as send:
        bodies = [send("POST", URL, str(n).encode()).json["body"] for n in range(5)]
    assert bodies == ["0", "1", "2", "3", "4"]


def test_an_unknown_route_is_answered_too(client, tapped):
    tapped.response = Response(404, (), b"unknown")
    assert client.send("DELETE", "https://app.telecrm.in/no/such/thing").status == 404
    assert tapped.last.url == "https://app.telecrm.in/no/such/thing"


def test_other_hosts_are_untouched(client, tapped, real_url):
    assert client.send("POST", real_url + "/x", b"body").body == b"real body"
    assert tapped.requests == []


def test_an_assertion_error_of_the_answer_comes_out_unchanged_and_once(client, tapped):
    tapped.error = LeadsAssertionError("wrong")
    with pytest.raises(LeadsAssertionError) as caught:
        client.send("POST", URL, BODY)
    assert caught.value is tapped.error
    assert len(tapped.requests) == 1


def test_a_failure_of_pytest_in_the_answer_fails_the_test(client, tapped):
    tapped.error = pytest.fail.Exception("wrong")
    with pytest.raises(pytest.fail.Exception, match="wrong"):
        client.send("POST", URL, BODY)


def test_the_answer_carries_no_header_of_our_own_but_its_length(client, tapped):
    tapped.response = Response(200, (("Content-Type", "text/plain"),), b"told")
    names = [name.lower() for name in client.send("GET", URL).headers]
    assert names == ["content-type", "content-length"]


FAULTS = {
    "http.client": "ConnectionResetError",
    "urllib": "ConnectionResetError",
    "urllib3": "ProtocolError",
    "requests": "ConnectionError",
    "httpx": "ReadError",
    "httpx2": "ReadError",
    "aiohttp": "ClientOSError",
}


def test_a_connection_fault_looks_as_the_client_shows_a_real_one(client, tapped):
    tapped.error = ConnectionResetError(104, "Connection reset by peer")
    with pytest.raises(Exception) as caught:  # noqa: PT011  # each client has a class of its own
        client.send("POST", URL, BODY)
    assert type(caught.value).__name__ == FAULTS[client.name.removesuffix("-async")]


TIMEOUTS = {
    "http.client": "TimeoutError",
    "urllib": "TimeoutError",
    "urllib3": "ReadTimeoutError",
    "requests": "ReadTimeout",
    "httpx": "ReadTimeout",
    "httpx2": "ReadTimeout",
    "aiohttp": "ServerTimeoutError",
}


def test_a_timeout_looks_as_the_client_shows_a_real_one(client, tapped):
    tapped.error = TimeoutError("timed out")
    with pytest.raises(Exception) as caught:  # noqa: PT011  # each client has a class of its own
        client.send("POST", URL, BODY)
    assert type(caught.value).__name__ == TIMEOUTS[client.name.removesuffix("-async")]
