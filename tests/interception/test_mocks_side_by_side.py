from __future__ import annotations

import asyncio
import contextlib
import inspect
import unittest.mock

import aiohttp
import aioresponses
import httpx
import pytest
import requests
import requests_mock
import responses
import respx
import vcr

from pytest_leads.interception import ensure, intercept
from pytest_leads.interception.mocks import active_mocks, forget, mock_fixtures
from pytest_leads.operations import HOSTS
from pytest_leads.wire import Response

URL = "https://next.telecrm.in/autoupdate/v2/enterprise/e1/lead"


@pytest.fixture(autouse=True)
def forgotten():
    forget()
    yield
    forget()


def by_requests():
    return requests.get(URL, timeout=5).content


def by_httpx():
    return httpx.get(URL).content


def by_httpx_async():
    async def read():
        async with httpx.AsyncClient() as client:
            return (await client.get(URL)).content

    return asyncio.run(read())


def by_aiohttp():
    async def read():
        async with aiohttp.ClientSession() as session, session.get(URL) as response:
            return await response.read()

    return asyncio.run(read())


def responses_mock():
    mock = responses.RequestsMock()
    mock.add("GET", URL, body=b"mock")
    return mock


def requests_mocker():
    mock = requests_mock.Mocker()
    mock.get(URL, content=b"mock")
    return mock


def respx_mock():
    mock = respx.mock()
    mock.get(URL).respond(content=b"mock")
    return mock


def respx_httpx_mock():
    mock = respx.mock(using="httpx")
    mock.get(URL).respond(content=b"mock")
    return mock


class Answer(aiohttp.ClientResponse):
    """aioresponses 0.7.9 does not give its responses the ``stream_writer`` that aiohttp has wanted since."""

    def __init__(self, *args, **kwargs):
        if "stream_writer" in inspect.signature(aiohttp.ClientResponse.__init__).parameters:
            kwargs["stream_writer"] = unittest.mock.Mock()
        super().__init__(*args, **kwargs)


class Aioresponses(aioresponses.aioresponses):
    def __enter__(self):
        mock = super().__enter__()
        mock.get(URL, body=b"mock", response_class=Answer, repeat=True)
        return mock


def patched_session():
    return unittest.mock.patch.object(requests.Session, "request", return_value=unittest.mock.Mock(content=b"mock"))


def patched_function():
    return unittest.mock.patch("httpx.get", return_value=httpx.Response(200, content=b"mock"))


def patched_transport():
    return unittest.mock.patch(
        "httpcore.ConnectionPool.handle_request",
        autospec=True,
        side_effect=lambda *_: __import__("httpcore").Response(200, content=b"mock"),
    )


MOCKS = {
    "responses": (responses_mock, by_requests, "responses"),
    "requests-mock": (requests_mocker, by_requests, "requests-mock"),
    "respx": (respx_mock, by_httpx, "respx"),
    "respx-async": (respx_mock, by_httpx_async, "respx"),
    "respx-httpx": (respx_httpx_mock, by_httpx, "respx"),
    "aioresponses": (Aioresponses, by_aiohttp, "aioresponses"),
    "unittest.mock-method": (patched_session, by_requests, "unittest.mock"),
    "unittest.mock-function": (patched_function, by_httpx, "unittest.mock"),
    "unittest.mock-where-ours-is": (patched_transport, by_httpx, "unittest.mock"),
}
each_mock = pytest.mark.parametrize(("mock", "read", "name"), MOCKS.values(), ids=MOCKS.keys())


@pytest.fixture
def answered(echo):
    echo.response = Response(200, (), b"answered")
    return echo


@each_mock
def test_a_mock_answers_while_it_is_active_and_we_do_after_it(mock, read, name, answered, look_ups):
    with intercept(HOSTS, answered):
        assert active_mocks() == frozenset()
        with mock():
            assert read() == b"mock"
            ensure()
            assert read() == b"mock"
        assert read() == b"answered"
        assert active_mocks() == {name}
        forget()
        assert active_mocks() == frozenset()
    assert look_ups == []


@each_mock
def test_a_mock_that_is_older_than_the_interception_answers_too(mock, read, name, answered, look_ups):
    with contextlib.ExitStack() as mocked, contextlib.ExitStack() as intercepted:
        mocked.enter_context(mock())
        intercepted.enter_context(intercept(HOSTS, answered))
        assert read() == b"mock"
        mocked.close()
        ensure()
        assert read() == b"answered"
    assert look_ups == []
    assert name


def test_a_mock_that_outlives_the_interception_works_on(answered):
    mock = respx_mock()
    with intercept(HOSTS, answered):
        mock.start()
        assert by_httpx() == b"mock"
    assert by_httpx() == b"mock"
    mock.stop()
    with intercept(HOSTS, answered):
        assert by_httpx() == b"answered"


def test_a_mock_that_lives_on_is_told_for_the_next_test_too(answered):
    with intercept(HOSTS, answered), responses_mock():
        forget()
        assert active_mocks() == {"responses"}
        assert by_requests() == b"mock"


def test_pytest_httpx_answers_while_it_is_active(request, answered):
    with intercept(HOSTS, answered):
        mock = request.getfixturevalue("httpx_mock")
        mock.add_response(url=URL, content=b"mock")
        assert by_httpx() == b"mock"
        assert active_mocks() == frozenset()
        assert mock_fixtures(["httpx_mock", "tmp_path"]) == {"pytest-httpx"}
        request.getfixturevalue("monkeypatch").undo()
        assert by_httpx() == b"answered"


def test_monkeypatch_of_a_client_is_noticed_and_of_anything_else_is_not(monkeypatch, answered):
    class Mine:
        value = 1

    with intercept(HOSTS, answered):
        monkeypatch.setattr(Mine, "value", 2)
        monkeypatch.setattr("os.path.join", lambda *_: "")
        monkeypatch.undo()
        with unittest.mock.patch.object(Mine, "value", 3):
            pass
        assert active_mocks() == frozenset()
        monkeypatch.setattr("requests.get", lambda *_, **__: unittest.mock.Mock(content=b"mock"))
        assert by_requests() == b"mock"
        assert active_mocks() == {"monkeypatch"}
        monkeypatch.undo()
        assert by_requests() == b"answered"


@pytest.mark.parametrize("read", [by_requests, by_httpx, by_httpx_async, by_aiohttp])
def test_a_cassette_replays_what_it_recorded_through_us(read, answered, tmp_path, look_ups):
    path = str(tmp_path / "leads.yaml")
    with intercept(HOSTS, answered):
        with vcr.use_cassette(path, record_mode="new_episodes"):
            assert read() == b"answered"
        answered.response = Response(200, (), b"answered anew")
        with vcr.use_cassette(path, record_mode="none") as cassette:
            assert read() == b"answered"
            assert cassette.play_count == 1
        assert active_mocks() == {"vcrpy"}
        assert read() == b"answered anew"
    assert len(answered.requests) == 2
    assert look_ups == []


def test_a_cassette_that_is_open_when_the_interception_begins_is_no_obstacle(answered, tmp_path, look_ups):
    with vcr.use_cassette(str(tmp_path / "leads.yaml"), record_mode="new_episodes"), intercept(HOSTS, answered):
        assert by_requests() == b"answered"
        assert by_httpx() == b"answered"
    assert look_ups == []
