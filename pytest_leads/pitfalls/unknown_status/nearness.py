"""The label that was meant, and in words what tells two labels apart that look alike."""

from __future__ import annotations

import unicodedata
from difflib import get_close_matches
from typing import TYPE_CHECKING

from pytest_leads.workspace.labels import LOOK_ALIKES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator


def nearest(label: str, labels: Iterable[str]) -> str | None:
    """The label that ``label`` most likely means, ``None`` when none is near."""
    known = list(labels)
    for alike in (_composed, _folded):
        same = [other for other in known if alike(other) == alike(label)]
        if same:
            return same[0]
    by_look = {_folded(other): other for other in known}
    near = get_close_matches(_folded(label), list(by_look), n=1, cutoff=0.6)
    return by_look[near[0]] if near else None


def difference(given: str, label: str) -> str:
    """What tells ``given`` from ``label`` when a person hardly sees it; empty when the words differ."""
    return ", ".join(_differences(given, label))


def _differences(given: str, label: str) -> Iterator[str]:
    if _folded(given) != _folded(label):
        return
    yield from _ends(given, label)
    yield from _inside(given, label)
    if _collapsed(given) != _collapsed(label):
        yield "upper and lower case"


def _ends(given: str, label: str) -> Iterator[str]:
    """Blanks at the start and the end."""
    for where, stripped in (("leading", str.lstrip), ("trailing", str.rstrip)):
        if given != stripped(given) and label == stripped(label):
            yield f"a {where} {_blank(given, stripped)} too many"
        elif label != stripped(label) and given == stripped(given):
            yield f"the {where} {_blank(label, stripped)} of the label is missing"
        elif _outer(given, stripped) != _outer(label, stripped):
            yield f"other {where} whitespace"


def _inside(given: str, label: str) -> Iterator[str]:
    """Blanks between words, characters without width, and letters of another script."""
    if "  " in given.strip() and "  " not in label.strip():
        yield "two spaces in a row"
    elif "  " in label.strip() and "  " not in given.strip():
        yield "the label has two spaces in a row"
    for whose, text, other in (("", given, label), (" of the label", label, given)):
        for position, character in enumerate(text.strip(), start=1 + len(text) - len(text.lstrip())):
            if character not in other and (not character.isascii() or not character.isprintable()):
                yield f"{_named(character)} at position {position}{whose}"


def _outer(text: str, strip: Callable[[str], str]) -> str:
    rest = strip(text)
    return text.replace(rest, "", 1) if rest else text


def _blank(text: str, strip: Callable[[str], str]) -> str:
    blanks = set(_outer(text, strip))
    return _named(blanks.pop()).removeprefix("a ") if len(blanks) == 1 else "whitespace"


def _named(character: str) -> str:
    known = {" ": "a space", "\t": "a tab", "\n": "a line break", "\xa0": "a non-breaking space"}
    name = unicodedata.name(character, f"U+{ord(character):04X}")
    return known.get(character, f"{name.lower()} (U+{ord(character):04X})")


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _collapsed(text: str) -> str:
    """Without characters that have no width, and with every run of whitespace as one space."""
    visible = "".join(c for c in text.translate(LOOK_ALIKES) if unicodedata.category(c) != "Cf")
    return " ".join(unicodedata.normalize("NFKC", visible).split())


def _folded(text: str) -> str:
    return _collapsed(text).casefold()
