from __future__ import annotations

import asyncio
import http.client
import json
import threading
import urllib.request
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import aiohttp
import httpx
import httpx2
import pytest
import requests
import urllib3

from pytest_leads.interception import active_patches, intercept
from pytest_leads.operations import HOSTS
from pytest_leads.wire import Response

PROXY_VARIABLES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY")


@dataclass
class Echo:
    """Answers with what it was asked, and remembers who asked."""

    requests: list = field(default_factory=list)
    senders: list = field(default_factory=list)
    response: Response | None = None
    error: BaseException | None = None

    def __call__(self, request, sender):
        self.requests.append(request)
        self.senders.append(sender)
        if self.error is not None:
            raise self.error
        told = json.dumps({"method": request.method, "url": request.url, "body": request.body.decode("latin-1")})
        return self.response or Response(200, (("Content-Type", "application/json"),), told.encode())

    @property
    def last(self):
        return self.requests[-1]


@dataclass(frozen=True)
class Client:
    """One client library: ``send`` makes a request of its own, ``session`` gives something that sends several."""

    name: str
    session: object

    def send(self, method, url, body=None, headers=None):
        with self.session() as send:
            return send(method, url, body, headers)


@dataclass(frozen=True)
class Reply:
    status: int
    headers: dict
    body: bytes

    @property
    def json(self):
        return json.loads(self.body)


class _Session:
    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


class HttpClientSession(_Session):
    def __init__(self):
        self.connections = {}

    def __call__(self, method, url, body=None, headers=None):
        parts = urlsplit(url)
        cls = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        if parts.netloc not in self.connections:
            self.connections[parts.netloc] = cls(parts.netloc, timeout=5)
        connection = self.connections[parts.netloc]
        connection.request(method, url.partition(parts.netloc)[2] or "/", body, headers or {})
        response = connection.getresponse()
        return Reply(response.status, dict(response.headers), response.read())

    def close(self):
        for connection in self.connections.values():
            connection.close()


class UrllibSession(_Session):
    def __call__(self, method, url, body=None, headers=None):
        request = urllib.request.Request(url, body, headers or {}, method=method)  # noqa: S310  # the URLs are our own
        try:
            with urllib.request.urlopen(request, timeout=5) as response:  # noqa: S310  # as above
                return Reply(response.status, dict(response.headers), response.read())
        except urllib.error.HTTPError as error:
            with error:
                return Reply(error.code, dict(error.headers), error.read())

    def close(self):
        pass


class Urllib3Session(_Session):
    def __init__(self):
        self.pool = urllib3.PoolManager(retries=False, timeout=5)

    def __call__(self, method, url, body=None, headers=None):
        response = self.pool.request(method, url, body=body, headers=headers, redirect=False)
        return Reply(response.status, dict(response.headers), response.data)

    def close(self):
        self.pool.clear()


class RequestsSession(_Session):
    def __init__(self):
        self.real = requests.Session()

    def __call__(self, method, url, body=None, headers=None):
        response = self.real.request(method, url, data=body, headers=headers, timeout=5, allow_redirects=False)
        return Reply(response.status_code, dict(response.headers), response.content)

    def close(self):
        self.real.close()


class HttpxSession(_Session):
    def __init__(self, library):
        self.real = library.Client(timeout=5)

    def __call__(self, method, url, body=None, headers=None):
        response = self.real.request(method, url, content=body, headers=headers)
        return Reply(response.status_code, dict(response.headers), response.content)

    def close(self):
        self.real.close()


class _AsyncSession(_Session):
    def __init__(self):
        self.runner = asyncio.Runner()
        self.real = self.runner.run(self.open())

    def __call__(self, method, url, body=None, headers=None):
        return self.runner.run(self.send(method, url, body, headers))

    def close(self):
        self.runner.run(self.shut())
        self.runner.close()


class HttpxAsyncSession(_AsyncSession):
    def __init__(self, library):
        self.library = library
        super().__init__()

    async def open(self):
        return self.library.AsyncClient(timeout=5)

    async def send(self, method, url, body, headers):
        response = await self.real.request(method, url, content=body, headers=headers)
        return Reply(response.status_code, dict(response.headers), response.content)

    async def shut(self):
        await self.real.aclose()


class AiohttpSession(_AsyncSession):
    async def open(self):
        return aiohttp.ClientSession(trust_env=True)

    async def send(self, method, url, body, headers):
        async with self.real.request(method, url, data=body, headers=headers, allow_redirects=False) as response:
            return Reply(response.status, dict(response.headers), await response.read())

    async def shut(self):
        await self.real.close()


CLIENTS = {
    client.name: client
    for client in (
        Client("http.client", HttpClientSession),
        Client("urllib", UrllibSession),
        Client("urllib3", Urllib3Session),
        Client("requests", RequestsSession),
        Client("httpx", lambda: HttpxSession(httpx)),
        Client("httpx-async", lambda: HttpxAsyncSession(httpx)),
        Client("httpx2", lambda: HttpxSession(httpx2)),
        Client("httpx2-async", lambda: HttpxAsyncSession(httpx2)),
        Client("aiohttp", AiohttpSession),
    )
}


@pytest.fixture(params=CLIENTS.values(), ids=CLIENTS.keys())
def client(request):
    return request.param


@pytest.fixture
def echo():
    return Echo()


@pytest.fixture
def tapped(echo):
    """The echo answers for all Leads hosts."""
    with intercept(HOSTS, echo):
        yield echo


@pytest.fixture(autouse=True)
def clean(monkeypatch):
    """No proxies of the machine's own; no patch left behind."""
    for name in PROXY_VARIABLES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    yield
    assert active_patches() == []


class _RealHandler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1
    disable_nagle_algorithm = True

    def do_POST(self):
        length = int(self.headers.get("Content-Length", 0))
        body = b"real " + self.rfile.read(length)
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST  # noqa: N815  # http.server's name

    def log_message(self, *_):
        pass


class _RealServer(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False


@pytest.fixture
def real_url():
    """A server that is really there, as ``http://localhost:port``."""
    with _RealServer(("127.0.0.1", 0), _RealHandler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.005})
        thread.start()
        yield f"http://localhost:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture
def look_ups(monkeypatch):
    """Every name that is looked up, below the interception."""
    import socket

    names = []
    real = socket.getaddrinfo

    def getaddrinfo(host, *args, **kwargs):
        names.append(host)
        return real(host, *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    return names
