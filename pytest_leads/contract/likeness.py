"""How the value of a call looks, whichever lead it is about: by that, the outcomes of two like calls are compared."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, Any

from pytest_leads.contract.depth import DEEPEST, everything, is_leaf, parts
from pytest_leads.contract.outcome import CLIENTS

if TYPE_CHECKING:
    from pytest_leads.contract.outcome import Outcome

#: A number below this may count what was stored; a larger one is an id or a time.
COUNTS = 1000


def likeness(outcome: Outcome) -> Any:
    """The value of an outcome without what was sent, ids, times and whole bodies: equal for calls that went alike."""
    return _Look(outcome).of(outcome.value, ())


class _Look:
    def __init__(self, outcome: Outcome) -> None:
        sent = everything(outcome.arguments)
        self._sent = {repr(part) for part in sent if part is not None and not isinstance(part, bool)}
        self._bodies = {exchange.response.body for exchange in outcome.exchanges}
        self._wording = outcome.wording

    def of(self, value: Any, within: tuple[int, ...]) -> Any:
        """How ``value`` looks; ``within`` are the ids of what it stands in."""
        if value is None or isinstance(value, bool):
            return value
        if is_leaf(value):
            return self._leaf(value)
        if id(value) in within or len(within) > DEEPEST or type(value).__module__.partition(".")[0] in CLIENTS:
            return type(value).__name__
        return self._whole(value, (*within, id(value)))

    def _whole(self, value: Any, inside: tuple[int, ...]) -> Any:
        if isinstance(value, dict | list) and repr(value) in self._sent:
            return "sent"
        looks = [self.of(part, inside) for part in parts(value)]
        in_order = not isinstance(value, Mapping | AbstractSet)
        return [type(value).__name__, *(looks if in_order else sorted(looks, key=repr))]

    def _leaf(self, value: Any) -> Any:
        if repr(value) in self._sent:
            return "sent"
        if isinstance(value, str):
            value = value.encode("utf-8", "replace")
        if isinstance(value, bytes | bytearray):
            return "body" if bytes(value) in self._bodies else self._wording(value.decode("utf-8", "replace"))
        return value if isinstance(value, int) and 0 <= value < COUNTS else "number"
