"""The leads of a workspace in the order of their creation, with an index for each field that is searched by."""

from __future__ import annotations

from bisect import bisect_left, insort
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from pytest_leads.workspace.lead import Lead

#: Place of a lead in the order of creation: when (Unix ms), a running number, the lead's id.
Key = tuple[int, int, str]


class Leads:
    """Leads by id, by identifier, and in order (oldest first).

    ``version`` counts the changes. ``terms(field, value)`` gives the forms under which a value is found. A field's
    index is built when the field is first searched by, and kept from then on: a workspace of 100,000 leads costs
    nothing for fields nobody asks for.
    """

    def __init__(self, identifier: str, terms: Callable[[str, Any], Collection[str]]) -> None:
        self.by_id: dict[str, Lead] = {}
        self.order: list[Key] = []
        self.version = 0
        self._identifier = identifier
        self._terms = terms
        self._identified: dict[str, str] = {}
        self._indexes: dict[str, dict[str, list[Key]]] = {}

    def put(self, lead: Lead) -> None:
        """Add a lead, or put its next version in the place of the one before."""
        self.version += 1
        old = self.by_id.get(lead.id)
        self.by_id[lead.id] = lead
        if old is None:
            insort(self.order, lead.key)
            for term in self._terms(self._identifier, lead.fields.get(self._identifier)):
                self._identified[term] = lead.id
        for field, index in self._indexes.items():
            self._move(index, field, old, lead)

    def identified(self, value: Any) -> Lead | None:
        """The lead with this identifier value, however it is spelt."""
        found = (self._identified.get(term) for term in self._terms(self._identifier, value))
        return next((self.by_id[lead_id] for lead_id in found if lead_id is not None), None)

    def posted(self, field: str, term: str) -> list[Key]:
        """Keys of the leads whose ``field`` is found under ``term``, oldest first; not to be changed."""
        if field == self._identifier:
            lead_id = self._identified.get(term)
            return [] if lead_id is None else [self.by_id[lead_id].key]
        if field not in self._indexes:
            self._indexes[field] = self._build(field)
        return self._indexes[field].get(term, [])

    def copy(self) -> Leads:
        """An independent copy; leads are values, so they are shared."""
        other = Leads(self._identifier, self._terms)
        other.by_id = self.by_id.copy()
        other.order = self.order.copy()
        other._identified = self._identified.copy()
        return other

    def _build(self, field: str) -> dict[str, list[Key]]:
        index: dict[str, list[Key]] = {}
        for key in self.order:
            for term in self._terms(field, self.by_id[key[2]].fields.get(field)):
                index.setdefault(term, []).append(key)
        return index

    def _move(self, index: dict[str, list[Key]], field: str, old: Lead | None, new: Lead) -> None:
        before = set(self._terms(field, old.fields.get(field))) if old else set()
        after = set(self._terms(field, new.fields.get(field)))
        for term in before - after:
            keys = index[term]
            del keys[bisect_left(keys, new.key)]
        for term in after - before:
            insort(index.setdefault(term, []), new.key)
