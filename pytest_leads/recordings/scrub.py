"""Taking secrets and personal data out of traffic, before anything of it is written.

A whole recording is gone through twice: what is secret or a name in one place is found in all places.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, quote, quote_plus, unquote, unquote_plus, urlsplit

from pytest_leads import masking
from pytest_leads.operations import locate
from pytest_leads.recordings import detection, pseudonyms
from pytest_leads.recordings.detection import SCRUBBED, is_placeholder
from pytest_leads.wire import NotJsonError, Request, Response, unpack

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pytest_leads.recordings.cassette import Cassette, Interaction
    from pytest_leads.settings import ScrubLevel
    from pytest_leads.wire import Headers

#: A name of fewer characters is replaced where it stands as a name, and nowhere else.
SHORTEST_NAME = 4
#: So deep is looked into JSON that stands in JSON strings.
DEEPEST = 4


@dataclass(slots=True)
class Known:
    """What was found in a recording: secrets in all their forms, names of persons, enterprise ids."""

    secrets: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    enterprises: set[str] = field(default_factory=set)


class Scrubber:
    """Scrubs requests, or whole recordings; ``level`` is ``all``, or ``secrets`` to leave personal data."""

    def __init__(self, level: ScrubLevel = "all") -> None:
        self.level = level
        self._known = Known()

    def interactions(self, recorded: Iterable[Interaction]) -> list[Interaction]:
        """A whole recording, scrubbed."""
        rows = list(recorded)
        self.learn(rows)
        return [replace(row, request=self._request(row.request), response=self._response(row.response)) for row in rows]

    def request(self, request: Request) -> Request:
        """One request, as it is in a recording that was scrubbed."""
        alone = Scrubber(self.level)
        alone._learn_request(request)  # another one of the same
        return alone._request(request)  # as above

    def learn(self, recorded: Iterable[Interaction]) -> None:
        """Note what is secret and who is named anywhere in a recording."""
        for row in recorded:
            self._learn_request(row.request)
            self._learn_headers(row.response.headers)
            route = locate(row.request.host, row.request.path)
            body = _decoded(_content(row.response))
            self._learn_body(body)
            if route is not None and route.template.endswith("/metadata") and isinstance(body, dict):
                self._known.enterprises |= {body["id"]} if isinstance(body.get("id"), str) else set()

    # Looking

    def _learn_request(self, request: Request) -> None:
        route = locate(request.host, request.path)
        if route is not None:
            self._known.enterprises.add(route.params.get("enterpriseId", ""))
        self._learn_headers(request.headers)
        for name, value in request.query:
            self._learn_pair(name, value)
        content = _content(request)
        body = _decoded(content)
        self._learn_body(body if body is not None else dict(_form(content)))

    def _learn_headers(self, headers: Headers) -> None:
        for name, value in headers:
            if masking.is_secret(name):
                secret = value.split(None, 1)[-1] if " " in value.strip() else value
                self._known.secrets.update(detection.forms_of(secret))

    def _learn_body(self, value: Any, depth: int = 0) -> None:
        if isinstance(value, dict):
            for name, member in value.items():
                self._learn_pair(str(name), member)
                self._learn_body(member, depth)
        elif isinstance(value, list):
            for item in value:
                self._learn_body(item, depth)
        elif isinstance(value, str) and depth < DEEPEST:
            self._learn_body(_decoded(value), depth + 1)

    def _learn_pair(self, name: str, value: Any) -> None:
        several = value if isinstance(value, list) else [value]
        for text in (item for item in several if isinstance(item, str)):
            if masking.is_secret(name):
                self._known.secrets.update(detection.forms_of(text))
            elif detection.PERSON_NAME.search(name):
                self._known.names.add(text)

    # Replacing

    def _request(self, request: Request) -> Request:
        headers, body = self.message(request)
        return Request(request.method, self.url(request.url), headers, body)

    def _response(self, response: Response) -> Response:
        headers, body = self.message(response)
        return Response(response.status, headers, body)

    def message(self, message: Request | Response) -> tuple[Headers, bytes]:
        """Headers and body; a body that was packed is plain afterwards, if it changes, and its length is right."""
        content = _content(message)
        body = self.body(content)
        headers = tuple((name, self.header(name, value)) for name, value in message.headers)
        if body == content:
            return headers, message.body
        kept = [(n, v) for n, v in headers if n.lower() != "content-encoding"]
        return tuple((n, str(len(body)) if n.lower() == "content-length" else v) for n, v in kept), body

    def header(self, name: str, value: str) -> str:
        """The value of a header."""
        if not masking.is_secret(name):
            return self.text(value)
        scheme, _, rest = value.strip().partition(" ")
        if rest and "=" not in scheme and ";" not in scheme:
            return value if is_placeholder(rest) else f"{scheme} {SCRUBBED}"
        return value if is_placeholder(value) else SCRUBBED

    def url(self, url: str) -> str:
        """A URL; what does not change in it stays as it is encoded."""
        parts = urlsplit(url)
        path = "/".join(self._part(part, unquote, _quote_path) for part in parts.path.split("/"))
        query = "&".join(self._parameter(pair) for pair in parts.query.split("&")) if parts.query else ""
        host = self.text(detection.USERINFO.sub(SCRUBBED, f"//{parts.netloc}"))[2:]
        return parts._replace(netloc=host, path=path, query=query).geturl()

    def _parameter(self, pair: str) -> str:
        name, equals, value = pair.partition("=")
        plain = unquote_plus(name)
        if masking.is_secret(plain):
            return pair if is_placeholder(unquote_plus(value)) else f"{name}{equals}{SCRUBBED}"
        return f"{name}{equals}{self._part(value, unquote_plus, quote_plus, plain)}"

    def _part(self, raw: str, decode: Callable[[str], str], encode: Callable[[str], str], name: str = "") -> str:
        plain = decode(raw)
        # A plus in a query is a blank, but people send phone numbers with it as it is.
        shown = raw if decode is unquote_plus and re.fullmatch(r"\+[0-9]{8,15}", raw) else plain
        new = self.value(name, shown)
        return raw if new == shown else (str(new) if shown is raw else encode(str(new)))

    def body(self, content: bytes) -> bytes:
        """A body: JSON, a form or any text; what is no text is left alone."""
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError:
            return content
        decoded = _decoded(text)
        if isinstance(decoded, dict | list):
            return self._json(text, decoded).encode("utf-8", "surrogatepass")
        if _form(content):
            return "&".join(self._parameter(pair) for pair in text.split("&")).encode()
        return self.text(text).encode()

    def _json(self, text: str, decoded: Any, depth: int = 0) -> str:
        """JSON as it was written, with other values where there have to be."""
        new = self._walk("", decoded, depth)
        if new == decoded:
            return text
        compact = '": ' not in text and "\n" not in text
        return json.dumps(new, ensure_ascii=text.isascii(), separators=(",", ":") if compact else None)

    def _walk(self, name: str, value: Any, depth: int) -> Any:
        if isinstance(value, dict):
            return {key: self._walk(str(key), member, depth) for key, member in value.items()}
        if isinstance(value, list):
            return [self._walk(name, item, depth) for item in value]
        if isinstance(value, str) and depth < DEEPEST and not masking.is_secret(name):
            inner = _decoded(value)
            if isinstance(inner, dict | list):
                return self._json(value, inner, depth + 1)
        return self.value(name, value)

    def value(self, name: str, value: Any) -> Any:
        """A scalar that goes by ``name``; numbers change only where the name says that they are secret or a phone."""
        if masking.is_secret(name) and value is not None and not isinstance(value, bool):
            return value if isinstance(value, str) and is_placeholder(value) else SCRUBBED
        if self.level == "all" and isinstance(value, str) and detection.PERSON_NAME.search(name):
            return pseudonyms.person(value)
        if self.level == "all" and detection.PHONE_NAME.search(name):
            if isinstance(value, int) and not isinstance(value, bool):
                return int(pseudonyms.phone(str(value)))
            if isinstance(value, str) and re.fullmatch(r"[+(]?[0-9][0-9 ().\-]{5,20}", value.strip()):
                return pseudonyms.phone(value)
        return self.text(value, phones=not detection.NO_PHONE_NAME.search(name)) if isinstance(value, str) else value

    def text(self, text: str, *, phones: bool = True) -> str:
        """Any text, with what was learnt and what can be seen in it replaced."""
        for secret in sorted(self._known.secrets, key=len, reverse=True):
            text = text.replace(secret, SCRUBBED)
        text = detection.CREDENTIAL.sub(lambda found: found[0] if is_placeholder(found[3]) else _scheme(found), text)
        text = detection.USERINFO.sub(SCRUBBED, detection.JWT.sub(SCRUBBED, text))
        return self._personal(text, phones=phones) if self.level == "all" else text

    def _personal(self, text: str, *, phones: bool) -> str:
        for known in self._known.enterprises - {""}:
            text = re.sub(rf"(?<!\w){re.escape(known)}(?!\w)", pseudonyms.enterprise(known), text)
        for name in sorted(self._known.names, key=len, reverse=True):
            if len(name) >= SHORTEST_NAME:
                text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", lambda found: pseudonyms.person(found[0]), text)
        text = detection.EMAIL.sub(lambda found: pseudonyms.email(found[0]), text)
        return detection.PHONE.sub(lambda found: pseudonyms.phone(found[0]), text) if phones else text


def secrets_left(cassette: Cassette) -> Iterator[tuple[str, str]]:
    """Place and kind of each secret that is still in a recording."""
    yield from _left(cassette, Scrubber("secrets"), "a secret")


def personal_left(cassette: Cassette) -> Iterator[tuple[str, str]]:
    """Place and kind of each message that still has personal data in it, beside secrets."""
    secret = {place for place, _ in secrets_left(cassette)}
    yield from (row for row in _left(cassette, Scrubber("all"), "personal data") if row[0] not in secret)


def _left(cassette: Cassette, scrubber: Scrubber, kind: str) -> Iterator[tuple[str, str]]:
    for before, after in zip(cassette.interactions, scrubber.interactions(cassette.interactions), strict=True):
        if before.request.url != after.request.url:
            yield f"{before.place}.request.url", kind
        for side in ("request", "response"):
            old, new = getattr(before, side), getattr(after, side)
            kept = dict(new.headers)
            for name, value in old.headers:
                if masking.is_secret(name) and kept.get(name) != value:
                    yield f"{before.place}.{side}.headers.{name}", kind
            if old.body != new.body:
                yield f"{before.place}.{side}.body", kind


def _scheme(found: re.Match[str]) -> str:
    return f"{found[1]}{found[2]}{SCRUBBED}"


def _content(message: Request | Response) -> bytes:
    try:
        return unpack(message.body, message.header("content-encoding"))
    except NotJsonError:
        return message.body


def _decoded(text: str | bytes) -> Any:
    """Decoded JSON that is an object or array, ``None`` for all else."""
    try:
        plain = text.decode("utf-8") if isinstance(text, bytes) else text
        return json.loads(plain) if plain.lstrip()[:1] in {"{", "["} else None
    except (ValueError, RecursionError):
        return None


def _form(content: bytes) -> list[tuple[str, str]]:
    """The pairs of a form; nothing for what does not look like one."""
    text = content.decode("utf-8", "replace").strip()
    if not re.fullmatch(r"[\w.\[\]%+\-]+=[^&\s]*(&[\w.\[\]%+\-]+=[^&\s]*)*", text):
        return []
    return parse_qsl(text, keep_blank_values=True)


def _quote_path(text: str) -> str:
    return quote(text, safe="@:+,;=")
