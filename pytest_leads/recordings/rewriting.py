"""Scrubbing recordings that are there already: each in its place, in its own format, and nothing else of it changed."""

from __future__ import annotations

import base64
import copy
import json
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_plus, urlencode

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
    data = _json(text)
    if data is not None:
        changes = _har(data, scrubber) if har.is_har(data) else _vcr(data, recorded, scrubber)
        new = json.dumps(data, indent=_indent(text), ensure_ascii=text.isascii() or "\\u" in text) + "\n"
    else:
        from vcr.serializers import yamlserializer

        data = yamlserializer.deserialize(text)
        changes = _vcr(data, recorded, scrubber)
        new = "".join(_comment(text)) + str(yamlserializer.serialize(data))
    if changes:
        write_atomically(path, new)
    return changes


def _json(text: str) -> Any:
    """Decoded JSON, ``None`` for what is YAML; braces are both."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


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
        before = copy.deepcopy(row)
        if old.request.url != new.request.url:
            row["request"]["uri"] = new.request.url
        for message, body, scrubbed in (
            (row["request"], old.request.body, new.request.body),
            (row["response"], old.response.body, new.response.body),
        ):
            message["headers"] = _headers(message.get("headers"), scrubber)
            if isinstance(message.get("url"), str):  # of aiohttp and httpx
                message["url"] = scrubber.url(message["url"])
            if body != scrubbed:
                _put_body(message, scrubbed)
        changes += sum(before[side] != row[side] for side in ("request", "response"))
    return changes


def _headers(headers: Any, scrubber: Scrubber) -> Any:
    """Headers in the shape in which they are: a list of values for each name, or a value."""
    if not isinstance(headers, dict):
        return headers
    return {
        name: [_header(str(name), value, scrubber) for value in values]
        if isinstance(values, list)
        else _header(str(name), values, scrubber)
        for name, values in headers.items()
    }


def _header(name: str, value: Any, scrubber: Scrubber) -> Any:
    """The value of a header; what does not change stays of its type."""
    if value is None:
        return None
    text = value.decode("latin-1") if isinstance(value, bytes) else str(value)
    new = scrubber.header(name, text)
    return value if new == text else new


def _put_body(message: dict[str, Any], body: bytes) -> None:
    """A body that changed: text where it can be, no longer packed, and of its own length."""
    key = "content" if message.get("body") is None and "content" in message else "body"
    try:
        new: Any = body.decode()
    except UnicodeDecodeError:
        new = body
    if isinstance(message[key], dict) and "base64_string" in message[key]:
        message[key] = {"base64_string": base64.b64encode(body).decode()}
    elif isinstance(message[key], dict) and ("status" in message or "status_code" in message):
        message[key] = {"string": new}
    else:
        message[key] = new
    headers = message["headers"] or {}
    for name in [name for name in headers if str(name).lower() == "content-encoding"]:
        del headers[name]
    for name in [name for name in headers if str(name).lower() == "content-length"]:
        headers[name] = [str(len(body))] if isinstance(headers[name], list) else str(len(body))


def _har(data: Any, scrubber: Scrubber) -> int:
    log = data["log"]
    entries = [entry for entry in log["entries"] if isinstance(entry, dict)]
    scrubber.learn(Interaction(_request(entry), _response(entry)) for entry in entries)
    changes = sum(_scrub_message(entry.get(side), scrubber) for entry in entries for side in ("request", "response"))
    beside = [(log, name) for name in log if name != "entries"]
    beside += [(entry, name) for entry in entries for name in entry if name not in {"request", "response"}]
    for owner, name in beside:  # titles of pages, what started a request, comments
        new = _texts(owner[name], scrubber)
        changes += owner[name] != new
        owner[name] = new
    return changes


def _texts(value: Any, scrubber: Scrubber) -> Any:
    """The same with every text in it scrubbed."""
    if isinstance(value, dict):
        return {name: _texts(member, scrubber) for name, member in value.items()}
    if isinstance(value, list):
        return [_texts(item, scrubber) for item in value]
    return scrubber.text(value) if isinstance(value, str) else value


def _request(entry: dict[str, Any]) -> Request:
    """What was sent, answered or not."""
    request = entry["request"]
    sent = _part(request, "postData")
    pairs = [(str(row.get("name")), str(row.get("value"))) for row in _rows(sent, "params")]
    body = str(sent.get("text") or urlencode(pairs, errors="surrogatepass"))
    return Request(request["method"], request["url"], _pairs(request), body.encode("utf-8", "surrogatepass"))


def _response(entry: dict[str, Any]) -> Response:
    response = _part(entry, "response")
    return Response(0, _pairs(response), _plain(_part(response, "content")))


def _plain(content: dict[str, Any]) -> bytes:
    """The body of a response; a text that is no base64, though it is called that, is nothing."""
    text = content.get("text")
    if not isinstance(text, str):
        return b""
    if content.get("encoding") != "base64":
        return text.encode("utf-8", "surrogatepass")
    try:
        return base64.b64decode(text)
    except ValueError:
        return b""


def _pairs(message: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    return tuple((str(row.get("name")), str(row.get("value"))) for row in _rows(message, "headers"))


def _part(owner: dict[str, Any], name: str) -> dict[str, Any]:
    part = owner.get(name)
    return part if isinstance(part, dict) else {}


def _rows(owner: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """The rows of a list; what is none of them is not looked at."""
    rows = owner.get(name)
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _scrub_message(message: Any, scrubber: Scrubber) -> int:
    """Scrub one side of an entry in its place: 1 if it changed, else 0."""
    if not isinstance(message, dict):
        return 0
    before = json.dumps(message)
    for name in ("url", "redirectURL"):
        if isinstance(message.get(name), str):
            message[name] = scrubber.url(message[name])
    for row in _rows(message, "headers"):
        row["value"] = _header(str(row.get("name")), row.get("value"), scrubber)
    for row in _rows(message, "cookies"):
        row["value"] = row.get("value") if is_placeholder(str(row.get("value"))) else SCRUBBED
    sent = _part(message, "postData")
    for row in [*_rows(message, "queryString"), *_rows(sent, "params")]:
        if isinstance(row.get("value"), str):
            row["value"] = scrubber.value(unquote_plus(str(row.get("name"))), row["value"])
    if isinstance(sent.get("text"), str):
        sent["text"] = _body(sent["text"], scrubber)
    _scrub_content(_part(message, "content"), scrubber)
    return int(json.dumps(message) != before)


def _body(text: str, scrubber: Scrubber) -> str:
    plain = text.encode("utf-8", "surrogatepass")
    new = scrubber.body(plain)
    return text if new == plain else new.decode("utf-8", "replace")


def _scrub_content(content: dict[str, Any], scrubber: Scrubber) -> None:
    if not isinstance(content.get("text"), str):
        return
    if content.get("encoding") == "base64":
        plain = _plain(content)
        new = scrubber.body(plain)
        content["text"] = content["text"] if new == plain else base64.b64encode(new).decode()
    else:
        content["text"] = _body(content["text"], scrubber)
