from __future__ import annotations

import pytest
import urllib3
from urllib3.util import SKIP_HEADER

pytestmark = pytest.mark.skipif(urllib3.__version__.startswith("1."), reason="urllib3 2 has the short way")

URL = "https://next.telecrm.in/autoupdate/v2/enterprise/e1/lead?limit=1"

HEADERS = {
    "none": {},
    "usual": {"Authorization": "Bearer t", "Content-Type": "application/json", "Accept": "*/*"},
    "spaced": {"X-Spaced": "  a b  ", "X-Empty": ""},
    "its-own": {"HOST": "other", "accept-encoding": "gzip", "User-Agent": "mine/1"},
    "length": {"content-length": "2"},
    "skipped": {"User-Agent": SKIP_HEADER, "Accept-Encoding": SKIP_HEADER},
    "latin": {"X-Latin": "caf\xe9"},
    "bytes": {"X-Bytes": b"value"},
    "chunked": {"Transfer-Encoding": "chunked"},
}


def sent(tapped, method, body, headers, url=URL):
    with urllib3.PoolManager(retries=False) as pool:
        pool.request(method, url, body=body, headers=headers)
    return tapped.last


@pytest.mark.parametrize("url", [URL, URL.replace(".in", ".in:8443")])
@pytest.mark.parametrize("headers", HEADERS.values(), ids=HEADERS.keys())
def test_the_short_way_tells_the_same_as_the_long_one(tapped, headers, url):
    short = sent(tapped, "POST", b"{}", headers, url)
    long = sent(tapped, "POST", bytearray(b"{}"), headers, url)  # not bytes: goes the long way
    assert short == long


def test_a_header_given_twice_is_sent_twice(tapped):
    headers = urllib3.HTTPHeaderDict([("X-Twice", "a"), ("X-Twice", "b")])
    short, long = (sent(tapped, "POST", body, headers) for body in (b"{}", bytearray(b"{}")))
    assert short == long
    assert [value for name, value in short.headers if name == "X-Twice"] == ["a", "b"]


def test_a_request_without_a_body_says_so_as_urllib3_does(tapped):
    assert sent(tapped, "GET", None, {}).header("content-length") is None
    assert sent(tapped, "POST", None, {}).header("content-length") == "0"


@pytest.mark.parametrize(
    "headers",
    [{"X-Bad": "a\nb"}, {"X:Bad": "a"}, {"": "a"}, {"X-Bad": "\u20ac"}],
    ids=["value", "name", "empty", "euro"],
)
def test_a_header_that_urllib3_refuses_is_refused(tapped, headers):
    with pytest.raises(ValueError):  # noqa: PT011  # the text is http.client's
        sent(tapped, "POST", b"{}", headers)
    assert tapped.requests == []


def test_one_connection_serves_several_requests(tapped):
    with urllib3.HTTPSConnectionPool("next.telecrm.in", maxsize=1) as pool:
        for n in range(3):
            assert pool.request("POST", "/x", body=str(n).encode()).status == 200
    assert [request.body for request in tapped.requests] == [b"0", b"1", b"2"]
