"""The rule: ``limit`` stays within its cap, stands in the query, and all pages of a search are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_leads.audit import Finding
from pytest_leads.audit.reading import SEARCHES, mapping, operation_id, query_value, shown, whole_number
from pytest_leads.audit.terms import judged
from pytest_leads.pitfalls.page_cap.pages import unread

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pytest_leads.journal import Exchange
    from pytest_leads.workspace.profile import Profile

#: Highest ``limit`` by operation (docs: leads/search, actions/search, leads/get, team-members/list).
CAPS = {"search_leads": 100, "search_actions": 100, "read_lead": 100, "list_members": 10}


def rule(exchanges: Sequence[Exchange], profile: Profile) -> Iterator[Finding]:
    """Find limits outside their cap, limits in a body, and searches of which pages stayed unread."""
    yield from limits(exchanges, profile)
    yield from unread(exchanges)


def limits(exchanges: Sequence[Exchange], profile: Profile) -> Iterator[Finding]:
    """Find limits outside their cap, and paging put into the body, where the API does not look for it."""
    for exchange, _ in judged(exchanges, profile, *CAPS):
        if operation_id(exchange) == "read_lead" and not _includes_actions(exchange):
            continue  # docs: leads/get: skip and limit are ignored there
        yield from _outside(exchange, CAPS[operation_id(exchange)])
        if operation_id(exchange) in SEARCHES:
            yield from _in_body(exchange)


def _includes_actions(exchange: Exchange) -> bool:
    return (query_value(exchange, "includeActions") or "").strip().lower() == "true"


def _outside(exchange: Exchange, cap: int) -> Iterator[Finding]:
    """The first of the limits sent that is outside: which of several the API reads is stated nowhere."""
    sent = [(text, whole_number(text)) for name, text in exchange.request.query if name == "limit"]
    outside = [(text, limit) for text, limit in sent if limit is None or not 1 <= limit <= cap]
    if not outside:
        return
    text, limit = outside[0]
    yield Finding(
        pitfall="page-cap",
        rule="limit-outside",
        level="error",
        exchange=exchange,
        path="request.query.limit",
        value=text if limit is None else limit,
        seen=(
            f"limit is {shown(text)}; here it must be a whole number between 1 and {cap}, in digits alone"
            if limit is None
            else f"limit is {limit}; here it must be between 1 and {cap}"
        ),
        advice="" if cap == CAPS["search_leads"] else f"The cap of this list is {cap}, not 100.",
    )


def _in_body(exchange: Exchange) -> Iterator[Finding]:
    body = mapping(exchange.sent())
    for name in ("skip", "limit"):
        if name in body and query_value(exchange, name) is None:
            yield Finding(
                pitfall="page-cap",
                rule=f"{name}-in-body",
                level="warning",
                exchange=exchange,
                path=f"request.body.{name}",
                value=body[name],
                seen=f"{name} = {shown(body[name])} stands in the body; a search reads it from the query string only",
                advice=f"Send it as a query parameter: /search?{name}=...",
                subject=name,
            )
