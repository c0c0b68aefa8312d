"""Keeping secrets out of what people read: which names are token-like, and what is shown in place of their values.

On the level of the wire: headers, URLs, bodies. Nothing that is sent, judged or kept in the journal is changed.
"""

from __future__ import annotations

import re
from json import JSONDecoder, dumps
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote_plus

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

#: What stands in place of a secret.
MASK = "***"
#: A ``repr`` shows this many characters of a body.
EXCERPT = 400
#: A credential that is shorter may be any word, and is not looked for elsewhere.
SHORTEST = 8

_TOKEN_LIKE = re.compile(
    r"^key$|token|secret|passw|passphrase|credential|cookie|signature|bearer|session_?id"
    r"|(?<![a-z])(auth|jwt|pwd)(?![a-z])|authori[sz]ation|authentication|(access|api|auth|private|subscription)_?key"
)
#: The amount, date or type of a token is none: ``token_amount``, booking money, is a fine name of a lead field.
_ABOUT = re.compile(r"_(amount|count|date|expiry|status|type)$")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_NO_WORD = re.compile(r"[^a-z0-9]+")

_SCHEME = re.compile(r"(basic|bearer|digest|negotiate|token) +(?=\S)", re.IGNORECASE)
_USERINFO = re.compile(r"^([a-z][a-z0-9+.-]*:)?//[^/?#]*@", re.IGNORECASE)
_PARAMETER = re.compile(r"([?&#])([^=&#?]+)=([^&#]*)")
_FORM_FIELD = re.compile(r"(^|&)([^=&]+)=([^&]*)")
_STRING = re.compile(r'"((?:[^"\\]++|\\.)*+)(?:"(\s*:\s*)?|\\?$)', re.DOTALL)
_HOLDS_MORE = re.compile(r"[=:]")
_HALF_ESCAPE = re.compile(r"((?<!\\)(?:\\\\)*)\\u[0-9a-f]{0,3}$", re.IGNORECASE)
_JSON = ("{", "[")
_BOUNDARY = re.compile(r"--\S+(?=\r?\n)")
_PART_NAME = re.compile(r'[;\s]name="?((?:[^"\\;\r\n]|\\.)*)', re.IGNORECASE)
_PART = re.compile(r"(.*?\r?\n\r?\n)(.*?)((?:\r?\n)?)", re.DOTALL)
_NAMED = re.compile(r"(?:'([^'\n]+)'|(?<![\w.\[\]-])([\w.\[\]-]++))\s?[=:]\s?")
_VALUE = re.compile(
    r"""'(?:[^'\\]++|\\.)*+(?:'|$)|"(?:[^"\\]++|\\.)*+(?:"|$)|[\[{(].*|[^\s,;)\]}]+""",
    re.DOTALL,
)
_DECODER = JSONDecoder(strict=False)


def is_secret(name: str) -> bool:
    """Whether what goes by this name (of a header, a parameter, a member) is not for everybody's eyes."""
    if name.lower().endswith("-key"):  # of a header
        return True
    words = _NO_WORD.sub("_", _HUMP.sub("_", name).lower()).strip("_")
    return _TOKEN_LIKE.search(words) is not None and not _ABOUT.search(words)


def headers(given: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Headers without tokens and cookies; the scheme of an ``Authorization`` stays."""
    return tuple((name, _header(name, value)) for name, value in given)


def url(text: str) -> str:
    """A URL without user and password, and without secrets in its query, otherwise to the character."""
    return _PARAMETER.sub(_parameter, _USERINFO.sub(rf"\g<1>//{MASK}@", text))


def body(text: str) -> str:
    """A body, JSON or a form, in parts or not, without the values of token-like members, otherwise to the character.

    It may be cut: a secret whose end is missing is masked to the end of the text.
    """
    boundary = _BOUNDARY.match(text)
    return boundary[0].join(map(_part, text.split(boundary[0]))) if boundary else _plain(text)


def value(text: str) -> str:
    """A text in a body, which may be a URL, or a body in its turn."""
    if text.lstrip().startswith(_JSON) or _BOUNDARY.match(text):
        return body(text)
    is_url = text.startswith("/") or "://" in text.partition("?")[0]
    return url(text) if is_url else _plain(url(text))


def own(headers: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """The credentials in the ``Authorization`` of a request, which may stand elsewhere in it and its answer."""
    values = [value for name, value in headers if name.lower() == "authorization"]
    found = (_SCHEME.sub("", value, count=1).strip() for value in values)
    return tuple(secret for secret in found if len(secret) >= SHORTEST)


def without(text: str, secrets: Iterable[str]) -> str:
    """A text without these secrets, plain or as they stand in a URL."""
    for secret in secrets:
        for form in (secret, quote(secret, safe="", errors="replace"), quote(secret, errors="replace")):
            text = text.replace(form, MASK)
    return text


def prose(text: str) -> str:
    """A sentence without the values that it gives to token-like names: ``fields.token = '...'``, ``{'token': 1}``."""
    return _masked(text, _NAMED, lambda found: found[1] or found[2], _end_of_value, MASK)


def excerpt(content: bytes) -> str:
    """A body as a ``repr`` shows it: its beginning where it is text, else its length."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return f"<{len(content)} bytes>"
    return repr(body(text[:EXCERPT])) + (f"... ({len(text)} characters)" if len(text) > EXCERPT else "")


def _header(name: str, value: str) -> str:
    if not is_secret(name):
        return url(value)  # it may be a Referer or a Location
    scheme = _SCHEME.match(value)
    return f"{scheme[1]} {MASK}" if scheme else MASK


def _plain(text: str) -> str:
    if text.lstrip().startswith(_JSON):
        return _STRING.sub(_string, _masked(text, _STRING, _member, _end_of_json, f'"{MASK}"'))
    return _FORM_FIELD.sub(_parameter, text)


def _parameter(pair: re.Match[str]) -> str:
    return f"{pair[1]}{pair[2]}={MASK}" if is_secret(unquote_plus(pair[2])) else pair[0]


def _masked(
    text: str,
    named: re.Pattern[str],
    name: Callable[[re.Match[str]], str],
    end: Callable[[str, int], int],
    mask: str,
) -> str:
    """Mask the values whose names are secret; those of other names are searched for names in their turn."""
    parts, done = [], 0
    while found := named.search(text, done):
        parts.append(text[done : found.end()])
        done = found.end()
        if any(map(is_secret, name(found).split("."))):
            parts.append(mask)
            done = end(text, done)
    return "".join(parts) + text[done:]


def _member(string: re.Match[str]) -> str:
    """The name of a JSON member, with its escapes undone; empty for a string that is no name."""
    if string[2] is None or "\\" not in string[1]:
        return string[1] if string[2] else ""
    try:
        return str(_DECODER.decode(f'"{string[1]}"'))
    except ValueError:
        return string[1]


def _string(string: re.Match[str]) -> str:
    """A JSON string, whose end may be cut off, without the secrets in it."""
    if string[2] is not None or not _HOLDS_MORE.search(string[1]):
        return string[0]
    try:
        plain = str(_DECODER.decode('"' + _HALF_ESCAPE.sub(r"\1", string[1]) + '"'))
    except ValueError:
        return string[0]
    masked = value(plain)
    return string[0] if masked == plain else dumps(masked, ensure_ascii=string[1].isascii())


def _part(text: str) -> str:
    """A part of a form in parts, from its boundary to the next."""
    found = _PART.fullmatch(text)
    if found is None:
        return text
    name = _PART_NAME.search(found[1])
    return f"{found[1]}{MASK if name and is_secret(name[1]) else _plain(found[2])}{found[3]}"


def _end_of_json(text: str, start: int) -> int:
    try:
        value: tuple[Any, int] = _DECODER.raw_decode(text, start)
    except (ValueError, RecursionError):
        return len(text)
    return value[1]


def _end_of_value(text: str, start: int) -> int:
    value = _VALUE.match(text, start)
    return value.end() if value else start
