"""Keeping secrets out of what people read: which names are token-like, and what is shown in place of their values.

On the level of the wire: headers, URLs, bodies. Nothing that is sent or judged is changed.
"""

from __future__ import annotations

import re
from json import JSONDecoder
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_plus

if TYPE_CHECKING:
    from collections.abc import Iterable

#: What stands in place of a secret.
MASK = "***"

_TOKEN_LIKE = re.compile(
    r"token|secret|passw|passphrase|(?<![a-z])pwd|credential|cookie|signature|bearer|(?<![a-z])jwt|session_?id"
    r"|(?<![a-z])auth(?![a-z])|authori[sz]ation|authentication|(api|access|private|auth|subscription)_?key"
)
#: A token's amount (booking money), date or type is none: ``token_amount`` is a fine name of a lead field.
_ABOUT = re.compile(r"_(amount|count|date|expiry|status|type)$")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_NO_WORD = re.compile(r"[^a-z0-9]+")
#: What may be read of a header with a secret: the scheme before it.
_SCHEME = re.compile(r"(basic|bearer|digest|negotiate|token) +(?=\S)", re.IGNORECASE)

_USERINFO = re.compile(r"^([a-z][a-z0-9+.-]*:)?//[^/?#]*@", re.IGNORECASE)
_PAIR = re.compile(r"(^|[?&#])([^=&#?]+)=([^&#]*)")
_STRING = re.compile(r'"((?:[^"\\]++|\\.)*+)"(\s*:\s*)?', re.DOTALL)
_DECODER = JSONDecoder(strict=False)


def is_secret(name: str) -> bool:
    """Whether a value under this name is not for everybody's eyes, by the name of a header, parameter or member."""
    words = _NO_WORD.sub("_", _HUMP.sub("_", name).lower())
    return _TOKEN_LIKE.search(words) is not None and not _ABOUT.search(words)


def is_secret_place(path: str) -> bool:
    """Whether a path into a message ends in a token-like name, or leads through one.

    Paths are those of findings: ``request.query.api_key``, ``request.body.fields.token``, ``fields.tokens[0]``.
    """
    if path.startswith("request.query."):
        return _is_secret_parameter(path.removeprefix("request.query."))
    return any(is_secret(name) for name in path.split("."))


def headers(given: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Headers without tokens and cookies; the scheme of an ``Authorization`` stays."""
    return tuple((name, _header(name, value)) for name, value in given)


def url(text: str) -> str:
    """A URL without user and password, and without secrets in its query, otherwise to the character."""
    return _pairs(_USERINFO.sub(rf"\1//{MASK}@", text))


def body(text: str) -> str:
    """A body, JSON or a form, without the values of token-like members, otherwise to the character.

    It may be cut short: a secret whose end is not there is masked up to the end of the text.
    """
    if not text.lstrip().startswith(("{", "[", '"')):
        return _pairs(text)
    parts, done = [], 0
    while found := _STRING.search(text, done):
        parts.append(text[done : found.end()])
        done = found.end()
        if found[2] and is_secret(_decoded(found[1])):
            parts.append(f'"{MASK}"')
            done = _end_of_value(text, done)
    return "".join(parts) + text[done:]


def _header(name: str, value: str) -> str:
    if not is_secret(name):
        return url(value)  # a Referer or a Location
    scheme = _SCHEME.match(value)
    return f"{scheme[1]} {MASK}" if scheme else MASK


def _is_secret_parameter(name: str) -> bool:
    """In a URL a bare ``key`` is one too; in a body it may be anything."""
    return is_secret(name) or name.lower() == "key"


def _pairs(text: str) -> str:
    return _PAIR.sub(lambda pair: f"{pair[1]}{pair[2]}={MASK}" if _is_secret_parameter(unquote_plus(pair[2])) else pair[0], text)


def _decoded(name: str) -> str:
    """The name of a member, with escapes such as ``\\u006b`` undone."""
    if "\\" not in name:
        return name
    try:
        return str(_DECODER.decode(f'"{name}"'))
    except ValueError:
        return name


def _end_of_value(text: str, start: int) -> int:
    """Where the JSON value ends that starts here; the end of the text when it is broken."""
    try:
        value: tuple[Any, int] = _DECODER.raw_decode(text, start)
    except (ValueError, RecursionError):
        return len(text)
    return value[1]
