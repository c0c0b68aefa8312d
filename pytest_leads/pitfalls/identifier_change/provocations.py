"""Provoked, where the code sends the identifier with an update and the workspace lets it through: the 403."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from pytest_leads.audit.reading import member, operation_id
from pytest_leads.provocation.act import OtherQuirk, body_of, operation_of
from pytest_leads.provocation.plan import Provocation, first_of_each_line, numbered

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from random import Random

    from pytest_leads.journal import Exchange
    from pytest_leads.wire import Request
    from pytest_leads.workspace import Workspace
    from pytest_leads.workspace.profile import Profile


@dataclass(slots=True, kw_only=True)
class Refused(OtherQuirk):
    """An update that carries the identifier is 403, be its value the same or another."""

    answers: ClassVar[frozenset[str]] = frozenset({"update_lead", "read_lead", "search_leads"})
    quirk: ClassVar[str] = "identifier_in_update"

    value: str = "reject"

    def strays(self, request: Request, workspace: Workspace) -> bool:
        """Whether the request is an update with the identifier in it."""
        return operation_of(request) == "update_lead" and workspace.identifier in member(body_of(request), "fields")


ACT = Refused


def plan(exchanges: Sequence[Exchange], profile: Profile, random: Random) -> Iterator[Provocation]:  # noqa: ARG001  # nothing is chosen
    """For each line that sends the identifier with an update and was let through."""
    carrying = [
        e for e in exchanges if operation_id(e) == "update_lead" and profile.identifier in member(e.sent(), "fields")
    ]
    for number, exchange in first_of_each_line(carrying):
        if exchange.ok:
            yield Provocation("identifier-change", numbered(number), exchange)
