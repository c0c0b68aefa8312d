"""Taking secrets and personal data out of traffic, before anything of it is written.

A whole recording is gone through twice: what is secret or a name in one place is found in all places.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, quote_plus, unquote, unquote_plus

from pytest_leads import masking
from pytest_leads.operations import locate
from pytest_leads.recordings import detection, pseudonyms
from pytest_leads.recordings.detection import SCRUBBED, is_placeholder
from pytest_leads.wire import NotJsonError, Request, Response, unpack

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from pytest_leads.recordings.cassette import Cassette, Interaction
    from pytest_leads.settings import ScrubLevel
    from pytest_leads.wire import Headers

#: So deep is looked into JSON that stands in JSON strings.
DEEPEST = 4

_TOKEN = re.compile(r'"((?:[^"\\]++|\\.)*+)"(\s*:)?|[\[{\]}]|[^\s\[\]{},:"]+', re.DOTALL)
_ORIGIN = re.compile(r"(?:[a-z][a-z0-9+.\-]*:)?//[^/]*", re.IGNORECASE)
_FORM = re.compile(r"\s*[\w.\[\]%+\-]+=[^&\s]*(&[^&\s]*)*\s*")
_PHONE_NUMBER = re.compile(r"([1-9][0-9]{6,})(\.0+)?")
_PSEUDONYMS = {
    "email": pseudonyms.email,
    "enterprise": pseudonyms.enterprise,
    "name": pseudonyms.person,
    "phone": pseudonyms.phone,
}


@dataclass(slots=True)
class Known:
    """What was found in a recording: secrets in all their forms, names of persons, enterprise ids."""

    secrets: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    enterprises: set[str] = field(default_factory=set)


class Scrubber:
    """Scrubs requests, or whole recordings; ``level`` is ``all``, or ``secrets`` to leave personal data.

    What it has learnt from one message it finds in those that come after it.
    """

    def __init__(self, level: ScrubLevel = "all") -> None:
        self.level = level
        self._known = Known()
        self._secrets, self._compiled = detection.pattern_of_secrets(()), 0

    def interactions(self, recorded: Iterable[Interaction]) -> list[Interaction]:
        """A whole recording, scrubbed."""
        rows = list(recorded)
        self.learn(rows)
        return [replace(row, request=self._request(row.request), response=self._response(row.response)) for row in rows]

    def request(self, request: Request) -> Request:
        """One request, as it is in a recording that was scrubbed, as far as it and those before it tell."""
        self._learn_request(request)
        self._compile()
        return self._request(request)

    def learn(self, recorded: Iterable[Interaction]) -> None:
        """Note what is secret and who is named anywhere in a recording."""
        for row in recorded:
            self._learn_request(row.request)
            body = self._learn_message(row.response)
            route = locate(row.request.host, row.request.path)
            if route is not None and route.template.endswith("/metadata") and isinstance(body, dict):
                self._known.enterprises |= {body["id"]} if isinstance(body.get("id"), str) else set()
        self._compile()

    # Looking

    def _learn_request(self, request: Request) -> None:
        route = locate(request.host, request.path)
        if route is not None:
            self._known.enterprises.add(route.params.get("enterpriseId", ""))
        self._learn_text(request.url)
        self._learn_message(request)

    def _learn_message(self, message: Request | Response) -> Any:
        """Learn from headers and body; the body, if it is JSON."""
        for name, value in message.headers:
            if masking.is_secret(name):
                self._learn_secrets(detection.secrets_of(name, value))
            else:
                self._learn_text(value)
        text, _ = _text(_content(message))
        body = _decoded(text)
        if body is None:
            self._learn_text(text)
        else:
            self._learn("", body)
        return body

    def _learn(self, name: str, value: Any, depth: int = 0) -> None:
        waiting = [(name, value, depth)]  # no recursion: JSON may be nested to any depth
        while waiting:
            name, value, depth = waiting.pop()
            if isinstance(value, dict):
                secret = masking.is_secret(name)
                waiting += [(name if secret else str(key), member, depth) for key, member in value.items()]
            elif isinstance(value, list):
                waiting += [(name, item, depth) for item in value]
            elif isinstance(value, str):
                if masking.is_secret(name):
                    self._learn_secrets([value])
                elif depth < DEEPEST and (inner := _decoded(value)) is not None:
                    waiting.append((name, inner, depth + 1))
                elif detection.PERSON_NAME.search(name):
                    self._known.names.add(value)
                else:
                    self._learn_text(value, depth)

    def _learn_text(self, text: str, depth: int = 0) -> None:
        """Learn from a form, a URL, or what looks like them in a text."""
        self._learn_secrets(found[3] for found in detection.CREDENTIAL.finditer(text) if detection.is_credential(found))
        for found in detection.USERINFO.finditer(text):
            self._learn_secrets([found[0], found[0].partition(":")[2]])
        if depth < DEEPEST:
            for found in detection.PARAMETER.finditer(text):
                self._learn(unquote_plus(found[1]), unquote_plus(found[2]), depth + 1)

    def _learn_secrets(self, secrets: Iterable[str]) -> None:
        for secret in secrets:
            self._known.secrets.update(detection.forms_of(secret))

    def _compile(self) -> None:
        if len(self._known.secrets) != self._compiled:
            self._compiled = len(self._known.secrets)
            self._secrets = detection.pattern_of_secrets(self._known.secrets)

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
        """The value of a header; the scheme of a credential stays."""
        if not masking.is_secret(name):
            return self.url(value) if value.startswith("/") else self.text(value)
        scheme, secret = detection.credential(value)
        return value if is_placeholder(secret) else f"{scheme}{SCRUBBED}"

    def url(self, url: str) -> str:
        """A URL; what does not change in it stays as it is encoded."""
        rest, sharp, fragment = url.partition("#")
        rest, mark, query = rest.partition("?")
        found = _ORIGIN.match(rest)
        origin = found[0] if found else ""
        path = "/".join(self._segments(rest[len(origin) :].split("/")))
        return f"{_without_user(origin)}{path}{mark}{self._parameters(query)}{sharp}{self._parameters(fragment)}"

    def _segments(self, segments: list[str]) -> Iterator[str]:
        for before, segment in zip(["", *segments], segments, strict=False):
            plain = unquote(segment)
            if self.level == "all" and before == "enterprise" and plain in self._known.enterprises:
                yield segment if pseudonyms.enterprise(plain) == plain else pseudonyms.enterprise(plain)
            else:
                new = self.value("", plain)
                yield segment if new == plain else _quoted(new, segment)

    def _parameters(self, text: str) -> str:
        return "&".join(self._parameter(pair) for pair in text.split("&"))

    def _parameter(self, pair: str) -> str:
        name, equals, value = pair.rpartition("=") if pair.endswith("=") else pair.partition("=")
        if not equals:
            return self._encoded("", pair)
        return f"{name}={self._encoded(unquote_plus(name), value)}"

    def _encoded(self, name: str, raw: str) -> str:
        """A value as it is encoded in a query or form."""
        # A plus in a query is a blank, but people send phone numbers with it as it is.
        plain = raw if re.fullmatch(r"\+[0-9]{8,15}", raw) else unquote_plus(raw)
        new = self.value(name, plain)
        if new == plain:
            return raw
        return new if plain is raw else _quoted(new, raw, query=True)

    def body(self, content: bytes) -> bytes:
        """A body: JSON, a form or any text; of what is no text only known secrets are taken out."""
        text, encoding = _text(content)
        if b"\0" in content:
            new = self._secrets.sub(SCRUBBED, text)
        elif _decoded(text) is not None:
            new = self._json("", text, 0)
        elif _FORM.fullmatch(text):
            new = self._parameters(text)
        else:
            new = self.text(masking.body(text) if text.lstrip().startswith(("{", "[")) else text)
        return content if new == text else new.encode(encoding)

    def _json(self, name: str, text: str, depth: int) -> str:
        """JSON, to the character as it was written but for the values that have to go."""
        names = [name]
        return _TOKEN.sub(lambda token: self._token(token, names, depth), text)

    def _token(self, token: re.Match[str], names: list[str], depth: int) -> str:
        """A token of JSON; ``names`` are those by which the open objects and arrays go, the innermost last."""
        if token[0] in {"{", "["}:
            names.append(names[-1])
        elif token[0] in {"}", "]"}:
            names.pop()
        elif token[1] is None:
            return self._number(names[-1], token[0])
        else:
            plain = str(json.loads(f'"{token[1]}"', strict=False)) if "\\" in token[1] else token[1]
            if token[2] is not None:  # a key; what is below a secret is secret
                names[-1] = names[-2] if masking.is_secret(names[-2]) else plain
                new = self.text(plain, leave=("name",))
            else:
                new = self.value(names[-1], plain, depth)
            if new != plain:
                ascii_only = token[1].isascii() or "\\u" in token[1]
                return json.dumps(new, ensure_ascii=ascii_only) + (token[2] or "")
        return token[0]

    def _number(self, name: str, text: str) -> str:
        """A number, ``true``, ``false`` or ``null`` in JSON: it changes where its name says secret, or phone."""
        if text in {"true", "false", "null"}:
            return text
        if masking.is_secret(name):
            return f'"{SCRUBBED}"'
        found = _PHONE_NUMBER.fullmatch(text) if self.level == "all" and detection.is_phone_name(name) else None
        return pseudonyms.phone(found[1]) + (found[2] or "") if found else text

    def value(self, name: str, value: str, depth: int = 0) -> str:
        """A text that goes by ``name``; it may be JSON in its turn."""
        if masking.is_secret(name):
            return value if is_placeholder(value) else SCRUBBED
        if depth < DEEPEST and _decoded(value) is not None:
            return self._json(name, value, depth + 1)
        if self.level == "all" and detection.PERSON_NAME.search(name):
            return pseudonyms.person(value)
        if self.level == "all" and detection.is_phone_name(name) and detection.DIALLED.fullmatch(value.strip()):
            return pseudonyms.phone(value)
        return self.text(value, leave=("phone",) if detection.NO_PHONE_NAME.search(name) else ())

    def text(self, text: str, leave: Collection[str] = ()) -> str:
        """Any text, with what was learnt and what can be seen in it replaced, but for the kinds to ``leave``."""
        text = self._secrets.sub(SCRUBBED, text)
        if "://" not in text:
            return self._plain(text, leave)
        pieces = detection.URL.split(text)  # every other one is a URL
        return "".join(self.url(piece) if n % 2 else self._plain(piece, leave) for n, piece in enumerate(pieces))

    def _plain(self, text: str, leave: Collection[str]) -> str:
        if "=" in text:
            text = detection.PARAMETER.sub(lambda found: self._parameter(found[0]), text)
        text = detection.CREDENTIAL.sub(
            lambda f: f"{f[1]}{f[2]}{SCRUBBED}" if detection.is_credential(f) else f[0], text
        )
        text = detection.USERINFO.sub(SCRUBBED, detection.JWT.sub(SCRUBBED, text))
        if self.level != "all":
            return text
        known = detection.persons_in(text, self._known.enterprises, self._known.names)
        return known.sub(lambda found: _pseudonym(found, leave), text)


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
            for name, value in old.headers:
                if scrubber.header(name, value) != value:
                    yield f"{before.place}.{side}.headers.{name}", kind
            if old.body != new.body:
                yield f"{before.place}.{side}.body", kind


def _pseudonym(found: re.Match[str], leave: Collection[str]) -> str:
    kind = found.lastgroup or ""
    return found[0] if kind in leave else _PSEUDONYMS[kind](found[0])


def _without_user(origin: str) -> str:
    """Scheme and host of a URL, without user and password."""
    before, at, host = origin.rpartition("@")
    scheme, _, user = before.partition("//")
    return f"{scheme}//{SCRUBBED}@{host}" if at and not is_placeholder(user) else origin


def _content(message: Request | Response) -> bytes:
    try:
        return unpack(message.body, message.header("content-encoding"))
    except NotJsonError:
        return message.body


def _text(content: bytes) -> tuple[str, str]:
    """A body as text, and its encoding; in Latin-1 any bytes are text."""
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return content.decode("latin-1"), "latin-1"


def _decoded(text: str) -> Any:
    """Decoded JSON that is an object, an array or a string, ``None`` for all else."""
    plain = text.removeprefix("\ufeff")
    try:
        return json.loads(plain, strict=False) if plain.lstrip()[:1] in {"{", "[", '"'} else None
    except (ValueError, RecursionError):
        return None


def _quoted(text: str, like: str, *, query: bool = False) -> str:
    """A text that is percent-encoded as what stood there was."""
    safe = "".join(mark for mark in "@:,;()+=" if mark in like and not (query and mark == "+"))
    encode = quote_plus if query and "%20" not in like else quote
    return encode(text, safe=safe, errors="surrogatepass")
