"""Provoked, where the code searches by GET: the other answer that the documents know, 405 for 404 or 404 for 405."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from pytest_leads.audit.reading import operation_id
from pytest_leads.operations import BY_ID, locate
from pytest_leads.provocation.act import OtherQuirk
from pytest_leads.provocation.plan import Provocation, first_of_each_line, numbered

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from random import Random

    from pytest_leads.journal import Exchange
    from pytest_leads.wire import Request
    from pytest_leads.workspace import Workspace
    from pytest_leads.workspace.profile import Profile


@dataclass(slots=True, kw_only=True)
class OtherRefusal(OtherQuirk):
    """``GET /lead/search`` is answered with the other status."""

    quirk: ClassVar[str] = "get_search"

    value: str = "405"

    def strays(self, request: Request, workspace: Workspace) -> bool:  # noqa: ARG002  # the request says it
        """Whether the request searches by GET."""
        return is_get_search(request)

    def recognised(self, exchanges: Sequence[Exchange]) -> str:
        """Whether a search by POST follows the refusal, as it may in the plain run, too."""
        refused = [exchange.number for exchange in exchanges if is_get_search(exchange.request)]
        searches = [e.number for e in exchanges if e.ok and operation_id(e) == "search_leads"]
        return "a search by POST follows" if refused and searches and max(searches) > min(refused) else ""


ACT = OtherRefusal


def plan(exchanges: Sequence[Exchange], profile: Profile, random: Random) -> Iterator[Provocation]:  # noqa: ARG001  # nothing is chosen
    """For each line that searches by GET."""
    for number, exchange in first_of_each_line(e for e in exchanges if is_get_search(e.request)):
        other = "405" if exchange.response.status != 405 else "404"  # noqa: PLR2004  # the two that the pitfall names
        yield Provocation("search-by-query", {"value": other} | numbered(number), exchange)


def is_get_search(request: Request) -> bool:
    """Whether a request is ``GET /lead/search``."""
    route = locate(request.host, request.path)
    return request.method == "GET" and route is not None and route.template == BY_ID["search_leads"].path
