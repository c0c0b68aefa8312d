"""vcrpy's own format, YAML or JSON: read with its safe loader, written with its serializer."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterable, Mapping
from datetime import date
from email.utils import parsedate_to_datetime
from pathlib import Path
from reprlib import repr as brief
from typing import TYPE_CHECKING, Any

from pytest_leads.recordings.cassette import Cassette, Interaction, NoRecordingError, RecordingError, check_url
from pytest_leads.wire import NotJsonError, Request, Response, unpack

if TYPE_CHECKING:
    from pytest_leads.wire import Headers

VERSION = 1
#: A body that was recorded as a structure may have this many characters as JSON: YAML's aliases can make it endless.
LONGEST_BODY = 1_000_000
#: What YAML's own constructors raise when a value is not what its tag says.
_WRONG_VALUES = (ValueError, TypeError, LookupError, AttributeError, RecursionError)
_DAY = re.compile(r"^#\s*recorded:\s*([0-9]{4}-[0-9]{2}-[0-9]{2})\b", re.MULTILINE)


def read(path: Path, text: str) -> Cassette:
    """The cassette in ``text``, the content of ``path``.

    Raises:
        RecordingError: it is no YAML or JSON, holds a tag that would make an object, or is no cassette of version 1.
    """
    return cassette_of(path, _loaded(path, text), recorded_on(text))


def cassette_of(path: Path, data: Any, day: date | None = None) -> Cassette:
    """A cassette of decoded data; without a ``day`` it is as old as the first response that tells its date.

    Raises:
        RecordingError: names the key that is missing or wrong.
    """
    rows = _rows(path, data)
    interactions = tuple(_interaction(path, row, f"interactions[{n}]") for n, row in enumerate(rows))
    return Cassette(path, interactions, day or _day(interactions))


def of_vcr(recorded: Any) -> Cassette:
    """The cassette in one of vcrpy's own ``Cassette`` objects (read from 9.0 and 9.4).

    Raises:
        RecordingError: names what is missing or wrong.
    """
    pairs = zip(recorded.requests, recorded.responses, strict=True)
    rows = [
        {
            "request": {"method": r.method, "uri": r.uri, "body": r.body, "headers": dict(r.headers)},
            "response": response,
        }
        for r, response in pairs
    ]
    return cassette_of(Path(getattr(recorded, "_path", None) or "cassette"), {"version": VERSION, "interactions": rows})


def _rows(path: Path, data: Any) -> list[Any]:
    """What a cassette lists, before any of it is looked at."""
    if isinstance(data, list) and data and isinstance(data[0], Mapping) and "request" in data[0]:
        raise RecordingError(f"{path}: a cassette of vcrpy before 1.0; record it anew")
    if not isinstance(data, Mapping):
        kind = _kind(data)
        raise NoRecordingError(f"{path}: it holds {kind}; a cassette is a mapping with version and interactions")
    if "http_interactions" in data:
        raise RecordingError(f"{path}: a cassette of VCR for Ruby or of betamax; vcrpy's cassettes and HAR are read")
    if "interactions" not in data:
        raise NoRecordingError(
            f"{path}: interactions is missing, so it is no cassette; log is missing, so it is no HAR"
        )
    if "version" not in data:
        raise RecordingError(f"{path}: version is missing; in YAML it is the last line, so the file may be cut off")
    if data["version"] != VERSION:
        raise RecordingError(f"{path}: version = {brief(data['version'])}; only version {VERSION} is known")
    rows = data["interactions"]
    if not isinstance(rows, list):
        raise RecordingError(f"{path}: interactions = {_kind(rows)}; a list is needed")
    return rows


def _day(interactions: Iterable[Interaction]) -> date | None:
    """The earliest day that a response says it was sent on."""
    told = [interaction.response.header("date") for interaction in interactions]
    days = [day for text in told if text and (day := _parsed(text))]
    return min(days, default=None)


def _parsed(text: str) -> date | None:
    try:
        return parsedate_to_datetime(text).date()
    except ValueError:
        return None


def recorded_on(text: str) -> date | None:
    """The day that a cassette's header comment names (``# recorded: 2026-11-25``), if it does."""
    found = _DAY.search(text[:4000])
    try:
        return date.fromisoformat(found[1]) if found else None
    except ValueError:
        return None


def text_of(interactions: Iterable[Interaction], header: Iterable[str] = ()) -> str:
    """A cassette in vcrpy's YAML, with ``header`` as a comment above it."""
    from vcr.request import Request as VcrRequest
    from vcr.serialize import serialize
    from vcr.serializers import yamlserializer

    requests, responses = [], []
    for interaction in interactions:
        sent, got = interaction.request, interaction.response
        requests.append(VcrRequest(sent.method, sent.url, sent.body or None, _lists(sent.headers)))
        status = {"code": got.status, "message": _phrase(got.status)}
        responses.append({"status": status, "headers": _lists(got.headers), "body": {"string": got.body}})
    body = str(serialize({"requests": requests, "responses": responses}, yamlserializer))
    return "".join(f"# {line}\n" for line in header) + body


def _phrase(status: int) -> str:
    from http import HTTPStatus

    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""


def _lists(headers: Headers) -> dict[str, list[str]]:
    lists: dict[str, list[str]] = {}
    for name, value in headers:
        lists.setdefault(name, []).append(value)
    return lists


def _loaded(path: Path, text: str) -> Any:
    import yaml
    from vcr.serializers import yamlserializer

    try:
        return yamlserializer.deserialize(text)
    except yaml.YAMLError as error:
        problem = _problem(error)
        if "constructor for the tag" in problem:
            raise RecordingError(f"{path}: {problem}; such a tag would make an object, and is refused") from None
        raise RecordingError(f"{path}: not YAML: {problem}") from None
    except _WRONG_VALUES as error:
        raise RecordingError(f"{path}: not YAML: a value is not what its tag or notation says: {error}") from None


def _problem(error: Exception) -> str:
    """What a YAML error is about, on one line, with its place."""
    mark = getattr(error, "problem_mark", None)
    where = f", line {mark.line + 1}, column {mark.column + 1}" if mark is not None else ""
    return f"{str(getattr(error, 'problem', None) or error).splitlines()[0]}{where}"


def _interaction(path: Path, row: Any, place: str) -> Interaction:
    request = _part(path, row, "request", place)
    response = _part(path, row, "response", place)
    method, url = (_text(path, request, key, f"{place}.request") for key in ("method", "uri"))
    check_url(path, url, f"{place}.request.uri")
    sent = Request(
        method.upper(),
        url,
        _headers(request.get("headers")),
        _bytes(path, request.get("body"), f"{place}.request.body"),
    )
    status = response.get("status")
    code = status.get("code") if isinstance(status, Mapping) else response.get("status_code", status)
    if not isinstance(code, int) or isinstance(code, bool):
        raise RecordingError(f"{path}: {place}.response.status.code = {brief(code)}; a number is needed")
    body = _answered(path, response, f"{place}.response.body")
    return Interaction(sent, Response(code, _encoding_kept(_headers(response.get("headers")), body), body), place)


def _encoding_kept(headers: Headers, body: bytes) -> Headers:
    """Headers that fit the body: vcrpy records of aiohttp what was unpacked, under the encoding that it came in."""
    encoding = next((value for name, value in headers if name.lower() == "content-encoding"), None)
    try:
        unpack(body, encoding)
    except NotJsonError:
        return tuple(pair for pair in headers if pair[0].lower() != "content-encoding")
    return headers


def _part(path: Path, row: Any, key: str, place: str) -> Mapping[str, Any]:
    part = row.get(key) if isinstance(row, Mapping) else None
    if not isinstance(part, Mapping):
        raise RecordingError(f"{path}: {place}.{key} = {_kind(part)}; a mapping is needed")
    return part


def _text(path: Path, part: Mapping[str, Any], key: str, place: str) -> str:
    value = part.get(key)
    if not isinstance(value, str) or not value:
        raise RecordingError(f"{path}: {place}.{key} = {brief(value)}; a string is needed")
    return value


def _headers(given: Any) -> Headers:
    """Headers as pairs; vcrpy writes a list of values for each, some serializers a single one."""
    if not isinstance(given, Mapping):
        return ()
    pairs = []
    for name, values in given.items():
        several = values if isinstance(values, list | tuple) else [values]
        pairs += [(str(name), _decoded(value)) for value in several]
    return tuple(pairs)


def _decoded(value: Any) -> str:
    if isinstance(value, bytes):
        return value.decode("latin-1")
    return value if isinstance(value, str) else brief(value)


def _answered(path: Path, response: Mapping[str, Any], place: str) -> bytes:
    body = response.get("body")
    if not isinstance(body, Mapping):
        return _bytes(path, body if body is not None else response.get("content"), place)
    if not isinstance(body.get("base64_string"), str):
        return _bytes(path, body.get("string"), f"{place}.string")
    try:
        return base64.b64decode(body["base64_string"], validate=True)
    except ValueError as error:
        raise RecordingError(f"{path}: {place}.base64_string is no base64: {error}") from None


def _bytes(path: Path, body: Any, place: str) -> bytes:
    """A body as bytes; aiohttp's are recorded as what was given to ``json=``, streams as their pieces."""
    if body is None:
        return b""
    if isinstance(body, bytes | bytearray | str):
        return _encoded(body)
    if hasattr(body, "read"):
        return _encoded(body.read())
    if isinstance(body, dict | list):
        return _as_json(path, body, place)
    pieces = list(body) if isinstance(body, Iterable) else [body]
    if not all(isinstance(piece, bytes | str) for piece in pieces):
        raise RecordingError(f"{path}: {place} = {_kind(body)}; text or bytes are needed")
    return b"".join(map(_encoded, pieces))


def _encoded(text: bytes | bytearray | str) -> bytes:
    return text.encode("utf-8", "surrogatepass") if isinstance(text, str) else bytes(text)


def _as_json(path: Path, body: Any, place: str) -> bytes:
    """A structure as the JSON that was sent; a date, which YAML makes of a bare one, is its text again."""
    parts, size = [], 0
    try:
        for part in json.JSONEncoder(default=str).iterencode(body):
            parts.append(part)
            size += len(part)
            if size > LONGEST_BODY:
                raise RecordingError(f"{path}: {place} unfolds to more than {LONGEST_BODY} characters")
    except (TypeError, ValueError, RecursionError) as error:
        if isinstance(error, RecordingError):
            raise
        raise RecordingError(f"{path}: {place} is no JSON: {error}") from None
    return "".join(parts).encode()


def _kind(value: Any) -> str:
    return "nothing" if value is None else type(value).__name__
