"""Provoked, where the code filters by an ISO date: wrong matches in place of none, or none in place of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from pytest_leads.audit.reading import SEARCHES, mapping, operation_id
from pytest_leads.journal import Exchange
from pytest_leads.pitfalls.iso_date.notation import is_iso
from pytest_leads.pitfalls.iso_date.places import places
from pytest_leads.provocation.act import OtherQuirk
from pytest_leads.provocation.plan import Provocation, first_of_each_line, numbered
from pytest_leads.wire import Response

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from random import Random

    from pytest_leads.wire import Request
    from pytest_leads.workspace import Workspace
    from pytest_leads.workspace.profile import Profile


@dataclass(slots=True, kw_only=True)
class WrongMatches(OtherQuirk):
    """A filter by an ISO date finds what it should not, or nothing where it found that."""

    quirk: ClassVar[str] = "unreadable_date_filter"

    value: str = "wrong_matches"

    def strays(self, request: Request, workspace: Workspace) -> bool:
        """Whether the request filters by an ISO date."""
        return filters_by_iso(Exchange(1, request, Response(200)), workspace.profile)


ACT = WrongMatches


def plan(exchanges: Sequence[Exchange], profile: Profile, random: Random) -> Iterator[Provocation]:  # noqa: ARG001  # nothing is chosen
    """For each line that filters by an ISO date."""
    straying = [e for e in exchanges if e.ok and filters_by_iso(e, profile)]
    for number, exchange in first_of_each_line(straying):
        wrong = "unreadable_date_filter" in exchange.disclosure.quirks and _was_wrong(exchange)
        value = {"value": "nothing"} if wrong else {}
        yield Provocation("iso-date", value | numbered(number), exchange)


def filters_by_iso(exchange: Exchange, terms: Profile) -> bool:
    """Whether an exchange is a search with an ISO date among its filters."""
    if operation_id(exchange) not in SEARCHES:
        return False
    return any(isinstance(p.value, str) and is_iso(p.value) for p in places(exchange, terms) if p.filtered)


def _was_wrong(exchange: Exchange) -> bool:
    """Whether the filter found something in the plain run, which a filter that matches nothing cannot."""
    return bool(mapping(exchange.received()).get("total_count"))
