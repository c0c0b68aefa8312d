"""The rule: after a 409 the lead that is there is updated by its id, or saved through the Async API."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_leads.audit import Finding
from pytest_leads.audit.reading import mapping, member, shown
from pytest_leads.audit.terms import judged
from pytest_leads.pitfalls.duplicate_lead.identity import identity, lead_addressed, owners

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pytest_leads.journal import Exchange
    from pytest_leads.workspace.profile import Profile

CONFLICT = 409
CODE = "LEAD_ALREADY_EXISTS"


def rule(exchanges: Sequence[Exchange], profile: Profile) -> Iterator[Finding]:
    """Find each lead whose conflict nothing resolved: once a lead, however often the create was tried."""
    known = owners(exchanges, profile)
    pending: dict[str | None, Finding] = {}
    for exchange, terms in judged(exchanges, profile, "create_lead", "update_lead", "save_lead"):
        if _conflicts(exchange):
            about = identity(member(exchange.sent(), "fields"), terms)
            pending.setdefault(about, _finding(exchange, terms))
        elif exchange.ok:
            for about in _resolved(exchange, terms, known, [*pending]):
                del pending[about]
    yield from pending.values()


def _conflicts(exchange: Exchange) -> bool:
    operation = exchange.operation
    if operation is None or operation.id != "create_lead" or exchange.response.status != CONFLICT:
        return False
    code = member(exchange.received(), "error").get("code")
    return code is None or code == CODE


def _resolved(
    exchange: Exchange, terms: Profile, known: dict[str, set[str]], pending: list[str | None]
) -> list[str | None]:
    """Which of the pending conflicts a successful write takes care of."""
    operation = exchange.operation
    if operation is None or operation.id == "create_lead":
        return []
    if operation.id == "save_lead":
        meant = {identity(member(exchange.sent(), "fields"), terms)}
    else:
        meant = {identity(mapping(exchange.received()).get("fields"), terms)} - {None}
        meant |= known.get(lead_addressed(exchange), set())
    # A lead of which nothing shows the identifier may be the one: no alarm without a reason for it.
    return [about for about in pending if about is None or about in meant or not meant]


def _finding(exchange: Exchange, terms: Profile) -> Finding:
    value = member(exchange.sent(), "fields").get(terms.identifier)
    who = f"the lead with {terms.identifier} = {shown(value)}" if value is not None else "this lead"
    return Finding(
        pitfall="duplicate-lead",
        rule="conflict-dropped",
        level="error",
        exchange=exchange,
        path="response.status",
        value=exchange.response.status,
        seen=f"{who} exists already, and nothing that was sent later updates or saves it",
        advice=f'POST /lead/search with {{"fields": {{"{terms.identifier}": ...}}}} finds the lead that is there.',
        subject=f"fields.{terms.identifier}",
    )
