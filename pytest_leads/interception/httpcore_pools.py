"""httpcore and httpcore2, and what stands on them: httpx and httpx2.

The pool sees the whole URL whatever proxy is set, and stands below the mocks of httpx, which so keep precedence.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

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
    from pytest_leads.wire import Headers, Response


def _tap(request: Any) -> Interception | None:
    return taps.find(request.url.host.decode("ascii"))


def _read(request: Any, body: bytes) -> Request:
    """Make our request of httpcore's."""
    url = request.url
    origin = origin_of(url.scheme.decode("ascii"), url.host.decode("ascii").lower(), url.port)
    headers = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in request.headers)
    return Request(request.method.decode("ascii"), origin + url.target.decode("ascii"), headers, body)


def _answered(core: ModuleType, tap: Interception, request: Request) -> Response:
    try:
        return tap.answer(request, sender(core.__name__))
    except OSError as error:
        from pytest_leads.doors.arriving import failed

        failed(core, error)


def _response(core: ModuleType, response: Response, headers: Headers, content: Any) -> Any:
    return core.Response(
        response.status,
        headers=[(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers],
        content=content,
        extensions={"http_version": b"HTTP/1.1", "reason_phrase": phrase(response.status).encode("ascii")},
    )


def _handle(core: ModuleType, original: Callable[..., Any]) -> Callable[..., Any]:
    def handle_request(self: Any, request: Any) -> Any:
        tap = _tap(request)
        if tap is None:
            return original(self, request)
        sent = _read(request, b"".join(request.stream))
        response = _answered(core, tap, sent)
        headers, body = framed(sent.method, response)
        if response.delivery is None:
            return _response(core, response, headers, body)
        from pytest_leads.doors.arriving import stream

        return _response(core, response, headers, stream(core, request, body, response.delivery))

    return handle_request


def _handle_async(core: ModuleType, original: Callable[..., Any]) -> Callable[..., Any]:
    async def handle_async_request(self: Any, request: Any) -> Any:
        tap = _tap(request)
        if tap is None:
            return await original(self, request)
        sent = _read(request, b"".join([part async for part in request.stream]))
        response = _answered(core, tap, sent)
        headers, body = framed(sent.method, response)
        if response.delivery is None:
            return _response(core, response, headers, body)
        from pytest_leads.doors.arriving import stream_async

        return _response(core, response, headers, await stream_async(core, request, body, response.delivery))

    return handle_async_request


def httpcore_patches(module: ModuleType) -> Iterable[Patch]:
    """Patches for ``httpcore`` or ``httpcore2``; the pools for proxies inherit them."""
    yield Patch(module.ConnectionPool, "handle_request", functools.partial(_handle, module))
    yield Patch(module.AsyncConnectionPool, "handle_async_request", functools.partial(_handle_async, module))
