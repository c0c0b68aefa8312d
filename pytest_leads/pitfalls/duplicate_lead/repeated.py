"""The rule: an action whose answer was lost is not sent again unseen, for nothing but the timeline tells of it.

Source: leads-api 10: idempotency keys are known to no source, and a retry of a call that adds actions adds them twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pytest_leads.audit import Finding
from pytest_leads.audit.finding import is_at_or_below
from pytest_leads.audit.reading import actions_sent, canonical, member, operation_id
from pytest_leads.audit.terms import judged
from pytest_leads.pitfalls.duplicate_lead.identity import identity, lead_addressed, owners

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pytest_leads.journal import Exchange
    from pytest_leads.workspace.profile import Profile

#: Calls that add actions to a timeline.
ADDING = ("create_lead", "create_actions", "save_lead")


@dataclass(slots=True)
class _Unknown:
    """Actions that an exchange stored of which a fault kept the news; ``whose`` is what their lead is known by."""

    exchange: Exchange
    whose: set[str]
    actions: list[str]


def repeated(exchanges: Sequence[Exchange], profile: Profile) -> Iterator[Finding]:
    """Find each exchange that stored actions once more whose first answer was lost."""
    known = owners(exchanges, profile)
    unknown: list[_Unknown] = []
    for exchange, terms in judged(exchanges, profile, *ADDING):
        if not exchange.took_effect:
            continue
        whose = _whose(exchange, terms, known)
        stored = dict(_stored(exchange))
        twice = [(path, first) for path, action in stored.items() if (first := _first(unknown, whose, action))]
        if twice:
            yield _finding(exchange, twice)
        if exchange.is_hindered:
            unknown.append(_Unknown(exchange, whose, list(map(_text, stored.values()))))


def _whose(exchange: Exchange, terms: Profile, known: dict[str, set[str]]) -> set[str]:
    if operation_id(exchange) == "create_actions":
        lead_id = lead_addressed(exchange)
        return {f"id {lead_id}", *known.get(lead_id, set())}
    own = identity(member(exchange.sent(), "fields"), terms)
    return set() if own is None else {own}


def _stored(exchange: Exchange) -> Iterator[tuple[str, dict[str, Any]]]:
    """Path and item of each action of which nothing is known to have been left out."""
    for index, action in actions_sent(exchange.sent()):
        path = f"actions[{index}]"
        if not any(is_at_or_below(dropped.path, path) for dropped in exchange.disclosure.dropped):
            yield path, action


def _first(unknown: list[_Unknown], whose: set[str], action: dict[str, Any]) -> Exchange | None:
    """The exchange that stored the action already, which is then accounted for."""
    text = _text(action)
    for lost in unknown:
        if text in lost.actions and whose & lost.whose:
            lost.actions.remove(text)
            return lost.exchange
    return None


def _text(action: dict[str, Any]) -> str:
    """What the same action is the same by; the two APIs write the types differently (docs: concepts/action-types)."""
    return canonical({**action, "type": str(action.get("type")).removeprefix("ACTION_")})


def _finding(exchange: Exchange, twice: Sequence[tuple[str, Exchange]]) -> Finding:
    (path, first), paths = twice[0], ", ".join(path for path, _ in twice)
    one, fault = len(twice) == 1, first.disclosure.fault
    return Finding(
        pitfall="duplicate-lead",
        rule="repeated-after-fault",
        level="warning",
        exchange=exchange,
        path=f"request.body.{path}",
        value=dict(_stored(exchange))[path],
        seen=(
            f"{paths} {'was' if one else 'were'} stored by exchange {first.number} already, whose answer was lost to "
            f"the fault {fault.kind if fault else ''}; sent again, {'it is' if one else 'they are'} there twice"
        ),
        advice=(
            "After an answer that did not come, look into the timeline first (POST /lead/{leadId}/action/search), and "
            "add what is missing there: the API knows no idempotency key."
        ),
        subject=path,
    )
