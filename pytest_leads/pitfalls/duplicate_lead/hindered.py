"""Conflicts under faults: what a fault did is nobody's mistake."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_leads.audit.reading import items, member, operation_id, sent_as
from pytest_leads.pitfalls.duplicate_lead.identity import identity, lead_addressed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pytest_leads.journal import Exchange
    from pytest_leads.pitfalls.duplicate_lead.refused import Conflict
    from pytest_leads.workspace.profile import Profile

#: What code does about a lead that exists already.
_STEPS = frozenset({"search_leads", "read_lead", "update_lead", "save_lead", "create_actions", "search_actions"})


def hinder(exchange: Exchange, terms: Profile, known: dict[str, set[str]], conflicts: Sequence[Conflict]) -> None:
    """Tell the conflicts that a step may have been meant for, and that its answer was kept from whoever took it."""
    if operation_id(exchange) not in _STEPS:
        return
    meant = _meant(exchange, terms, known)
    about = [met for met in conflicts if met.about in meant] if meant else conflicts[-1:]
    for met in about:
        met.hindered.add(sent_as(exchange))


def allow_for(met: Conflict, unknowing: Iterable[Exchange]) -> None:
    """Take off a conflict what was stored by creates whose sender could not know: it meets its own lead.

    Source: leads-api 10: a retry of a create meets 409, for there is no idempotency key.
    """
    for exchange in unknowing:
        fields = member(exchange.sent(), "fields")
        if met.about is not None and met.about == identity(fields, met.terms):
            met.show(fields)
            met.add(exchange.sent())


def _meant(exchange: Exchange, terms: Profile, known: dict[str, set[str]]) -> set[str]:
    """Identities that a step is about; none if it does not say."""
    if operation_id(exchange) not in {"search_leads", "save_lead"}:
        return known.get(lead_addressed(exchange), set())
    value = member(exchange.sent(), "fields").get(terms.identifier)
    values = items(value) if isinstance(value, list) else [value]
    return {found for one in values if (found := identity({terms.identifier: one}, terms)) is not None}
