"""The in-process transports and the lock behind them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from pytest_leads.doors.transport import AsyncLeadsTransport, LeadsTransport
from pytest_leads.operations import SYNC_URL

LEADS = f"{SYNC_URL}/enterprise/e1/lead"
HEADERS = {"Authorization": "Bearer t"}


@pytest.fixture
def answer(api):
    return lambda request, _: api.handler(request).response


def test_an_httpx_client_reaches_the_workspace(api, answer):
    with httpx.Client(transport=LeadsTransport(answer), headers=HEADERS) as client:
        response = client.post(LEADS, json={"fields": {"phone": "9999999999", "name": "Zoë"}})
        assert response.status_code == 201
        assert client.post(f"{LEADS}/search?limit=1", json={}).json()["data"][0]["fields"]["name"] == "Zoë"
    assert len(api.workspace.leads) == 1


@pytest.mark.anyio
async def test_an_async_client_does_too(answer):
    async with httpx.AsyncClient(transport=AsyncLeadsTransport(answer), headers=HEADERS) as client:
        assert (await client.get(f"{LEADS}/search")).status_code == 404


@pytest.fixture
def anyio_backend():
    return "asyncio"


def test_streamed_bodies_are_read(answer):
    with httpx.Client(transport=LeadsTransport(answer), headers=HEADERS) as client:
        chunks = iter([b'{"fields": {"phone"', b': "9999999999"}}'])
        assert client.post(LEADS, content=chunks).status_code == 201


def test_sixteen_threads_get_right_answers(api):
    def save(number):
        phone = f"98765432{number % 40:02d}"
        created = api.post("/lead", {"fields": {"phone": phone}}).response.status
        found = api.post("/lead/search", {"fields": {"phone": phone}}).response.json()
        return created, found["total_count"]

    with ThreadPoolExecutor(16) as pool:
        outcomes = list(pool.map(save, range(320)))
    assert sorted(status for status, _ in outcomes) == [201] * 40 + [409] * 280
    assert {total for _, total in outcomes} == {1}
    assert len({lead.id for lead in api.workspace.leads}) == 40
