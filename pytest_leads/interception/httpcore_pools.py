"""httpcore and httpcore2, and what stands on them: httpx and httpx2.

The pool sees the whole URL whatever proxy is set, and stands below the mocks of httpx, which so keep precedence.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, NoReturn

from pytest_leads.http1 import framed, phrase
from pytest_leads.interception import taps
from pytest_leads.interception.framing import origin_of
from pytest_leads.interception.patching import Patch
from pytest_leads.interception.sender import sender
from pytest_leads.wire import Request

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from types import ModuleType

    from pytest_leads.interception.taps import Interception


def _tap(request: Any) -> Interception | None:
    return taps.find(request.url.host.decode("ascii"))


def _read(request: Any, body: bytes) -> Request:
    """Make our request of httpcore's."""
    url = request.url
    origin = origin_of(url.scheme.decode("ascii"), url.host.decode("ascii").lower(), url.port)
    headers = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in request.headers)
    return Request(request.method.decode("ascii"), origin + url.target.decode("ascii"), headers, body)


def _failed(core: ModuleType, error: OSError) -> NoReturn:
    """Raise what httpcore makes of a socket's error."""
    if isinstance(error, TimeoutError):
        raise core.ReadTimeout(str(error)) from error
    if isinstance(error, ConnectionRefusedError):
        raise core.ConnectError(str(error)) from error
    raise core.ReadError(str(error)) from error


def _answer(core: ModuleType, tap: Interception, request: Request) -> Any:
    try:
        response = tap.answer(request, sender(core.__name__))
    except OSError as error:
        _failed(core, error)
    headers, body = framed(request.method, response)
    return core.Response(
        response.status,
        headers=[(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers],
        content=body,
        extensions={"http_version": b"HTTP/1.1", "reason_phrase": phrase(response.status).encode("ascii")},
    )


def _handle(core: ModuleType, original: Callable[..., Any]) -> Callable[..., Any]:
    def handle_request(self: Any, request: Any) -> Any:
        tap = _tap(request)
        if tap is None:
            return original(self, request)
        return _answer(core, tap, _read(request, b"".join(request.stream)))

    return handle_request


def _handle_async(core: ModuleType, original: Callable[..., Any]) -> Callable[..., Any]:
    async def handle_async_request(self: Any, request: Any) -> Any:
        tap = _tap(request)
        if tap is None:
            return await original(self, request)
        return _answer(core, tap, _read(request, b"".join([part async for part in request.stream])))

    return handle_async_request


def httpcore_patches(module: ModuleType) -> Iterable[Patch]:
    """Patches for ``httpcore`` or ``httpcore2``; the pools for proxies inherit them."""
    yield Patch(module.ConnectionPool, "handle_request", functools.partial(_handle, module))
    yield Patch(module.AsyncConnectionPool, "handle_async_request", functools.partial(_handle_async, module))
