"""Provoked: more leads match than one page holds, and the one that was found is on the last page."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import dropwhile
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from pytest_leads.audit.reading import items, mapping, member, operation_id, whole_number
from pytest_leads.errors import UsageError
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

#: Rows of a page where the request does not say, and at most (docs: leads/search).
DEFAULT_LIMIT, MOST = 10, 100
#: Leads that come in beyond two full pages: a number that makes ``total_count`` one that nothing else is.
BEYOND = 37


@dataclass(slots=True, kw_only=True)
class MoreMatches(Act):
    """The ``nth`` search that could have more matches has more than two pages of them.

    ``least`` is the smallest ``limit`` of the searches that are counted: code that wants a single row gets one, unless
    it asks so for ``total_count``.
    """

    least: int = 2
    _identifier: str = field(default="", init=False)
    _wanted: str = field(default="", init=False)
    _total: int = field(default=0, init=False)
    _limit: int = field(default=DEFAULT_LIMIT, init=False)

    def __post_init__(self) -> None:
        Act.__post_init__(self)
        least: Any = self.least
        if isinstance(least, bool) or not isinstance(least, int) or least < 1:
            raise UsageError(f'leads_api.provoke("page-cap", least={least!r}): a whole number, 1 or more, is needed')

    def applies(self, request: Request, workspace: Workspace) -> bool:
        """Whether it is the first page of a search that more than one lead can match."""
        return operation_of(request) == "search_leads" and _may_match_more(request, workspace.identifier, self.least)

    def provoke(self, request: Request, simulate: Simulate, workspace: Workspace) -> Answer:
        """Put more leads there, newer than those that match, and answer."""
        before = simulate(request)
        found = [lead for lead in map(workspace.find, _identifiers(before, workspace)) if lead is not None]
        if not found:
            self.fired = False
            return before
        limit = MOST if _limit(request) == 1 else _limit(request)
        for number in range(2 * limit + BEYOND):
            _put_alike(workspace, found[0], number, _apart(request))
        answer = simulate(request)
        self._identifier, self._wanted = workspace.identifier, str(found[-1].fields[workspace.identifier])
        self._limit = limit
        did, self._total = (mapping(each.response.json()).get("total_count", 0) for each in (before, answer))
        self.said = f"{self._total} leads match where {did} did, and a page holds {limit}; the wanted one is last"
        return answer

    def recognised(self, exchanges: Sequence[Exchange]) -> str:
        """Whether the code went on until it had the wanted lead."""
        searches = [e for e in exchanges if operation_id(e) == "search_leads"]
        later = dropwhile(lambda e: mapping(e.received()).get("total_count") != self._total, searches)
        pages = [e for e in later if self._identifier not in member(e.sent(), "fields")]
        fields = [mapping(row.get("fields")) for e in pages for row in _rows(e.received())]
        if any(row.get(self._identifier) == self._wanted for row in fields):
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

    def twins(self) -> tuple[Act, Act] | None:
        """The first page is full in both; in the second there is more behind it. Code that counts first gets more."""
        if self.least == 1:
            return None
        return SamePage(nth=self.nth, least=self.least), SamePage(nth=self.nth, least=self.least, behind=BEYOND)


@dataclass(slots=True, kw_only=True)
class SamePage(MoreMatches):
    """The first page is what it was, filled up with older leads, and ``behind`` more leads are on those after it."""

    behind: int = 0

    def provoke(self, request: Request, simulate: Simulate, workspace: Workspace) -> Answer:
        """Put more leads there, older than those that match, and answer."""
        before = simulate(request)
        found = [lead for lead in map(workspace.find, _identifiers(before, workspace)) if lead is not None]
        if found:
            for number in range(_limit(request) - len(found) + self.behind):
                _put_alike(workspace, found[-1], number, _apart(request), older=True)
        return simulate(request)


ACT = MoreMatches


def plan(exchanges: Sequence[Exchange], profile: Profile, random: Random) -> Iterator[Provocation]:  # noqa: ARG001  # nothing is chosen
    """For each line that searches and finds something."""
    searches = [e for e in exchanges if operation_id(e) == "search_leads"]
    possible, counted = ([e for e in searches if _may_match_more(e.request, profile.identifier, n)] for n in (2, 1))
    for number, exchange in first_of_each_line(possible):
        if exchange.ok and _rows(exchange.received()):
            before = [n for n, e in enumerate(counted, start=1) if _counts(e, exchange)]
            arguments = {"least": 1} | numbered(before[0]) if before else numbered(number)
            yield Provocation("page-cap", arguments, exchange)


def _counts(exchange: Exchange, search: Exchange) -> bool:
    """Whether a search for a single row asks beforehand how many another one will find."""
    is_same = exchange.number < search.number and exchange.sent() == search.sent()
    return is_same and _limit(exchange.request) == 1


def _may_match_more(request: Request, identifier: str, least: int) -> bool:
    """Not where the identifier is asked for, nor from the middle of the pages, nor where fewer rows are wanted."""
    if identifier in member(body_of(request), "fields"):
        return False
    return dict(request.query).get("skip", "0") == "0" and _limit(request) >= least


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


def _apart(request: Request) -> int:
    """Milliseconds between two leads that are put there: none where the search has a window of its own."""
    return 0 if "created_on" in member(body_of(request), "fields") else 1


def _put_alike(workspace: Workspace, lead: Lead, number: int, apart: int, *, older: bool = False) -> None:
    """A lead with the same data, as far as one can have it: another identifier, and newer or older by a hair."""
    sequence, lead_id = workspace.next_id()
    fields = {**lead.fields, workspace.identifier: _another(workspace, number)}
    later = -1 - number if older else 1 + number
    key = (lead.created_on + apart * later, -sequence if older else sequence, lead_id)
    workspace.store.put(replace(lead, id=lead_id, key=key, fields=MappingProxyType(fields), rows={}))


def _another(workspace: Workspace, number: int) -> str:
    match workspace.profile.identifier_type:
        case "PHONE":
            return f"{workspace.country_code}70000{number:05}"
        case "EMAIL":
            return f"somebody.else.{number}@example.com"
        case _:
            return f"somebody else {number}"
