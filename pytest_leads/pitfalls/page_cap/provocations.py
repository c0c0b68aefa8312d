"""Provoked: more leads match than one page holds, and the one that was found is on the last page."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from pytest_leads.audit.reading import items, mapping, member, operation_id, whole_number
from pytest_leads.provocation.act import Act, body_of, operation_of
from pytest_leads.provocation.plan import Provocation, first_of_each_line, numbered

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from random import Random

    from pytest_leads.journal import Exchange
    from pytest_leads.provocation.act import Simulate
    from pytest_leads.wire import Answer, Request
    from pytest_leads.workspace import Workspace
    from pytest_leads.workspace.lead import Lead
    from pytest_leads.workspace.profile import Profile

#: Rows of a page where the request does not say (docs: leads/search).
DEFAULT_LIMIT = 10
#: Leads that come in beyond two full pages: a number that makes ``total_count`` one that nothing else is.
BEYOND = 37


@dataclass(slots=True, kw_only=True)
class MoreMatches(Act):
    """The ``nth`` search that could have more matches has more than a page of them."""

    _wanted: tuple[str, ...] = ()
    _total: int = 0
    _limit: int = DEFAULT_LIMIT

    def applies(self, request: Request, workspace: Workspace) -> bool:
        """Whether it is the first page of a search that more than one lead can match."""
        return operation_of(request) == "search_leads" and _may_match_more(request, workspace.identifier)

    def provoke(self, request: Request, simulate: Simulate, workspace: Workspace) -> Answer:
        """Put more leads there, newer than those that match, and answer."""
        found = [lead for lead in map(workspace.find, _identifiers(simulate(request), workspace)) if lead is not None]
        if not found:
            self.fired = False
            return simulate(request)
        limit = _limit(request)
        for number in range(2 * limit + BEYOND):
            _put_alike(workspace, found[0], number)
        answer = simulate(request)
        self._wanted = tuple(str(lead.fields[workspace.identifier]) for lead in found)
        self._limit = limit
        self._total = mapping(answer.response.json()).get("total_count", 0)
        self.said = (
            f"{self._total} leads match where {len(found)} did, and a page holds {limit}; the wanted one is last"
        )
        return answer

    def recognised(self, exchanges: Sequence[Exchange]) -> str:
        """Whether the code went on until it had the wanted lead."""
        shown = [row for e in exchanges if operation_id(e) == "search_leads" for row in _rows(e.received())]
        fields = [mapping(row.get("fields")).values() for row in shown]
        if any(self._wanted[-1] in values for values in fields):
            return f"further pages were read, up to the last of {self._total} leads"
        return ""

    def changes_results(self, exchanges: Sequence[Exchange]) -> bool:  # noqa: ARG002  # whatever was sent
        """Anybody would get other leads now."""
        return True

    def in_hand(self, values: Collection[Any]) -> bool:
        """Whether the number of all matches, or of those that are left, came back to the caller, be it in a text."""
        telling = {self._total, self._total - self._limit}
        said = re.compile(rf"\b({'|'.join(map(str, telling))})\b")
        return not telling.isdisjoint(values) or any(isinstance(v, str) and said.search(v) for v in values)


ACT = MoreMatches


def plan(exchanges: Sequence[Exchange], profile: Profile, random: Random) -> Iterator[Provocation]:  # noqa: ARG001  # nothing is chosen
    """For each line that searches and finds something."""
    searches = [
        e for e in exchanges if operation_id(e) == "search_leads" and _may_match_more(e.request, profile.identifier)
    ]
    for number, exchange in first_of_each_line(searches):
        if exchange.ok and _rows(exchange.received()):
            yield Provocation("page-cap", numbered(number), exchange)


def _may_match_more(request: Request, identifier: str) -> bool:
    """Not where the identifier is asked for, nor from the middle of the pages, nor where one row alone is wanted."""
    if identifier in member(body_of(request), "fields"):
        return False
    return dict(request.query).get("skip", "0") == "0" and _limit(request) > 1


def _limit(request: Request) -> int:
    limit = whole_number(dict(request.query).get("limit"))
    return DEFAULT_LIMIT if limit is None else limit


def _rows(received: Any) -> list[dict[str, Any]]:
    return [row for row in items(mapping(received).get("data")) if isinstance(row, dict)]


def _identifiers(answer: Answer, workspace: Workspace) -> list[str]:
    if answer.response.status != 200:  # noqa: PLR2004  # the one success of a search
        return []
    values = (mapping(row.get("fields")).get(workspace.identifier) for row in _rows(answer.response.json()))
    return [value for value in values if isinstance(value, str)]


def _put_alike(workspace: Workspace, lead: Lead, number: int) -> None:
    """A lead with the same data, as far as one can have it: another identifier, and newer by a hair."""
    sequence, lead_id = workspace.next_id()
    fields = {**lead.fields, workspace.identifier: _another(workspace, number)}
    key = (lead.created_on, sequence, lead_id)
    workspace.store.put(replace(lead, id=lead_id, key=key, fields=MappingProxyType(fields), rows={}))


def _another(workspace: Workspace, number: int) -> str:
    match workspace.profile.identifier_type:
        case "PHONE":
            return f"{workspace.country_code}70000{number:05}"
        case "EMAIL":
            return f"somebody.else.{number}@example.com"
        case _:
            return f"somebody else {number}"
