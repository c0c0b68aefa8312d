"""HAR 1.2 files, as browsers and proxies write them."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from datetime import date
from reprlib import repr as brief
from typing import TYPE_CHECKING, Any

from pytest_leads.recordings.cassette import (
    Cassette,
    Interaction,
    RecordingError,
    check_url,
    is_of_the_api,
)
from pytest_leads.wire import Request, Response

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_leads.wire import Headers

#: Stands for a body that was sent and that the file does not hold; it is no JSON, so no rule takes it for one.
NOT_HELD = b"(not in the recording)"


def is_har(data: Any) -> bool:
    """Whether decoded JSON is a HAR."""
    return isinstance(data, Mapping) and isinstance(data.get("log"), Mapping)


def cassette_of(path: Path, data: Mapping[str, Any]) -> Cassette:
    """The entries of a HAR; those for the Leads API that got no response are skipped, and it is said.

    Raises:
        RecordingError: there are no entries, or one is no entry.
    """
    entries = data["log"].get("entries")
    if not isinstance(entries, list):
        raise RecordingError(f"{path}: log.entries is missing; a HAR has a list there")
    interactions, skipped = [], []
    for number, entry in enumerate(entries):
        place = f"log.entries[{number}]"
        sent = _request(path, entry, place)
        if not _answered(entry):
            skipped += [f"{place}: no response was recorded"] if is_of_the_api(sent) else []
            continue
        try:
            got = _response(path, entry["response"], f"{place}.response")
        except RecordingError:
            if is_of_the_api(sent):
                raise
            continue  # a browser records all that it does: what is no business of ours must not stand in the way
        interactions.append(Interaction(sent, got, place))
    return Cassette(path, tuple(interactions), _day(entries), tuple(skipped))


def _answered(entry: Mapping[str, Any]) -> bool:
    """Whether there is a response; a request that was cancelled or blocked has the status 0, or none."""
    response = entry.get("response")
    return isinstance(response, Mapping) and response.get("status") not in (0, -1, None)  # no set: it may be anything


def _request(path: Path, entry: Any, place: str) -> Request:
    request = entry.get("request") if isinstance(entry, Mapping) else None
    if not isinstance(request, Mapping):
        raise RecordingError(f"{path}: {place}.request is missing")
    method, url = request.get("method"), request.get("url")
    if not isinstance(method, str) or not isinstance(url, str):
        raise RecordingError(f"{path}: {place}.request.method or .url is missing")
    check_url(path, url, f"{place}.request.url")
    return Request(method.upper(), url, _headers(request), _sent(request))


def _response(path: Path, response: Mapping[str, Any], place: str) -> Response:
    status = response["status"]
    if not isinstance(status, int) or isinstance(status, bool):
        raise RecordingError(f"{path}: {place}.status = {brief(status)}; a number is needed")
    content = response.get("content")
    body = _received(path, content if isinstance(content, Mapping) else {}, f"{place}.content")
    return Response(status, _headers(response), body)


def _headers(message: Mapping[str, Any]) -> Headers:
    """Headers without those of HTTP/2's own, and without the coding that the text no longer has."""
    given = message.get("headers")
    rows = [row for row in given if isinstance(row, Mapping)] if isinstance(given, list) else []
    pairs = [(str(row.get("name", "")), str(row.get("value", ""))) for row in rows]
    return tuple((n, v) for n, v in pairs if n and not n.startswith(":") and n.lower() != "content-encoding")


def _sent(request: Mapping[str, Any]) -> bytes:
    data = request.get("postData")
    text = data.get("text") if isinstance(data, Mapping) else None
    return _encoded(text) if isinstance(text, str) else _unless_empty(request.get("bodySize"))


def _received(path: Path, content: Mapping[str, Any], place: str) -> bytes:
    text = content.get("text")
    if not isinstance(text, str):
        return _unless_empty(content.get("size"))
    if content.get("encoding") != "base64":
        return _encoded(text)
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise RecordingError(f"{path}: {place}.text is no base64: {error}") from None


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _unless_empty(size: Any) -> bytes:
    return NOT_HELD if isinstance(size, int) and size > 0 else b""


def _day(entries: list[Any]) -> date | None:
    """The day of the first entry."""
    started = entries[0].get("startedDateTime") if entries and isinstance(entries[0], Mapping) else None
    try:
        return date.fromisoformat(str(started)[:10])
    except ValueError:
        return None
