"""In-process transports for httpx: a client built on one of these never touches a socket."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import httpx

from pytest_leads.wire import Request, Sender

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

    from pytest_leads.wire import Headers, Response

    Answering = Callable[[Request, Sender], Response]

_SENDER = Sender("httpx")


class LeadsTransport(httpx.BaseTransport):
    """A transport whose requests are answered by ``answer(request, sender)``."""

    def __init__(self, answer: Answering) -> None:
        self._answer = answer

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer one request."""
        request.read()
        response = self._answer(_request(request), _SENDER)
        if response.delivery is None:
            return _response(response, request)
        from pytest_leads.doors.arriving import stream

        body = stream(httpx, request, response.body, response.delivery)
        return _response(response, request, _Stream(body))


class AsyncLeadsTransport(httpx.AsyncBaseTransport):
    """The same for ``httpx.AsyncClient``."""

    def __init__(self, answer: Answering) -> None:
        self._answer = answer

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Answer one request."""
        await request.aread()
        response = self._answer(_request(request), _SENDER)
        if response.delivery is None:
            return _response(response, request)
        from pytest_leads.doors.arriving import stream_async

        body = await stream_async(httpx, request, response.body, response.delivery)
        return _response(response, request, _AsyncStream(body))


class _Stream(httpx.SyncByteStream):
    def __init__(self, body: Iterator[bytes]) -> None:
        self._body = body

    def __iter__(self) -> Iterator[bytes]:
        return self._body


class _AsyncStream(httpx.AsyncByteStream):
    def __init__(self, body: AsyncIterator[bytes]) -> None:
        self._body = body

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self._body


def _request(request: httpx.Request) -> Request:
    headers = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in request.headers.raw)
    return Request(request.method, str(request.url), headers, request.content)


@lru_cache(maxsize=64)
def _headers(headers: Headers) -> httpx.Headers:
    """Headers as httpx has them; the same few come again and again, and httpx copies what it is given."""
    return httpx.Headers(list(headers))


def _response(
    response: Response, request: httpx.Request, body: httpx.SyncByteStream | httpx.AsyncByteStream | None = None
) -> httpx.Response:
    headers = _headers(response.headers)
    if body is not None:
        return httpx.Response(response.status, headers=headers, stream=body, request=request)
    return httpx.Response(response.status, headers=headers, content=response.body, request=request)
