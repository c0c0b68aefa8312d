"""One request through each client that is present, to a name that can never resolve: is it intercepted?"""

from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING, Any

from pytest_leads.interception import taps
from pytest_leads.interception.importing import executed
from pytest_leads.wire import Response

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterable

    from pytest_leads.wire import Request, Sender

#: Reserved by RFC 6761: no resolver may ever find it.
HOST = "leads-self-check.invalid"
URL = f"http://{HOST}/"


def _http_client() -> None:
    import http.client

    connection = http.client.HTTPConnection(HOST, timeout=1)
    connection.request("GET", "/")
    connection.getresponse().read()
    connection.close()


def _urllib() -> None:
    import urllib.request

    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    opener.open(URL, timeout=1).close()


def _urllib3() -> None:
    import urllib3

    with urllib3.PoolManager(retries=False, timeout=1) as manager:
        manager.request("GET", URL)


def _requests() -> None:
    import requests

    with requests.Session() as session:
        session.trust_env = False
        session.get(URL, timeout=1).close()


def _bare_context() -> Any:
    """A TLS context without certificates: nothing is verified with it, and it costs next to nothing."""
    import ssl

    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def _httpx(name: str) -> None:
    with sys.modules[name].Client(verify=_bare_context(), trust_env=False, timeout=1) as client:
        client.get(URL)


async def _httpx_async(name: str) -> None:
    async with sys.modules[name].AsyncClient(verify=_bare_context(), trust_env=False, timeout=1) as client:
        await client.get(URL)


def _httpcore(name: str) -> None:
    with sys.modules[name].ConnectionPool() as pool:
        pool.request("GET", URL)


async def _aiohttp() -> None:
    import aiohttp

    # This resolver asks Python, so that the backstop sees the name if the interception does not.
    connector = aiohttp.TCPConnector(resolver=aiohttp.ThreadedResolver())
    async with aiohttp.ClientSession(connector=connector) as session, session.get(URL):
        pass


_SYNC: dict[str, Callable[[], None]] = {
    "http.client": _http_client,
    "urllib.request": _urllib,
    "urllib3": _urllib3,
    "requests": _requests,
    "httpcore": lambda: _httpcore("httpcore"),
    "httpcore2": lambda: _httpcore("httpcore2"),
    "httpx": lambda: _httpx("httpx"),
    "httpx2": lambda: _httpx("httpx2"),
}
_ASYNC: dict[str, Callable[[], Coroutine[Any, Any, None]]] = {
    "httpx": lambda: _httpx_async("httpx"),
    "httpx2": lambda: _httpx_async("httpx2"),
    "aiohttp": _aiohttp,
}


def present() -> list[str]:
    """Return the clients that are imported, completely, at this moment."""
    return [name for name in {**_SYNC, **_ASYNC} if executed(name)]


def self_check(clients: Iterable[str] | None = None) -> list[str]:
    """Send one request through each client; return a sentence for each that would have gone to the network.

    Only a client whose request reaches the backstop is a problem. One whose request was answered, or refused, by
    a mock library above us is not.
    """
    problems = []
    for client in present() if clients is None else clients:
        for kind, send in _senders(client):
            if _escapes(send):
                problems.append(
                    f"pytest-leads cannot intercept {client} {_version(client)}{kind}: its requests would go to the "
                    "network. Use a version that pytest-leads is tested with, or run with -p no:leads."
                )
    return problems


def _senders(client: str) -> list[tuple[str, Callable[[], None]]]:
    found: list[tuple[str, Callable[[], None]]] = []
    if client in _SYNC:
        found.append(("", _SYNC[client]))
    if client in _ASYNC:
        start = _ASYNC[client]
        found.append((" (async)", lambda: _on_a_private_loop(start)))
    return found


def _escapes(send: Callable[[], None]) -> bool:
    escapes: list[str] = []

    def answer(_request: Request, _sender: Sender) -> Response:
        return Response(204)

    tap = taps.Interception(frozenset({HOST}), answer, escapes.append)
    taps.add(tap)
    try:
        send()
    except Exception:  # noqa: BLE001  # whatever came of it: only what reached the backstop counts
        return bool(escapes)
    finally:
        taps.drop(tap)
    return bool(escapes)


def _on_a_private_loop(start: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Run in a thread of its own, on a loop of its own: the caller's loop and policy stay as they are."""
    import asyncio

    def run() -> None:
        try:
            with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
                runner.run(start())
        except Exception:  # noqa: BLE001  # see _escapes
            return

    thread = threading.Thread(target=run, name="leads-self-check")
    thread.start()
    thread.join()


def _version(client: str) -> str:
    if client in {"http.client", "urllib.request"}:
        return f"of Python {sys.version.split()[0]}"
    return str(getattr(sys.modules[client], "__version__", "(unknown version)"))
