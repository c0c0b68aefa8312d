from __future__ import annotations

import asyncio
import http.client
import threading
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from urllib.request import urlopen

import aiohttp
import httpx
import httpx2
import pytest
import requests
from requests import post

from pytest_leads.interception import active_patches, ensure, intercept
from pytest_leads.interception.taps import active
from pytest_leads.operations import HOSTS
from pytest_leads.wire import Response

URL = "https://next.telecrm.in/autoupdate/v2/enterprise/e1/lead"


def test_a_session_that_is_older_than_the_interception_is_answered(client, echo):
    with client.session() as send, intercept(HOSTS, echo):
        assert send("POST", URL, b"x").status == 200


def test_a_connection_kept_alive_from_before_is_not_used_nor_one_of_ours_after(client, echo, real_url):
    with client.session() as send:
        assert send("POST", real_url + "/x", b"1").body == b"real 1"
        with intercept({"localhost"}, echo):
            assert send("POST", real_url + "/x", b"2").json["body"] == "2"
            assert send("POST", real_url + "/x", b"3").json["body"] == "3"
        assert send("POST", real_url + "/x", b"4").body == b"real 4"


@pytest.mark.usefixtures("tapped")
def test_names_imported_early_are_answered():
    assert post(URL, json={}, timeout=5).status_code == 200
    with urlopen(URL, timeout=5) as response:
        assert response.status == 200


def test_requests_from_16_threads_are_all_answered_rightly(client, look_ups, echo):
    def work(first):
        with client.session() as send:
            return [send("POST", URL, str(n).encode()).json["body"] == str(n) for n in range(first, first + 40)]

    with intercept(HOSTS, echo), ThreadPoolExecutor(16) as pool:
        right = [answer for answers in pool.map(work, range(0, 640, 40)) for answer in answers]
    assert right == [True] * 640
    assert len(echo.requests) == 640
    assert HOSTS.isdisjoint(look_ups)


async def _gathered(post):
    async def one(n):
        return await post(str(n)) == str(n)

    return await asyncio.gather(*(one(n) for n in range(640)))


async def _aiohttp_gathered():
    async with aiohttp.ClientSession() as session:

        async def send(text):
            async with session.post(URL, data=text) as response:
                return (await response.json())["body"]

        return await _gathered(send)


async def _httpx_gathered(library):
    async with library.AsyncClient() as client:

        async def send(text):
            return (await client.post(URL, content=text)).json()["body"]

        return await _gathered(send)


@pytest.mark.parametrize(
    "gathered",
    [_aiohttp_gathered, lambda: _httpx_gathered(httpx), lambda: _httpx_gathered(httpx2)],
    ids=["aiohttp", "httpx", "httpx2"],
)
def test_640_tasks_on_one_session_are_all_answered_rightly(gathered, look_ups, echo):
    with intercept(HOSTS, echo):
        assert asyncio.run(gathered()) == [True] * 640
    assert HOSTS.isdisjoint(look_ups)


def test_the_newest_of_nested_interceptions_answers(client):
    def answering(body):
        return lambda _request, _sender: Response(200, (), body)

    with intercept(HOSTS, answering(b"outer")), intercept({"api.telecrm.in"}, answering(b"inner")):
        assert client.send("GET", "https://api.telecrm.in/x").body == b"inner"
        assert client.send("GET", "https://next.telecrm.in/x").body == b"outer"


def test_interceptions_may_end_in_any_order(echo):
    first, second = intercept(HOSTS, echo), intercept(HOSTS, echo)
    first.__enter__()
    second.__enter__()
    first.__exit__(None, None, None)
    assert requests.get(URL, timeout=5).status_code == 200
    second.__exit__(None, None, None)
    assert active_patches() == []


def test_a_crash_inside_leaves_nothing_behind(echo):
    before = http.client.HTTPConnection.connect, httpx.Client.send, urllib.request.urlopen
    with pytest.raises(ZeroDivisionError), intercept(HOSTS, echo):
        1 / 0  # noqa: B018  # the crash
    assert active_patches() == []
    assert not active()
    assert before == (http.client.HTTPConnection.connect, httpx.Client.send, urllib.request.urlopen)


def test_many_interceptions_at_once_count_right(echo):
    def work(_):
        for _ in range(20):
            with intercept(HOSTS, echo):
                assert requests.get(URL, timeout=5).status_code == 200

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(8)))
    assert len(echo.requests) == 160


def test_a_request_in_flight_when_the_interception_ends_gets_its_answer(client):
    asked, ended = threading.Event(), threading.Event()

    def slow(_request, _sender):
        asked.set()
        assert ended.wait(5)
        return Response(200, (), b"late")

    with ThreadPoolExecutor(1) as pool:
        with intercept(HOSTS, slow):
            future = pool.submit(client.send, "GET", URL)
            assert asked.wait(5)
        ended.set()
        assert future.result(5).body == b"late"


def test_a_redirect_between_leads_hosts_is_followed_by_the_client():
    def answer(request, _sender):
        if request.path == "/old":
            return Response(307, (("Location", "https://api.telecrm.in/new"),))
        return Response(200, (), request.url.encode() + b" " + request.body)

    old, new = "https://next.telecrm.in/old", b"https://api.telecrm.in/new x"
    with intercept(HOSTS, answer):
        assert requests.post(old, data=b"x", timeout=5).content == new
        assert httpx.post(old, content=b"x", follow_redirects=True).content == new
        assert httpx2.post(old, content=b"x", follow_redirects=True).content == new
        assert asyncio.run(_aiohttp_read(old, b"x")) == new


async def _aiohttp_read(url, data):
    async with aiohttp.ClientSession() as session, session.post(url, data=data) as response:
        return await response.read()


def test_a_redirect_to_another_host_leaves_the_interception(real_url):
    def answer(_request, _sender):
        return Response(302, (("Location", real_url + "/away"),))

    with intercept(HOSTS, answer):
        assert requests.get(URL, timeout=5).content == b"real "
        assert httpx.get(URL, follow_redirects=True).content == b"real "


def test_responses_can_be_streamed(tapped):
    tapped.response = Response(200, (), b"one\ntwo\n")
    with requests.get(URL, stream=True, timeout=5) as response:
        assert list(response.iter_lines()) == [b"one", b"two"]
    with httpx.stream("GET", URL) as response:
        assert list(response.iter_lines()) == ["one", "two"]
    assert asyncio.run(_aiohttp_lines()) == [b"one\n", b"two\n"]


async def _aiohttp_lines():
    async with aiohttp.ClientSession() as session, session.get(URL) as response:
        return [line async for line in response.content]


def test_a_streamed_response_may_be_left_unread(tapped):
    tapped.response = Response(200, (), b"x" * 100_000)
    with requests.Session() as session:
        for _ in range(3):
            session.get(URL, stream=True, timeout=5).close()
    assert len(tapped.requests) == 3


def test_httpx_hooks_and_extensions_work(tapped):
    seen = []
    hooks = {"request": [lambda r: seen.append(r.method)], "response": [lambda r: seen.append(r.status_code)]}
    with httpx.Client(event_hooks=hooks) as client:
        response = client.get(URL)
    assert seen == ["GET", 200]
    assert (response.http_version, response.reason_phrase) == ("HTTP/1.1", "OK")
    assert len(tapped.requests) == 1


def test_urllib3_sees_nothing_insecure_behind_a_proxy(tapped, recwarn):
    requests.get(URL, proxies={"https": "http://proxy.invalid:1"}, timeout=5)
    requests.get(URL, verify=False, timeout=5)  # noqa: S501  # the point of the test
    assert [warning.category.__name__ for warning in recwarn] == []
    assert len(tapped.requests) == 2


def test_a_foreign_unpatch_is_noticed_and_undone(echo):
    original = http.client.HTTPConnection.connect
    with intercept(HOSTS, echo):
        http.client.HTTPConnection.connect = original
        assert "http.client.HTTPConnection.connect" not in active_patches()
        ensure()
        assert "http.client.HTTPConnection.connect" in active_patches()
    assert http.client.HTTPConnection.connect is original


def test_a_foreign_patch_on_ours_is_left_alone(echo, monkeypatch):
    with intercept(HOSTS, echo):
        ours = http.client.HTTPConnection.connect
        calls = []

        def foreign(self):
            calls.append(self.host)
            ours(self)

        monkeypatch.setattr(http.client.HTTPConnection, "connect", foreign)
        ensure()
        connection = http.client.HTTPConnection("next.telecrm.in")
        connection.request("GET", "/")
        assert connection.getresponse().status == 200
        connection.close()
        assert calls == ["next.telecrm.in"]
    assert http.client.HTTPConnection.connect is foreign
    monkeypatch.undo()
    with intercept(HOSTS, echo):
        assert requests.get(URL, timeout=5).status_code == 200


def test_ensure_does_nothing_outside_of_an_interception():
    ensure()
    assert active_patches() == []
