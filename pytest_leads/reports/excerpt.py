"""Text with the guilty part of it: a message as people read it, cut where it is long, without the secrets in it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_plus

from pytest_leads import masking

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: Characters of a message that are shown; what is guilty is always among them.
LONGEST = 3000
#: Characters of one text in a body, and levels of nesting, that are shown.
LONGEST_VALUE, DEEPEST = 600, 20
_INDENT = "  "
#: What would break a file, a terminal or the order of what is read: controls, halves of pairs, turns of direction.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A text; its characters from ``start`` to ``end`` are the guilty part, none if they are equal."""

    text: str
    start: int = 0
    end: int = 0

    @property
    def parts(self) -> tuple[str, str, str]:
        """What stands before the guilty part, the guilty part, and what comes after it."""
        return self.text[: self.start], self.text[self.start : self.end], self.text[self.end :]


def printable(text: str) -> str:
    """A text that any file and any terminal can hold; what they cannot is shown as its code."""
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def whole(text: str, *, guilty: bool) -> Excerpt:
    """A text that is all guilty, or not at all."""
    text = printable(text)
    return _cut(Excerpt(text, 0, len(text) if guilty else 0))


def line(method: str, url: str, path: str) -> Excerpt:
    """The first line of a request; ``path`` is that of the guilty part, such as ``request.query.limit``."""
    text = printable(f"{method} {url}")
    if path == "request.method":
        return _cut(Excerpt(text, 0, len(method)))
    start = text.find("?") + 1
    for pair in text[start:].split("&") if start and path.startswith("request.query.") else ():
        if unquote_plus(pair.partition("=")[0]) == path.removeprefix("request.query."):
            return _cut(Excerpt(text, start, start + len(pair)))
        start += len(pair) + 1
    return _cut(Excerpt(text))


def body(content: bytes, decoded: Any, path: str | None, secrets: Sequence[str] = ()) -> Excerpt:
    """A body: indented where it is JSON (``decoded`` is then not ``None``), else as it came.

    ``path`` leads to the guilty part within it, all of it if it is empty; ``None`` says that it is elsewhere.
    ``secrets`` are shown nowhere in it.
    """
    if decoded is not None:
        try:
            return _cut(_Indented(secrets).of(decoded, path), 2 * LONGEST)
        except RecursionError:
            pass
    try:
        text = content[: 4 * LONGEST].decode("utf-8", "ignore" if len(content) > 4 * LONGEST else "strict")
    except UnicodeDecodeError:
        return Excerpt(f"({len(content)} bytes that are not text)")
    return whole(masking.body(masking.without(text, secrets)), guilty=path is not None)


def _cut(excerpt: Excerpt, most: int = LONGEST) -> Excerpt:
    """Cut what is too long, around the guilty part."""
    text, start, end = excerpt.text, excerpt.start, excerpt.end
    if len(text) <= most:
        return excerpt
    first = max(0, min(start - most // 2, len(text) - most))
    before = "..." if first else ""
    after = f"... ({len(text)} characters)" if first + most < len(text) else ""
    shift = len(before) - first
    return Excerpt(
        before + text[first : first + most] + after,
        max(start + shift, len(before)) if end else 0,
        min(end + shift, len(before) + most) if end else 0,
    )


class _Indented:
    """Writes a JSON value in lines; of long ones, the beginning and the guilty part."""

    def __init__(self, secrets: Sequence[str]) -> None:
        self._secrets = secrets
        self._text: list[str] = []
        self._size = 0
        self._start = self._end = 0

    def of(self, value: Any, path: str | None) -> Excerpt:
        self._put(value, path, 0)
        return Excerpt("".join(self._text), self._start, self._end)

    def _put(self, value: Any, path: str | None, depth: int) -> None:
        """Write a value; an empty ``path`` says that it is the guilty one, ``None`` that it does not hold it."""
        if path == "":
            self._start = self._size
        if isinstance(value, dict | list) and value:
            self._container(value, path, depth)
        else:
            self._write(_scalar(masking.without(value, self._secrets) if isinstance(value, str) else value))
        if path == "":
            self._end = self._size

    def _container(self, value: dict[str, Any] | list[Any], path: str | None, depth: int) -> None:
        opening, closing = "{}" if isinstance(value, dict) else "[]"
        guilty, rest = step(value, path) if path else (None, None)
        self._write(opening)
        written = left_out = 0
        for key, child in _children(value):
            if key != guilty and (self._size > LONGEST or depth > DEEPEST):
                left_out += 1
                continue
            self._write(f"{',' if written else ''}\n{_INDENT * (depth + 1)}")
            self._write(f"{json.dumps(key, ensure_ascii=False)}: " if isinstance(key, str) else "")
            secret = isinstance(key, str) and masking.is_secret(key)
            self._put(masking.MASK if secret else child, rest if key == guilty else None, depth + 1)
            written += 1
        if left_out:
            self._write(f"{',' if written else ''}\n{_INDENT * (depth + 1)}... {left_out} more")
        self._write(f"\n{_INDENT * depth}{closing}")

    def _write(self, text: str) -> None:
        text = printable(masking.without(text, self._secrets))
        self._text.append(text)
        self._size += len(text)


def _children(value: dict[str, Any] | list[Any]) -> Iterator[tuple[str | int, Any]]:
    yield from value.items() if isinstance(value, dict) else enumerate(value)


def step(value: Any, path: str) -> tuple[str | int | None, str | None]:
    """The member of a container that a path leads to, and the rest of the path from there.

    Where it leads to nothing, the rest is empty and the member ``None``. Names may hold dots and brackets.
    """
    if isinstance(value, list):
        index, bracket, rest = path.removeprefix("[").partition("]")
        found = path.startswith("[") and bracket and index.isascii() and index.isdigit() and len(index) < 10  # noqa: PLR2004  # digits
        return (int(index), rest.removeprefix(".")) if found and int(index) < len(value) else (None, None)
    for name in sorted(value, key=len, reverse=True):
        rest = path.removeprefix(name)
        if path.startswith(name) and (not rest or rest[0] in ".["):
            return name, rest.removeprefix(".")
    return None, None


def _scalar(value: Any) -> str:
    if not isinstance(value, str):
        return json.dumps(value)
    text = masking.prose(masking.value(value))
    cut = text if len(text) <= LONGEST_VALUE else f"{text[:LONGEST_VALUE]}... ({len(text)} characters)"
    return json.dumps(cut, ensure_ascii=False)
