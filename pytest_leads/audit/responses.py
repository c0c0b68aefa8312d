"""Responses of HTTP clients as exchanges. The clients are told by their modules; none of them is imported."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pytest_leads.errors import UsageError
from pytest_leads.journal import Exchange
from pytest_leads.wire import Request, Response, Sender

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pytest_leads.wire import Headers


def client_of(evidence: Any) -> str:
    """Name of the client whose response this is, empty when it is none."""
    for ancestor in type(evidence).__mro__:
        client = ancestor.__module__.partition(".")[0]
        if client in _READERS and ancestor.__name__ in _RESPONSES:
            return client
    return ""


def exchanges_behind(response: Any, asked_by: str, *, needs_request_body: bool) -> Iterator[Exchange]:
    """The exchange that a response belongs to, after those that redirected to it.

    Raises:
        UsageError: the body was not read, or the request (or its body, where it is needed) is not to be had.
    """
    client = client_of(response)
    if needs_request_body and client in _WITHOUT_REQUEST_BODY:
        raise UsageError(
            f"{asked_by}: a response of {client} does not tell what the request's body was; "
            "give it leads_api.journal, or the decoded request body"
        )
    for one in [*_history(response), response]:
        yield _READERS[client](one, asked_by)


def _history(response: Any) -> list[Any]:
    history = getattr(response, "history", ())
    return list(history) if isinstance(history, list | tuple) else []


def _from_httpx(response: Any, asked_by: str) -> Exchange:
    """Httpx and httpx2 (read from 0.28 and 2.16): what was not read raises RuntimeErrors, or fails an assertion."""
    try:
        request = response.request
        sent, received = _sent_by_httpx(request), response.content
    except (RuntimeError, AssertionError) as error:
        raise UsageError(f"{asked_by}: this response does not show its exchange: {error}") from None
    return _exchange(
        client_of(response),
        Request(request.method, str(request.url), _pairs(request.headers.multi_items()), sent),
        # The body is unpacked already, so its encoding is no longer what it is in.
        Response(response.status_code, _decoded(response.headers.multi_items()), received),
    )


def _sent_by_httpx(request: Any) -> bytes:
    """Content of a request; after a redirect it has to be read anew from the stream that was sent again."""
    try:
        content: bytes = request.content
    except RuntimeError:
        content = request.read()
    return content


def _from_requests(response: Any, asked_by: str) -> Exchange:
    request = response.request
    if request is None:
        raise UsageError(f"{asked_by}: this response of requests has no request")
    body = request.body
    if body is not None and not isinstance(body, bytes | str):
        raise UsageError(f"{asked_by}: the request body was a stream and is gone; give it leads_api.journal")
    sent = body.encode() if isinstance(body, str) else body or b""
    return _exchange(
        "requests",
        Request(request.method, request.url, _pairs(request.headers.items()), sent),
        Response(response.status_code, _decoded(response.headers.items()), response.content),
    )


def _from_urllib3(response: Any, asked_by: str) -> Exchange:
    """A urllib3 response (read from 2.8) knows its URL and its method, not the request's headers and body."""
    if getattr(response, "_body", None) is None:
        raise UsageError(f"{asked_by}: the body was not read yet; use `response.data` before")
    url = response.geturl() or ""
    if url.startswith("/"):
        pool = getattr(response, "_pool", None)
        url = f"{getattr(pool, 'scheme', 'https')}://{getattr(pool, 'host', '')}{url}"
    method = getattr(getattr(response, "_original_response", None), "_method", None) or "POST"
    return _exchange(
        "urllib3",
        Request(method, url, (), UNKNOWN_BODY if method == "POST" else b""),
        Response(response.status, _decoded(response.headers.items()), response.data),
    )


def _from_aiohttp(response: Any, asked_by: str) -> Exchange:
    """An aiohttp response (read from 3.14) keeps its body once it was read."""
    body = getattr(response, "_body", None)
    if not isinstance(body, bytes):
        raise UsageError(f"{asked_by}: the body was not read yet; do `await response.read()` before")
    request = response.request_info
    sent = UNKNOWN_BODY if request.method == "POST" else b""
    return _exchange(
        "aiohttp",
        Request(request.method, str(request.url), _pairs(request.headers.items()), sent),
        Response(response.status, _decoded(response.headers.items()), body),
    )


_READERS: dict[str, Callable[[Any, str], Exchange]] = {
    "httpx": _from_httpx,
    "httpx2": _from_httpx,
    "requests": _from_requests,
    "urllib3": _from_urllib3,
    "aiohttp": _from_aiohttp,
}
#: Stands in for a request body that a response does not tell; it is no JSON, so no rule takes it for an empty one.
UNKNOWN_BODY = b"(not known from the response)"
_RESPONSES = frozenset({"Response", "BaseHTTPResponse", "HTTPResponse", "ClientResponse"})
_WITHOUT_REQUEST_BODY = frozenset({"urllib3", "aiohttp"})


def _exchange(client: str, request: Request, response: Response) -> Exchange:
    return Exchange(1, request, response, sender=Sender(client))


def _pairs(headers: Iterable[tuple[Any, Any]]) -> Headers:
    return tuple((_text(name), _text(value)) for name, value in headers)


def _text(value: Any) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)


def _decoded(headers: Iterable[tuple[Any, Any]]) -> Headers:
    return tuple(pair for pair in _pairs(headers) if pair[0].lower() != "content-encoding")
