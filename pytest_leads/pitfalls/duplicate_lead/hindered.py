"""Conflicts under faults: what a fault did is nobody's mistake."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pytest_leads.audit.reading import actions_sent, items, member, operation_id, sent_as
from pytest_leads.pitfalls.duplicate_lead.identity import identity, lead_addressed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pytest_leads.journal import Exchange
    from pytest_leads.pitfalls.duplicate_lead.refused import Conflict
    from pytest_leads.wire import Dropped
    from pytest_leads.workspace.profile import Profile

#: What code does about a lead that exists already.
_STEPS = frozenset({"search_leads", "read_lead", "update_lead", "save_lead", "create_actions", "search_actions"})
_ACTION = re.compile(r"actions\[\d+\]")


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

    What they left out is not stored, and who takes the 409 for their success never learns of it.
    Source: leads-api 10: a retry of a create meets 409, for there is no idempotency key.
    """
    for exchange in unknowing:
        fields = member(exchange.sent(), "fields")
        if met.about is not None and met.about == identity(fields, met.terms):
            lost = {_part(dropped.path): dropped for dropped in _untold(exchange)}
            actions = [item for index, item in actions_sent(exchange.sent()) if f"actions[{index}]" not in lost]
            met.miss(exchange, lost)
            met.show({name: value for name, value in fields.items() if f"fields.{name}" not in lost})
            met.add({"actions": actions})
            met.handled = met.handled and not met.ignored


def _untold(exchange: Exchange) -> list[Dropped]:
    """What was ignored and nothing tells of; in a success, what is dropped in silence is a finding by itself."""
    return [dropped for dropped in exchange.disclosure.dropped if dropped.told or not exchange.ok]


def _part(path: str) -> str:
    """The field, or the action, that ``path`` leads to or into: an action is lost with a field of it."""
    inside = _ACTION.match(path)
    return inside[0] if inside else path


def _meant(exchange: Exchange, terms: Profile, known: dict[str, set[str]]) -> set[str]:
    """Identities that a step is about; none if it does not say."""
    if operation_id(exchange) not in {"search_leads", "save_lead"}:
        return known.get(lead_addressed(exchange), set())
    value = member(exchange.sent(), "fields").get(terms.identifier)
    values = items(value) if isinstance(value, list) else [value]
    return {found for one in values if (found := identity({terms.identifier: one}, terms)) is not None}
