"""Which lead an exchange is about, by the value of its identifier."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pytest_leads.audit.reading import items, mapping, member, operation_id
from pytest_leads.audit.terms import judged
from pytest_leads.workspace.phone import normalise_phone

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pytest_leads.journal import Exchange
    from pytest_leads.workspace.profile import Profile

_BESIDE = {"status": "status", "rating": "rating", "assignee": "employeeid"}


def identity(fields: Any, terms: Profile) -> str | None:
    """The identifier in lead fields, such that equal means the same lead; ``None`` when none can be read.

    Source: docs: concepts/lead-identifier.
    """
    value = mapping(fields).get(terms.identifier)
    if isinstance(value, bool) or not isinstance(value, str | int) or not str(value).strip():
        return None
    text = str(value)
    if terms.identifier_type == "PHONE":
        return normalise_phone(text, terms.country_code) or text.casefold()
    return (text.strip() if terms.identifier_type == "EMAIL" else text).casefold()


def owners(exchanges: Sequence[Exchange], profile: Profile) -> dict[str, set[str]]:
    """Identities that each lead id is known by, from every answer that shows a lead with its id."""
    known: dict[str, set[str]] = {}
    for exchange, terms in judged(exchanges, profile):
        if exchange.ok:
            for lead_id, fields in leads_shown(exchange):
                value = identity(fields, terms)
                if value is not None and lead_id:
                    known.setdefault(lead_id, set()).add(value)
    return known


def lead_addressed(exchange: Exchange) -> str:
    """The lead id in the path, empty when it has none."""
    route = exchange.route
    return route.params.get("leadId", "") if route else ""


def leads_shown(exchange: Exchange) -> Iterator[tuple[str, Any]]:
    """Id (empty where none is told) and fields of each lead that a successful exchange shows."""
    operation = operation_id(exchange)
    answer = mapping(exchange.received())
    if operation == "create_lead" and isinstance(answer.get("lead_id"), str):
        yield answer["lead_id"], member(exchange.sent(), "fields")
    elif operation in {"read_lead", "update_lead"}:
        yield lead_addressed(exchange), _whole(answer) or member(exchange.sent(), "fields")
    elif operation == "search_leads":
        for row in items(answer.get("data")):
            own = mapping(row).get("id")
            if isinstance(own, str):
                yield own, _whole(row)
            elif isinstance(row, dict):
                yield "", _whole(row)
    elif operation == "save_lead":
        yield "", member(exchange.sent(), "fields")


def _whole(lead: dict[str, Any]) -> dict[str, Any]:
    """Fields of a lead; some stand beside them in search rows as they were seen live."""
    beside = {name: lead[place] for name, place in _BESIDE.items() if place in lead}
    return {**beside, **mapping(lead.get("fields"))}
