"""The mocks that the authors of the examples have written by hand.

They answer as an integrator believes that the Leads API answers: all is saved, all is found.
With ``--leads`` they step aside, and the simulator of pytest-leads answers instead.
"""

import io
import json
import urllib.request
from urllib.parse import urlsplit

import aiohttp
import httpx
import pytest
import requests

LEAD_ID = "603d2b2f9b1e8a001c8e4f5c"
LEAD = {"id": LEAD_ID, "fields": {"name": "Asha Rao", "phone": "919812345670"}}
PIPELINE = {"leadStages": [{"stageType": "WON", "activeStatuses": [{"label": "Won"}]}]}


def answer(url: str) -> tuple[int, dict]:
    """Status and body that an integrator expects from ``url``."""
    path = urlsplit(url).path
    if path.endswith("/lead-stage-pipeline"):
        return 200, PIPELINE
    if path.endswith("/lead/search"):
        return 200, {"data": [LEAD], "total_count": 1, "skip": 0, "limit": 100}
    if path.endswith("/lead"):
        return 201, {"lead_id": LEAD_ID, "actions": [], "remarks": []}
    return 200, {"fields": LEAD["fields"]}


@pytest.fixture(autouse=True)
def naive_mock(request, monkeypatch):
    if request.config.getoption("leads", default=False):
        return
    monkeypatch.setattr(requests.Session, "send", send_by_requests)
    monkeypatch.setattr(urllib.request, "urlopen", open_by_urllib)
    monkeypatch.setattr(httpx.Client, "send", send_by_httpx)
    monkeypatch.setattr(httpx.AsyncClient, "send", send_by_async_httpx)
    monkeypatch.setattr(aiohttp.ClientSession, "post", PostByAiohttp)


def send_by_requests(_session, request, **_options):
    response = requests.Response()
    response.status_code, body = answer(request.url)
    response.raw = io.BytesIO(json.dumps(body).encode())
    return response


def open_by_urllib(request, **_options):
    _, body = answer(request.full_url)
    return io.BytesIO(json.dumps(body).encode())


def send_by_httpx(_client, request, **_options):
    status, body = answer(str(request.url))
    return httpx.Response(status, json=body, request=request)


async def send_by_async_httpx(client, request, **options):
    return send_by_httpx(client, request, **options)


class PostByAiohttp:
    ok = True

    def __init__(self, url, **_options):
        self.status, self.body = answer(url)

    async def __aenter__(self):
        return self

    async def __aexit__(self, *_error):
        pass

    async def json(self):
        return self.body

    def raise_for_status(self):
        pass
