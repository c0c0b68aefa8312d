"""Each fault through each client: it looks as it does over a socket, and nobody waits for a time-out."""

from __future__ import annotations

import asyncio
import json
import time

import aiohttp
import httpx
import pytest
import urllib3

from pytest_leads import Workspace
from pytest_leads.doors.loopback import loopback
from pytest_leads.doors.transport import AsyncLeadsTransport, LeadsTransport
from pytest_leads.interception import intercept
from pytest_leads.operations import HOSTS, SYNC_URL
from pytest_leads.session.record import Record
from pytest_leads.wire import Answer, Sender

PATH = "/enterprise/e1/lead"
URL = SYNC_URL + PATH
HEADERS = {"Authorization": "Bearer t", "Content-Type": "application/json"}
BODY = json.dumps({"fields": {"phone": "9999999999"}}).encode()
EACH = ["429", "500", "502", "503:retry_after=2", "reset", "reset:stored=false", "truncated", "malformed"]
EACH += ["latency:ms=5", "slow:ms=10", "slow:ms=10,stored=false"]
#: Longer than any client of these tests waits.
LONG = 400_000


@pytest.fixture
def record():
    return Record("test", Workspace)


@pytest.fixture
def faults(record):
    """The faults of what answers for the Leads hosts."""
    with intercept(HOSTS, record.answer):
        yield record.faults


def outcome(client, url):
    """What the caller of a client gets: status and body, or the error with all that it is."""
    try:
        reply = client.send("POST", url, BODY, HEADERS)
    except Exception as error:  # noqa: BLE001  # each client has classes of its own
        return [kind.__name__ for kind in type(error).__mro__]
    return reply.status, reply.body, {name.lower() for name in reply.headers} - {"connection", "content-length"}


@pytest.mark.parametrize("fault", EACH)
def test_a_fault_looks_the_same_here_as_over_a_socket(client, fault):
    here, there = Record("here", Workspace), Record("there", Workspace)
    here.faults.add(fault)
    there.faults.add(fault)
    with intercept(HOSTS, here.answer):
        intercepted = outcome(client, URL)
    with loopback(lambda request: Answer(there.answer(request, Sender("test")))) as server:
        assert outcome(client, f"{server.url}/autoupdate/v2{PATH}") == intercepted
    assert len(here.workspace.leads) == len(there.workspace.leads)
    assert [exchange.answered for exchange in here.journal] == [exchange.answered for exchange in there.journal]


LOST = {
    "http.client": ("ConnectionResetError", "IncompleteRead"),
    "urllib": ("ConnectionResetError", "IncompleteRead"),
    "urllib3": ("ProtocolError", "ProtocolError"),
    # With urllib3 1, requests does not look at the length.
    "requests": ("ConnectionError", 201 if urllib3.__version__.startswith("1.") else "ChunkedEncodingError"),
    "httpx": ("ReadError", "RemoteProtocolError"),
    "httpx2": ("ReadError", "RemoteProtocolError"),
    "aiohttp": ("ClientOSError", "ClientPayloadError"),
}


def test_a_reset_and_a_body_that_ends_too_early_are_the_clients_own_errors(client, faults):
    faults.replace(["reset:stored=false", "truncated"])
    errors = [outcome(client, URL)[0] for _ in range(2)]
    assert tuple(errors) == LOST[client.name.removesuffix("-async")]


TIMEOUTS = {
    "http.client": ("TimeoutError", "TimeoutError"),
    "urllib": ("TimeoutError", "TimeoutError"),
    "urllib3": ("ReadTimeoutError", "ReadTimeoutError"),
    "requests": ("ReadTimeout", "ConnectionError"),
    "httpx": ("ReadTimeout", "ReadTimeout"),
    "httpx2": ("ReadTimeout", "ReadTimeout"),
    "aiohttp": ("TimeoutError", "TimeoutError"),
}


def test_nobody_waits_for_a_wait_that_ends_in_a_timeout(client, faults, record):
    faults.replace([f"latency:ms={LONG}", f"slow:ms={LONG}"])
    begun = time.monotonic()
    errors = [outcome(client, URL)[0] for _ in range(2)]
    assert time.monotonic() - begun < 2
    assert tuple(errors) == TIMEOUTS[client.name.removesuffix("-async")]
    assert [exchange.is_hindered for exchange in record.journal] == [True, True]
    assert len(record.workspace.leads) == 1


def test_what_comes_late_comes_whole(client, faults, record):
    faults.replace(["latency:ms=20", "slow:ms=20"])
    begun = time.monotonic()
    with client.session() as send:
        assert [send("POST", URL, BODY, HEADERS).status for _ in range(2)] == [201, 409]
    assert time.monotonic() - begun >= 0.04
    assert not any(exchange.is_hindered for exchange in record.journal)


def test_the_request_after_a_fault_is_answered_as_ever(client, faults):
    faults.add("reset", stored=False)
    with client.session() as send:
        with pytest.raises(Exception):  # noqa: B017, PT011  # each client has a class of its own
            send("POST", URL, BODY, HEADERS)
        assert send("POST", URL, BODY, HEADERS).status == 201


def test_a_head_request_has_no_body_to_lose(client, faults):
    faults.replace(["truncated", "slow:ms=5", "malformed"])
    with client.session() as send:
        replies = [send("HEAD", URL, None, HEADERS) for _ in range(3)]
    assert [reply.body for reply in replies] == [b""] * 3


def seen_at_the_first_end(send, record, count=5):
    """How many requests had been sent when the first of them was done, all of them on one event loop."""
    seen = []

    async def one():
        await send()
        seen.append(len(record.journal))

    async def all_of_them():
        await asyncio.gather(*(one() for _ in range(count)))

    asyncio.run(all_of_them())
    return seen[0]


def test_an_event_loop_goes_on_while_httpx_waits(faults, record):
    faults.add("latency:ms=200,rate=1")

    async def send():
        async with httpx.AsyncClient(verify=False) as client:  # noqa: S501  # there is no TLS to verify
            await client.get(URL)

    assert seen_at_the_first_end(send, record) == 5


def test_an_event_loop_goes_on_while_aiohttp_waits(faults, record):
    faults.add("slow:ms=200,rate=1")

    async def send():
        async with aiohttp.ClientSession() as session, session.get(URL) as response:
            await response.read()

    assert seen_at_the_first_end(send, record) == 5


async def cancelled(send):
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.02):
            await send()


def test_a_caller_that_does_not_wait_has_given_up(faults, record):
    faults.add("latency:ms=60000,rate=1")

    async def through_httpx():
        async with httpx.AsyncClient(timeout=None, verify=False) as client:  # noqa: S113, S501  # the caller has its own
            await cancelled(lambda: client.get(URL))

    async def through_aiohttp():
        async with aiohttp.ClientSession() as session:
            await cancelled(lambda: session.get(URL))

    asyncio.run(through_httpx())
    asyncio.run(through_aiohttp())
    assert [exchange.is_hindered for exchange in record.journal] == [True, True]


@pytest.mark.parametrize("limit", [{"sock_read": 1}, {"total": 1}])
@pytest.mark.parametrize("fault", [f"latency:ms={LONG}", f"slow:ms={LONG}"])
def test_every_limit_of_aiohttp_counts(faults, limit, fault):
    faults.add(fault)

    async def send():
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(**limit)) as session, session.get(URL) as reply:
            await reply.read()

    begun = time.monotonic()
    with pytest.raises(TimeoutError):
        asyncio.run(send())
    assert time.monotonic() - begun < 0.5


@pytest.mark.skipif(aiohttp.__version__.startswith("3.9."), reason="aiohttp repeats since 3.10")
def test_aiohttp_repeats_a_get_by_itself_as_it_does_over_a_socket(faults, record):
    faults.add("reset")

    async def send():
        async with aiohttp.ClientSession(headers=HEADERS) as session, session.get(f"{URL}/l1") as response:
            return response.status

    assert asyncio.run(send()) == 404
    assert [exchange.answered for exchange in record.journal] == ["nothing, fault reset", "404"]


IN_PROCESS = {
    "reset": httpx.ReadError,
    "truncated": httpx.RemoteProtocolError,
    f"latency:ms={LONG}": httpx.ReadTimeout,
    f"slow:ms={LONG}": httpx.ReadTimeout,
    "slow:ms=5,stored=false": httpx.RemoteProtocolError,
}


@pytest.mark.parametrize("fault", IN_PROCESS)
def test_the_clients_of_the_kit_meet_faults_too(record, fault):
    record.faults.add(fault)
    with httpx.Client(transport=LeadsTransport(record.answer), headers=HEADERS) as client:
        with pytest.raises(IN_PROCESS[fault]) as caught:
            client.post(URL, content=BODY)
        assert caught.value.request.url == URL
        assert client.post(URL, content=BODY).status_code in {201, 409}


@pytest.mark.parametrize("fault", IN_PROCESS)
def test_so_do_the_asynchronous_ones(record, fault):
    record.faults.add(fault)

    async def send():
        async with httpx.AsyncClient(transport=AsyncLeadsTransport(record.answer), headers=HEADERS) as client:
            with pytest.raises(IN_PROCESS[fault]):
                await client.post(URL, content=BODY)
            return (await client.post(URL, content=BODY)).status_code

    assert asyncio.run(send()) in {201, 409}


def test_late_and_slow_answers_reach_the_clients_of_the_kit(record):
    record.faults.replace(["latency:ms=5", "slow:ms=5", "malformed"])
    with httpx.Client(transport=LeadsTransport(record.answer), headers=HEADERS) as client:
        assert client.post(URL, content=BODY).json()["lead_id"]
        assert client.post(URL, content=BODY).json()["error"]["code"] == "LEAD_ALREADY_EXISTS"
        with pytest.raises(json.JSONDecodeError):
            client.post(URL, content=BODY).json()
