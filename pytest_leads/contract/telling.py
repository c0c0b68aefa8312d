"""Whether a call told its caller that something did not persist.

The signs (design: an exception, the value returned, a warning, a log record of WARNING or above, a follow-up
request) count only where they differ from a *control*: the same call with nothing in it that would be ignored. Code
that always warns, or always reads the lead back, has not told anybody anything.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pytest_leads.audit.reading import items, mapping, operation_id
from pytest_leads.contract.depth import texts
from pytest_leads.contract.likeness import likeness

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pytest_leads.contract.outcome import Outcome
    from pytest_leads.journal import Exchange

#: Requests that repair what was lost, or look at what is there.
FOLLOW_UPS = frozenset(
    {"read_lead", "search_leads", "read_action", "search_actions", "update_lead", "create_actions", "update_action"}
    | {"save_lead", "read_pipeline"}
)


@dataclass(frozen=True, slots=True)
class Loss:
    """What was lost: its path in the request body, its last name, and the value that was sent."""

    path: str
    name: str
    sent: Any


def told(outcome: Outcome, control: Outcome, loss: Loss) -> bool:
    """Whether ``outcome`` lets its caller or an operator know of the loss, in comparison with ``control``."""
    return (
        outcome.error is not None
        or _in_value(outcome, control, loss)
        or likeness(outcome) != likeness(control)
        or bool(outcome.said - control.said)
        or bool(_follow_ups(outcome) - _follow_ups(control))
    )


def remarks(exchanges: Iterable[Exchange]) -> Iterator[str]:
    """Texts of the remarks in the answers."""
    for exchange in exchanges:
        for remark in items(mapping(exchange.received()).get("remarks")):
            text = mapping(remark).get("remark")
            if isinstance(text, str) and text:
                yield text


def _in_value(outcome: Outcome, control: Outcome, loss: Loss) -> bool:
    """Whether the value speaks of the loss, in words that it does not have otherwise.

    That is by its path, the remark, the word IGNORED, or its bare name.
    """
    words = {loss.path, "IGNORED", *remarks(outcome.exchanges)}
    usual = {control.wording(text) for text in texts(control.value)}
    speaking = (text for text in texts(outcome.value) if any(word in text for word in words))
    if any(outcome.wording(text) not in usual for text in speaking):
        return True
    return loss.name in set(texts(outcome.value, keys=False)) - set(texts(control.value, keys=False))


def _follow_ups(outcome: Outcome) -> Counter[str]:
    """How often each kind of follow-up was sent after the first write."""
    names = [operation_id(exchange) for exchange in outcome.exchanges]
    first = next((n for n, name in enumerate(names) if name not in {"", "search_leads", "read_pipeline"}), len(names))
    return Counter(name for name in names[first + 1 :] if name in FOLLOW_UPS)
