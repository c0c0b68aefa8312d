"""Scrubbing recordings that are there already: each in its place, in its own format, and nothing else of it changed."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any

from pytest_leads.recordings import har
from pytest_leads.recordings.cassette import Interaction
from pytest_leads.recordings.detection import SCRUBBED, is_placeholder
from pytest_leads.recordings.reading import read_recording
from pytest_leads.recordings.scrub import Scrubber
from pytest_leads.recordings.writing import write_atomically
from pytest_leads.wire import Request, Response

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytest_leads.settings import ScrubLevel


def scrub_file(path: Path, level: ScrubLevel = "all") -> int:
    """Scrub a cassette or HAR in its place: the number of messages that changed; none leaves the file untouched.

    Raises:
        RecordingError: the file cannot be read as a recording.
    """
    recorded = read_recording(path).interactions
    text = path.read_text("utf-8-sig")
    scrubber = Scrubber(level)
    if text.lstrip()[:1] == "{":
        data = json.loads(text)
        changes = _har(data, scrubber) if har.is_har(data) else _vcr(data, recorded, scrubber)
        new = json.dumps(data, indent=_indent(text), ensure_ascii=text.isascii()) + "\n"
    else:
        from vcr.serializers import yamlserializer

        data = yamlserializer.deserialize(text)
        changes = _vcr(data, recorded, scrubber)
        new = "".join(_comment(text)) + str(yamlserializer.serialize(data))
    if changes:
        write_atomically(path, new)
    return changes


def _comment(text: str) -> Iterator[str]:
    """The comment lines at the top of a file."""
    for line in text.splitlines(keepends=True):
        if not line.startswith("#"):
            return
        yield line


def _indent(text: str) -> int | None:
    """By how many blanks JSON is indented."""
    second = text.split("\n", 2)[1:2]
    return len(second[0]) - len(second[0].lstrip(" ")) or None if second else None


def _vcr(data: Any, recorded: tuple[Interaction, ...], scrubber: Scrubber) -> int:
    changes = 0
    for row, old, new in zip(data["interactions"], recorded, scrubber.interactions(recorded), strict=True):
        row["request"]["uri"] = new.request.url
        for message, before, after in (
            (row["request"], old.request, new.request),
            (row["response"], old.response, new.response),
        ):
            message["headers"] = _headers(message.get("headers"), scrubber)
            if before.body != after.body:
                _put_body(message, after.body)
        changes += (old.request != new.request) + (old.response != new.response)
    return changes


def _headers(headers: Any, scrubber: Scrubber) -> Any:
    """Headers in the shape in which they are: a list of values for each name, or a value."""
    if not isinstance(headers, dict):
        return headers
    return {
        name: [scrubber.header(str(name), str(value)) for value in values]
        if isinstance(values, list)
        else scrubber.header(str(name), str(values))
        for name, values in headers.items()
    }


def _put_body(message: dict[str, Any], body: bytes) -> None:
    """A body that changed is text, and no longer packed."""
    text = body.decode("utf-8", "replace")
    message["body"] = {"string": text} if isinstance(message.get("body"), dict) and "status" in message else text
    for name in [name for name in message["headers"] if str(name).lower() == "content-encoding"]:
        del message["headers"][name]


def _har(data: Any, scrubber: Scrubber) -> int:
    entries = [entry for entry in data["log"]["entries"] if isinstance(entry, dict)]
    scrubber.learn(Interaction(_request(entry), _response(entry)) for entry in entries)
    return sum(_scrub_message(entry.get(side), scrubber) for entry in entries for side in ("request", "response"))


def _request(entry: dict[str, Any]) -> Request:
    """What was sent, answered or not."""
    request = entry.get("request") or {}
    body = (request.get("postData") or {}).get("text")
    return Request(str(request.get("method")), str(request.get("url")), _pairs(request), str(body or "").encode())


def _response(entry: dict[str, Any]) -> Response:
    response = entry.get("response") or {}
    return Response(0, _pairs(response), _content(response.get("content") or {}).encode())


def _content(content: dict[str, Any]) -> str:
    text = str(content.get("text") or "")
    if content.get("encoding") == "base64":
        return base64.b64decode(text).decode("utf-8", "replace")
    return text


def _pairs(message: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    return tuple((str(row.get("name")), str(row.get("value"))) for row in message.get("headers") or [])


def _scrub_message(message: Any, scrubber: Scrubber) -> int:
    """Scrub one side of an entry in its place: 1 if it changed, else 0."""
    if not isinstance(message, dict):
        return 0
    before = json.dumps(message)
    for name in ("url", "redirectURL"):
        if message.get(name):
            message[name] = scrubber.url(str(message[name]))
    for row in message.get("headers") or []:
        row["value"] = scrubber.header(str(row.get("name")), str(row.get("value")))
    for row in message.get("cookies") or []:
        row["value"] = row.get("value") if is_placeholder(str(row.get("value"))) else SCRUBBED
    sent = message.get("postData") or {}
    for row in [*(message.get("queryString") or []), *(sent.get("params") or [])]:
        row["value"] = scrubber.value(str(row.get("name")), row.get("value"))
    if isinstance(sent.get("text"), str):
        sent["text"] = scrubber.body(sent["text"].encode()).decode()
    _scrub_content(message.get("content"), scrubber)
    return int(json.dumps(message) != before)


def _scrub_content(content: Any, scrubber: Scrubber) -> None:
    if not isinstance(content, dict) or not isinstance(content.get("text"), str):
        return
    if content.get("encoding") == "base64":
        plain = base64.b64decode(content["text"])
        new = scrubber.body(plain)
        content["text"] = base64.b64encode(new).decode() if new != plain else content["text"]
    else:
        content["text"] = scrubber.body(content["text"].encode()).decode()
