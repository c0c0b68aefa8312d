"""The rule: a search is a POST with its criteria in the body; the query carries ``skip`` and ``limit`` only."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pytest_leads.audit import Finding
from pytest_leads.audit.reading import mapping, member, operation_id, shown
from pytest_leads.audit.terms import judged
from pytest_leads.operations import BY_ID

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
#: Words of paging and sorting in other APIs, without marks and in lower case; here they are no criteria.
ORDERING = frozenset(
    {"sort", "order", "orderby", "sortby", "page", "pagesize", "perpage", "offset", "size", "count", "cursor", "start"}
)
#: Members of the body of a lead search, and those that page-cap speaks of (docs: leads/search).
IN_BODY = frozenset({"fields", "actions", "skip", "limit"})


def rule(exchanges: Sequence[Exchange], profile: Profile) -> Iterator[Finding]:
    """Find every search by another method than POST, and every one with criteria where the API does not read them."""
    for exchange, terms in judged(exchanges, profile):
        route, method = exchange.route, exchange.request.method
        if route is None:
            continue
        if route.template == BY_ID["create_lead"].path:
            if method == "GET" and _criteria(exchange):
                yield _by_method(exchange)
        elif route.template.endswith("/search") and method == "POST":
            yield from _by_keys(exchange, terms)
            yield from _by_ordering(exchange)
            yield from _by_members(exchange)
        elif route.template.endswith("/search") and method != "OPTIONS":
            yield _by_method(exchange)


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
        value=_single(criteria),
        seen=f"the query string carries {', '.join(f'{k}={shown(v)}' for k, v in criteria.items())}{rest}",
    )


def _by_ordering(exchange: Exchange) -> Iterator[Finding]:
    keys = {k: v for k, v in _beside_paging(exchange).items() if _is_ordering(k)}
    if keys:
        yield Finding(
            pitfall="search-by-query",
            rule="unread-keys",
            level="warning",
            exchange=exchange,
            path=f"request.query.{next(iter(keys))}",
            value=_single(keys),
            seen=f"{', '.join(keys)} in the query string is not read by the API; only skip and limit are",
            advice="A search answers the newest first; skip and limit choose the page.",
        )


def _by_members(exchange: Exchange) -> Iterator[Finding]:
    """Criteria that stand beside ``fields`` and ``actions`` in the body of a lead search."""
    body = exchange.sent()
    others = {k: v for k, v in mapping(body).items() if k not in IN_BODY and v is not None}
    if operation_id(exchange) != "search_leads" or not others:
        return
    filtered = bool(member(body, "fields") or member(body, "actions"))
    so = "only what is in fields and actions filters" if filtered else "so the search matches every lead"
    name, value = next(iter(others.items()))
    yield Finding(
        pitfall="search-by-query",
        rule="criteria-outside-fields",
        level="warning",
        exchange=exchange,
        path=f"request.body.{name}",
        value=value,
        seen=f"{', '.join(others)} in the body, outside fields and actions, is not read; {so}",
        advice='Put criteria into fields: {"fields": {"phone": ...}}.',
        subject=name,
    )


def _beside_paging(exchange: Exchange) -> dict[str, str]:
    """Query parameters that are neither paging nor, with a leading underscore, there to get past a cache."""
    return {k: v for k, v in exchange.request.query if k not in PAGING and not k.startswith("_")}


def _criteria(exchange: Exchange) -> dict[str, str]:
    return {k: v for k, v in _beside_paging(exchange).items() if not _is_ordering(k)}


def _is_ordering(key: str) -> bool:
    return re.split(r"[.\[]", key)[0].replace("_", "").replace("-", "").lower() in ORDERING


def _single(keys: dict[str, str]) -> str | dict[str, str]:
    """What stands at the path of the finding, or all that was sent when there are several."""
    return next(iter(keys.values())) if len(keys) == 1 else keys


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
