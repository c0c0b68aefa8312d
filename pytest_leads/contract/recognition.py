"""Which leads a returned value speaks of, in order: rows, objects, ids, lines of text, whatever it is made of.

A lead is known by its id, its identifier in any spelling, and its e-mail address.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pytest_leads.contract.depth import everything, is_leaf, is_series, parts
from pytest_leads.workspace.phone import normalise_phone

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: What may name a lead inside of a longer text: an id, an e-mail address, a phone number.
_NAMES = re.compile(r"[0-9a-f]{24}|[^\s,;:<>\"'()\[\]{}]+@[^\s,;:<>\"'()\[\]{}]+|\+?[0-9][0-9 ().\-]{6,}[0-9]")
#: No text shorter than this holds one of these.
SHORTEST = 6
#: A row names its lead this near to its surface: in itself, in a member, in a member of that.
NEAR = 3


@dataclass(frozen=True, slots=True)
class KnownLead:
    """A lead that is there: its id and its fields as they were sent."""

    id: str
    fields: Mapping[str, Any]


class Recogniser:
    """Finds the leads of one workspace in values; they are told by their place in ``leads``."""

    def __init__(self, leads: Iterable[KnownLead], identifier: str, country_code: str) -> None:
        self._country_code = country_code
        self._places: dict[str, int] = {}
        for place, lead in enumerate(leads):
            self._places[lead.id] = place
            for name in (identifier, "email"):
                if isinstance(text := lead.fields.get(name), str):
                    self._places.setdefault(self._plain(text), place)

    def rows(self, value: Any) -> list[int]:
        """Places of the leads in ``value``, a row each, in order; a lead that comes in two rows comes twice."""
        return self._rows(value, ())

    def _rows(self, value: Any, within: tuple[Any, ...]) -> list[int]:
        """The same for a part of the whole; ``within`` is what it stands in, from the outside."""
        if any(value is other for other in within):
            return []
        inside = (*within, value)
        if is_series(value) and not self._is_row(value, outermost=not within):
            return [place for item in value for place in self._rows(item, inside)]
        nearest = self._nearest(value) if within else set()
        if len(nearest) == 1:  # a row, even if it refers to other leads, or to what holds all of them
            return list(nearest)
        mentioned = self._mentioned(value)
        if len(mentioned) <= 1:
            return list(mentioned)
        return [place for part in self._split(value, mentioned) for place in self._rows(part, inside)]

    def _is_row(self, series: Any, *, outermost: bool) -> bool:
        """Whether a series is one lead, such as its id and its fields, and no list of leads."""
        if all(map(is_leaf, series)):
            return not outermost
        nearest = {place for item in series if is_leaf(item) for place in self._named(item)}
        return len(nearest) == 1 and (not outermost or self._mentioned(series) == nearest)

    def _nearest(self, value: Any) -> set[int]:
        """The leads that are named where one is named at all, nearest to the surface."""
        level = [value]
        for _ in range(NEAR):
            level = [part for each in level for part in parts(each)]
            named = {place for part in level if is_leaf(part) for place in self._named(part)}
            if named:
                return named
        return set()

    def _split(self, value: Any, mentioned: set[int]) -> list[Any]:
        """The parts of what speaks of several leads; one of them, the first list, if it alone speaks of all.

        What has an answer beside the leads in it, or leads by id beside a list of them, has each of them once.
        """
        if isinstance(value, bytes):
            value = value.decode("utf-8", "replace")
        if isinstance(value, str):
            return _decoded(value) or (value.splitlines() if "\n" in value.strip() else list(self._names(value)))
        if is_series(value):
            return list(value)
        if isinstance(value, Mapping) and any(map(self._mentioned, value)):
            return [tuple(pair) for pair in value.items()]
        found = parts(value, keys=False)
        whole = [part for part in found if self._mentioned(part) == mentioned]
        return sorted(whole, key=is_series, reverse=True)[:1] or found

    def _mentioned(self, value: Any) -> set[int]:
        return {place for part in everything(value) for place in self._named(part)}

    def _named(self, leaf: Any) -> Iterator[int]:
        if isinstance(leaf, bytes):
            leaf = leaf.decode("utf-8", "replace")
        elif isinstance(leaf, int) and not isinstance(leaf, bool):
            leaf = str(leaf)
        if not isinstance(leaf, str):
            return
        whole = self._places.get(self._plain(leaf))
        if whole is not None:
            yield whole
        elif len(leaf) >= SHORTEST:
            yield from (self._places[name] for name in map(self._plain, self._names(leaf)) if name in self._places)

    def _names(self, text: str) -> Iterator[str]:
        """What may name a lead in a text; numbers with blanks between them are one, or one each."""
        for name in _NAMES.findall(text):
            yield from [name] if self._plain(name) in self._places else name.split()

    def _plain(self, text: str) -> str:
        return normalise_phone(text, self._country_code) or text.strip().casefold()


def _decoded(text: str) -> list[Any]:
    """What a JSON text holds, in a list; nothing if it is none."""
    if text.lstrip()[:1] not in {"[", "{"}:
        return []
    try:
        return [json.loads(text)]
    except ValueError:
        return []
