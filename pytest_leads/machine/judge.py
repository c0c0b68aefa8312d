"""Holds what is seen against the model: rows, one lead, a timeline, and what a call told."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, NoReturn

from pytest_leads.audit.reading import mapping, shown
from pytest_leads.machine import promises
from pytest_leads.machine.model import Either
from pytest_leads.machine.promises import DivergenceError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from pytest_leads.journal import Exchange
    from pytest_leads.machine.links import Link
    from pytest_leads.machine.model import Fields, Lead, Model
    from pytest_leads.machine.plain import Plain
    from pytest_leads.machine.promises import Promise

#: What the workspace keeps itself.
KEPT = frozenset({"created_on", "modified_on"})
#: Actions that one request for a timeline shows.
TIMELINE = 100
#: Leads that a message names.
MOST_SHOWN = 6
OWN = "asked for by the machine itself"


@dataclass(slots=True)
class Judge:
    """The eyes of a machine: they see by requests of its own, whatever the calls of the code under test return."""

    link: Link
    plain: Plain
    model: Model

    @property
    def alone(self) -> bool:
        """Whether no leads are there but those of the machine."""
        return self.link.workspace is not None

    def own(self, filters: Mapping[str, Any]) -> Fields:
        """Filters that find no leads but those of the machine."""
        if self.alone:
            return dict(filters)
        return {self.model.identifier: [lead.identifier for lead in self.model.newest()], **filters}

    def fail(
        self, promise: Promise, *, expected: str, seen: str, through: str = OWN, exchange: Exchange | None = None
    ) -> NoReturn:
        """Say that something else was seen than the model expects.

        Raises:
            DivergenceError: always.
        """
        last = self.link.journal[-1] if len(self.link.journal) else None
        raise DivergenceError(promise, expected=expected, seen=seen, through=through, exchange=exchange or last)

    def look(self, touched: Iterable[Lead] = ()) -> None:
        """Look at every lead, and at the timelines of those that were ``touched``.

        Raises:
            DivergenceError: something is not as it has to be.
        """
        expected = self.model.newest()
        if not expected and not self.alone:
            return  # that an empty list finds nothing is stated nowhere
        pages = self.plain.pages(self.own({}))
        rows = [row for page in pages for row in page.rows]
        self.found(rows, expected)
        for page in pages:
            self.total(page.total, len(expected))
        for row in rows:
            self.whole(self.model.leads[self.key(row)], row)
        for lead in dict.fromkeys(touched):
            self.timeline(lead)

    # Rows

    def key(self, row: Mapping[str, Any]) -> str:
        """Identifier of the lead that a row shows, in its normal form."""
        spelt = fields_in(row).get(self.model.identifier)
        if isinstance(spelt, str):
            return self.model.normal(spelt)
        return next((lead.identifier for lead in self.model.known() if lead.id == row.get("id")), "")

    def found(
        self,
        rows: Sequence[Mapping[str, Any]],
        expected: Sequence[Lead],
        *,
        through: str = OWN,
        missing: Promise = promises.LOST,
        surplus: Promise = promises.SURPLUS,
    ) -> None:
        """Compare rows with the leads that are expected, in their order.

        Raises:
            DivergenceError: a lead is ``missing``, is ``surplus``, comes twice, or in the wrong place.
        """
        keys, wanted = [self.key(row) for row in rows], [lead.identifier for lead in expected]
        if keys == wanted:
            return
        fail = partial(self.fail, expected=_leads(wanted), seen=_leads(keys), through=through)
        if not set(wanted) <= set(keys):
            fail(missing)
        if not set(keys) <= set(wanted):
            fail(surplus)
        if len(keys) > len(wanted):
            fail(promises.DUPLICATE if surplus is promises.SURPLUS else promises.PAGES)
        moments = [fields_in(row).get("created_on") for row in rows]
        own = [moments[keys.index(key)] for key in wanted]
        if None in own or own != moments:  # leads of one and the same moment may come in any order
            fail(promises.ORDER)

    def total(self, seen: Any, expected: int) -> None:
        """Compare a ``total_count``.

        Raises:
            DivergenceError: it is another.
        """
        if seen != expected:
            self.fail(promises.TOTAL, expected=f"total_count = {expected}", seen=f"total_count = {shown(seen)}")

    # One lead

    def whole(self, lead: Lead, row: Mapping[str, Any], *, through: str = OWN) -> None:
        """Compare all of a lead with a row that holds all of it; what the model leaves open is settled by it.

        Raises:
            DivergenceError: something is not as it has to be.
        """
        fields = fields_in(row)
        if fields == lead.row and row.get("id", lead.id) == lead.id:
            return
        if lead.row is not None and fields != lead.row:
            changed = sorted(name for name in {**fields, **lead.row} if fields.get(name) != lead.row.get(name))
            self.fail(
                promises.UNCHANGED,
                expected=f"{lead.identifier} with {_listed(lead.row, changed)}, as before",
                seen=_listed(fields, changed),
                through=through,
            )
        self._known_as(lead, row.get("id"), through)
        others = fields if self.alone else {}
        self._compare(lead, fields, {*lead.fields, *lead.ignored, *others}, through)
        lead.row = fields

    def part(self, lead: Lead, row: Mapping[str, Any], *, through: str) -> None:
        """Compare those fields of a lead that somebody chose to show.

        Raises:
            DivergenceError: one is not as it has to be.
        """
        fields = fields_in(row)
        self._compare(lead, fields, fields.keys() & {*lead.fields, *lead.ignored}, through)

    def _known_as(self, lead: Lead, lead_id: Any, through: str) -> None:
        if lead_id is not None and lead.id not in {"", lead_id}:
            self.fail(
                promises.LOST, expected=f"{lead.identifier} with id {lead.id}", seen=f"id {lead_id}", through=through
            )
        lead.id = lead.id or str(lead_id or "")

    def _compare(self, lead: Lead, fields: Fields, names: Collection[str], through: str) -> None:
        for name in sorted(set(names) - {self.model.identifier, *KEPT}):
            expected, seen = lead.fields.get(name), fields.get(name)
            if isinstance(expected, Either) and seen in expected.values:
                lead.fields[name] = seen
                if seen is None:
                    del lead.fields[name]
            elif expected != seen:
                is_kept = seen is not None and seen == lead.ignored.get(name)
                self.fail(
                    promises.IGNORED if is_kept else promises.STORED,
                    expected=f"{lead.identifier} with {name} = {_wanted(expected)}",
                    seen=f"{name} = {shown(seen)}",
                    through=through,
                )
        if self.alone and fields.get("created_on", lead.born[0]) != lead.born[0]:
            expected, seen = f"{lead.identifier} created on {lead.born[0]}", f"on {fields['created_on']}"
            self.fail(promises.STORED, expected=expected, seen=seen, through=through)

    # Timelines

    def timeline(self, lead: Lead) -> None:
        """Compare the timeline of a lead, if it can be asked for.

        Raises:
            DivergenceError: an action is missing, is there twice or was not to be there, or the order is another.
        """
        if not lead.id or sum(map(len, lead.timeline)) > TIMELINE:
            return
        rest = seen = self.plain.timeline(lead.id)
        for actions in reversed(lead.timeline):
            part, rest = rest[: len(actions)], rest[len(actions) :]
            if not _same(part, actions):
                break
        else:
            if not rest:
                return
        expected = [action for actions in reversed(lead.timeline) for action in actions]
        self.fail(
            promises.TIMELINE,
            expected=f"{len(expected)} actions of {lead.identifier}: {shown(expected, 300)}",
            seen=f"{len(seen)}: {shown(seen, 300)}",
        )


def fields_in(row: Mapping[str, Any]) -> Fields:
    """The fields of a lead in a row of the API, which may have the status beside them, or the fields themselves."""
    if "fields" not in row:
        return dict(row)
    beside = {"status": row["status"]} if row.get("status") is not None else {}
    return {**beside, **mapping(row["fields"])}


def _same(seen: Sequence[Mapping[str, Any]], expected: Sequence[Mapping[str, Any]]) -> bool:
    """Whether these are the same actions in any order; ``seen`` may show more of each."""
    left = list(seen)
    for action in expected:
        match = next((other for other in left if _shows(other, action)), None)
        if match is None:
            return False
        left.remove(match)
    return not left


def _shows(seen: Mapping[str, Any], action: Mapping[str, Any]) -> bool:
    prefixed = {**action, "type": f"ACTION_{action['type']}"}
    return any(all(seen.get(name) == value for name, value in form.items()) for form in (action, prefixed))


def _wanted(expected: Any) -> str:
    values = expected.values if isinstance(expected, Either) else (expected,)
    return " or ".join(shown(value) for value in values)


def _leads(identifiers: Sequence[str]) -> str:
    if not identifiers:
        return "no lead"
    texts = [identifier or "(without an identifier)" for identifier in identifiers[:MOST_SHOWN]]
    more = [f"and {len(identifiers) - MOST_SHOWN} more"] if len(identifiers) > MOST_SHOWN else []
    return f"{len(identifiers)}: {', '.join([*texts, *more])}"


def _listed(fields: Mapping[str, Any], names: Iterable[str]) -> str:
    return ", ".join(f"{name} = {shown(fields.get(name))}" for name in names)
