"""Which leads a returned value speaks of, in order: rows, objects, ids, lines of text, whatever it is made of.

A lead is known by its id, its identifier in any spelling, and its e-mail address.
"""

from __future__ import annotations

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

    def rows(self, value: Any, *, outermost: bool = True) -> list[int]:
        """Places of the leads in ``value``, a row each, in order; a lead that comes in two rows comes twice."""
        if is_series(value) and (outermost or not all(map(is_leaf, value))):
            return [place for item in value for place in self.rows(item, outermost=False)]
        mentioned = self._mentioned(value)
        if len(mentioned) <= 1:
            return list(mentioned)
        return [place for part in _rows_of(value) for place in self.rows(part, outermost=False)]

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
            yield from (self._places[name] for name in map(self._plain, _NAMES.findall(leaf)) if name in self._places)

    def _plain(self, text: str) -> str:
        return normalise_phone(text, self._country_code) or text.strip().casefold()


def _rows_of(value: Any) -> list[Any]:
    """The parts of what speaks of several leads: pairs of a mapping, lines of a text, members of an object."""
    if isinstance(value, str):
        return value.splitlines() if "\n" in value else _NAMES.findall(value)
    if isinstance(value, bytes):
        return _rows_of(value.decode("utf-8", "replace"))
    if isinstance(value, Mapping):
        return [tuple(pair) for pair in value.items()]
    return parts(value)
