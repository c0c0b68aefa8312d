"""Recordings made by hand, and clients that are answered by a responder."""

import asyncio
import json
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import aiohttp
import httpx
import pytest
import requests

from pytest_leads.interception import intercept
from pytest_leads.operations import HOSTS
from pytest_leads.recordings import Cassette, Interaction
from pytest_leads.wire import Request, Response

SYNC = "https://next.telecrm.in/autoupdate/v2/enterprise/64f1a2b3c4d5e6f708192a3b"
ASYNC = "https://next-api.telecrm.in/enterprise/64f1a2b3c4d5e6f708192a3b"
JSON = (("Content-Type", "application/json"),)


def interaction(method, path, body=None, status=200, answer=None, *, place="interactions[0]", base=SYNC):  # noqa: PLR0913  # a whole exchange
    sent = b"" if body is None else json.dumps(body).encode()
    headers = (("Authorization", "Bearer s3cr3t"), *JSON)
    return Interaction(
        Request(method, base + path, headers, sent), Response(status, JSON, json.dumps(answer).encode()), place
    )


def cassette(*interactions, path="own.yaml", **more):
    return Cassette(Path(path), tuple(interactions), **more)


@contextmanager
def answered_by(responder):
    """Every HTTP client is answered by ``responder`` while this lasts."""
    with intercept(HOSTS, lambda request, _sender: responder(request).response):
        yield


def by_requests(method, url, body, headers):
    response = requests.request(method, url, data=body, headers=headers, timeout=5)
    return response.status_code, response.content


def by_urllib(method, url, body, headers):
    request = urllib.request.Request(url, body or None, headers, method=method)  # noqa: S310  # a recorded address
    try:
        with urllib.request.urlopen(request, timeout=5) as got:  # noqa: S310  # as above
            return got.status, got.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


def by_httpx(method, url, body, headers):
    response = httpx.request(method, url, content=body, headers=headers)
    return response.status_code, response.content


def by_async_httpx(method, url, body, headers):
    async def send():
        async with httpx.AsyncClient() as client:
            return await client.request(method, url, content=body, headers=headers)

    response = asyncio.run(send())
    return response.status_code, response.content


def by_aiohttp(method, url, body, headers):
    async def send():
        async with aiohttp.ClientSession() as session, session.request(method, url, data=body, headers=headers) as got:
            return got.status, await got.read()

    return asyncio.run(send())


CLIENTS = {
    "requests": by_requests,
    "urllib": by_urllib,
    "httpx": by_httpx,
    "httpx-async": by_async_httpx,
    "aiohttp": by_aiohttp,
}


@pytest.fixture(params=CLIENTS)
def send(request):
    """One client: a function that sends a request and gives status and body."""
    return CLIENTS[request.param]
