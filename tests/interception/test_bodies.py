from __future__ import annotations

import asyncio
import http.client
import io
import json
import urllib.request

import aiohttp
import httpx
import httpx2
import pytest
import requests
import urllib3

URL = "https://next.telecrm.in/autoupdate/v2/enterprise/e1/lead"
LEAD = {"fields": {"phone": "911234567890", "name": "Zoë"}}
TEXT = json.dumps(LEAD)
BYTES = TEXT.encode()
HALVES = (BYTES[:20], BYTES[20:])
JSON = {"Content-Type": "application/json"}


def file():
    return io.BytesIO(BYTES)


def generator():
    yield from HALVES


async def async_generator():
    for half in HALVES:
        yield half


def by_http_client(body, **kwargs):
    connection = http.client.HTTPSConnection("next.telecrm.in")
    connection.request("POST", "/x", body, JSON, **kwargs)
    connection.getresponse().read()
    connection.close()


def by_http_client_in_pieces():
    connection = http.client.HTTPSConnection("next.telecrm.in")
    connection.putrequest("POST", "/x")
    connection.putheader("Content-Length", str(len(BYTES)))
    connection.endheaders()
    for byte in BYTES:
        connection.send(bytes([byte]))
    connection.getresponse().read()
    connection.close()


def by_http_client_chunked():
    connection = http.client.HTTPSConnection("next.telecrm.in")
    connection.putrequest("POST", "/x")
    connection.putheader("Transfer-Encoding", "chunked")
    connection.endheaders()
    for half in HALVES:
        connection.send(f"{len(half):x};name=value\r\n".encode() + half[:3])
        connection.send(half[3:] + b"\r")
        connection.send(b"\n")
    connection.send(b"0\r\nTrailer: x\r\n\r")
    connection.send(b"\n")
    connection.getresponse().read()
    connection.close()


def by_urllib(data):
    urllib.request.urlopen(urllib.request.Request(URL, data, JSON)).close()


def by_urllib3(**kwargs):
    urllib3.PoolManager().request("POST", URL, **kwargs)


def by_httpx_async(**kwargs):
    async def send():
        async with httpx.AsyncClient() as client:
            await client.post(URL, **kwargs)

    asyncio.run(send())


def by_httpx2_async(**kwargs):
    async def send():
        async with httpx2.AsyncClient() as client:
            await client.post(URL, **kwargs)

    asyncio.run(send())


def by_aiohttp(**kwargs):
    async def send():
        async with aiohttp.ClientSession() as session, session.post(URL, **kwargs) as response:
            await response.read()

    asyncio.run(send())


WAYS = {
    "http.client-bytes": lambda: by_http_client(BYTES),
    "http.client-str": lambda: by_http_client(TEXT),
    "http.client-file": lambda: by_http_client(file()),
    "http.client-text-file": lambda: by_http_client(io.StringIO(TEXT)),
    "http.client-iterator": lambda: by_http_client(iter(HALVES)),
    "http.client-chunked": lambda: by_http_client(generator(), encode_chunked=True),
    "http.client-in-pieces": by_http_client_in_pieces,
    "http.client-chunks-by-hand": by_http_client_chunked,
    "urllib-bytes": lambda: by_urllib(BYTES),
    "urllib-file": lambda: by_urllib(file()),
    "urllib-iterator": lambda: by_urllib(iter(HALVES)),
    "urllib3-bytes": lambda: by_urllib3(body=BYTES),
    "urllib3-str": lambda: by_urllib3(body=TEXT),
    "urllib3-file": lambda: by_urllib3(body=file()),
    "urllib3-iterator": lambda: by_urllib3(body=generator()),
    "urllib3-chunked": lambda: urllib3.PoolManager().urlopen("POST", URL, body=BYTES, chunked=True),
    "requests-bytes": lambda: requests.post(URL, timeout=5, data=BYTES),
    "requests-str": lambda: requests.post(URL, timeout=5, data=TEXT),
    "requests-file": lambda: requests.post(URL, timeout=5, data=file()),
    "requests-generator": lambda: requests.post(URL, timeout=5, data=generator()),
    "requests-json": lambda: requests.post(URL, timeout=5, json=LEAD),
    "httpx-bytes": lambda: httpx.post(URL, content=BYTES),
    "httpx-str": lambda: httpx.post(URL, content=TEXT),
    "httpx-file": lambda: httpx.post(URL, content=file()),
    "httpx-generator": lambda: httpx.post(URL, content=generator()),
    "httpx-json": lambda: httpx.post(URL, json=LEAD),
    "httpx-async-bytes": lambda: by_httpx_async(content=BYTES),
    "httpx-async-generator": lambda: by_httpx_async(content=async_generator()),
    "httpx-async-json": lambda: by_httpx_async(json=LEAD),
    "httpx2-bytes": lambda: httpx2.post(URL, content=BYTES),
    "httpx2-generator": lambda: httpx2.post(URL, content=generator()),
    "httpx2-json": lambda: httpx2.post(URL, json=LEAD),
    "httpx2-async-generator": lambda: by_httpx2_async(content=async_generator()),
    "httpx2-async-json": lambda: by_httpx2_async(json=LEAD),
    "aiohttp-bytes": lambda: by_aiohttp(data=BYTES),
    "aiohttp-str": lambda: by_aiohttp(data=TEXT),
    "aiohttp-file": lambda: by_aiohttp(data=file()),
    "aiohttp-async-generator": lambda: by_aiohttp(data=async_generator()),
    "aiohttp-chunked": lambda: by_aiohttp(data=BYTES, chunked=True),
    "aiohttp-json": lambda: by_aiohttp(json=LEAD),
    "aiohttp-expect-100": lambda: by_aiohttp(json=LEAD, expect100=True),
    "requests-expect-100": lambda: requests.post(URL, timeout=5, json=LEAD, headers={"Expect": "100-continue"}),
}


@pytest.mark.parametrize("send", WAYS.values(), ids=WAYS.keys())
def test_a_body_arrives_whole_however_it_is_given(send, tapped):
    send()
    assert tapped.last.json() == LEAD
    assert len(tapped.requests) == 1


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_aiohttp_compresses_bodies_itself(tapped, encoding):
    by_aiohttp(data=BYTES, compress=encoding)
    assert tapped.last.body != BYTES
    assert tapped.last.header("content-encoding") == encoding
    assert tapped.last.json() == LEAD


def test_forms_arrive_as_forms(tapped):
    requests.post(URL, timeout=5, data={"a": "1"})
    httpx.post(URL, data={"a": "1"})
    by_aiohttp(data={"a": "1"})
    assert [request.body for request in tapped.requests] == [b"a=1"] * 3


def test_multipart_bodies_arrive_whole(tapped):
    requests.post(URL, timeout=5, files={"file": ("leads.csv", file())})
    httpx.post(URL, files={"file": ("leads.csv", file())})
    form = aiohttp.FormData()
    form.add_field("file", file(), filename="leads.csv")
    by_aiohttp(data=form)
    assert all(BYTES in request.body for request in tapped.requests)


def test_what_is_no_http_gets_a_400(tapped):
    connection = http.client.HTTPConnection("next.telecrm.in")
    connection.connect()
    connection.sock.sendall(b"nonsense\r\n\r\n")
    response = http.client.HTTPResponse(connection.sock)
    response.begin()
    assert response.status == 400
    response.close()
    connection.close()
    assert tapped.requests == []


def test_a_response_class_of_the_users_own_parses_real_bytes(tapped):
    class Mine(http.client.HTTPResponse):
        pass

    class Connection(http.client.HTTPSConnection):
        response_class = Mine

    connection = Connection("next.telecrm.in")
    for _ in range(2):
        connection.request("POST", "/x", BYTES)
        response = connection.getresponse()
        assert type(response) is Mine
        assert json.loads(response.read())["body"] == TEXT
    connection.close()
    assert len(tapped.requests) == 2


def test_a_fault_reaches_a_response_class_of_the_users_own_when_it_reads(tapped):
    class Mine(http.client.HTTPResponse):
        pass

    tapped.error = ConnectionResetError("reset")
    connection = http.client.HTTPSConnection("next.telecrm.in")
    connection.response_class = Mine
    connection.request("POST", "/x", BYTES)
    with pytest.raises(ConnectionResetError, match="reset"):
        connection.getresponse()
    connection.close()
