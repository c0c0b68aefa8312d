"""The rule: a search is a POST with its criteria in the body; the query carries ``skip`` and ``limit`` only."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pytest_leads.audit import Finding
from pytest_leads.audit.reading import shown
from pytest_leads.audit.terms import judged

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pytest_leads.journal import Exchange
    from pytest_leads.workspace.profile import Profile

#: The documented query parameters of a search (docs: sync-api/overview).
PAGING = frozenset({"skip", "limit"})
#: Names under which clients send criteria, beside the fields of the workspace.
CRITERIA = frozenset(
    {"fields", "actions", "filters", "filter", "q", "query", "search", "where", "created_on", "modified_on"}
    | {"name", "phone", "email", "rating", "status", "assignee", "type", "performed_by", "performed_at"}
)


def rule(exchanges: Sequence[Exchange], profile: Profile) -> Iterator[Finding]:
    """Find every search by another method than POST, and every one with criteria in its query string."""
    for exchange, terms in judged(exchanges, profile):
        route = exchange.route
        if route is None or not route.template.endswith("/search"):
            continue
        if exchange.request.method not in {"POST", "OPTIONS"}:
            yield _by_method(exchange)
        elif exchange.request.method == "POST":
            yield from _by_keys(exchange, terms)


def _by_method(exchange: Exchange) -> Finding:
    method = exchange.request.method
    criteria = _criteria(exchange)
    carrying = f" with {', '.join(criteria)} in the query string" if criteria else ""
    return Finding(
        pitfall="search-by-query",
        rule="method",
        level="error",
        exchange=exchange,
        path="request.method",
        value=method,
        seen=f"the search was sent by {method}{carrying}",
    )


def _by_keys(exchange: Exchange, terms: Profile) -> Iterator[Finding]:
    criteria = _criteria(exchange)
    if not criteria:
        return
    matches_all = _is_empty(exchange.sent()) and not _unreadable(exchange)
    names = {_base_name(key) for key in criteria}
    certain = matches_all or bool(names & (CRITERIA | terms.fields.keys()))
    rest = ", and the body is empty, which matches every lead" if matches_all else ""
    yield Finding(
        pitfall="search-by-query",
        rule="keys-in-query",
        level="error" if certain else "warning",
        exchange=exchange,
        path=f"request.query.{next(iter(criteria))}",
        value=criteria,
        seen=f"the query string carries {', '.join(f'{k}={shown(v)}' for k, v in criteria.items())}{rest}",
    )


def _criteria(exchange: Exchange) -> dict[str, str]:
    """Query parameters that are neither paging nor, with a leading underscore, there to get past a cache."""
    return {k: v for k, v in exchange.request.query if k not in PAGING and not k.startswith("_")}


def _base_name(key: str) -> str:
    """``fields.status``, ``fields[status][]`` and ``status[]`` are all about ``status``."""
    names = [name for name in re.split(r"[.\[\]]+", key) if name]
    if len(names) > 1 and names[0] == "fields":
        return names[1]
    return names[0] if names else key


def _is_empty(body: Any) -> bool:
    return body in (None, {}, {"fields": {}})


def _unreadable(exchange: Exchange) -> bool:
    return exchange.sent() is None and bool(exchange.request.body.strip())
