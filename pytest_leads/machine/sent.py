"""A call on the code under test: what it is made with, what came of it, and what of it went over the wire."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain, zip_longest
from typing import TYPE_CHECKING, Any

from pytest_leads.audit.reading import WRITES, actions_sent, member, operation_id
from pytest_leads.machine.model import Write
from pytest_leads.machine.plain import RefusedError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from pytest_leads.journal import Exchange
    from pytest_leads.machine.model import Fields
    from pytest_leads.strategies import InvalidField

#: Operations that write to a lead or append to its timeline.
STORING = WRITES - {"update_action"}


@dataclass(slots=True)
class Sent:
    """What a write is called with, and what of it is valid; ``doomed`` are the places of the invalid actions."""

    fields: Fields
    actions: list[Fields]
    write: Write
    doomed: list[int] = field(default_factory=list)

    @property
    def fits(self) -> bool:
        """Whether nothing of it is invalid, but perhaps the label of its status."""
        return not self.write.ignored and not self.doomed

    @property
    def label(self) -> Any:
        """The label of its status."""
        return self.write.fields.get("status")

    def parts_in(self, exchanges: Iterable[Exchange], own: Fields) -> Iterator[tuple[Exchange, Write]]:
        """What of it each request held, and ``own``, the identifier; an action that is sent again is no second one."""
        left = list(self.write.actions)
        for exchange in exchanges:
            body = exchange.sent()
            names = member(body, "fields").keys()
            actions = [item for _, sent in actions_sent(body) if (item := _taken(left, sent)) is not None]
            yield exchange, Write({**_only(names, self.write.fields), **own}, _only(names, self.write.ignored), actions)


@dataclass(slots=True)
class Done:
    """What came of a call: its ``value``, or the error by which it was refused."""

    through: str
    exchanges: list[Exchange]
    value: Any = None
    refused: Exception | None = None

    @property
    def status(self) -> int:
        """Status of a refusal, 0 where it is not known."""
        return self.refused.status if isinstance(self.refused, RefusedError) else 0

    def reached(self, operation: str) -> list[Exchange]:
        """Exchanges of an operation that were a success."""
        return [exchange for exchange in self.stored() if operation_id(exchange) == operation]

    def stored(self) -> list[Exchange]:
        """Writes that were a success."""
        return [exchange for exchange in self.exchanges if exchange.ok and operation_id(exchange) in STORING]

    def denied(self, *operations: str) -> set[int]:
        """Statuses by which the API itself refused these operations; none, if a write was a success."""
        asked = [exchange for exchange in self.exchanges if operation_id(exchange) in operations]
        return set() if self.stored() else {exchange.response.status for exchange in asked if not exchange.ok}


def composed(
    fields: Fields,
    invalid: InvalidField | None = None,
    actions: Sequence[Fields] = (),
    invalid_actions: Sequence[Fields] = (),
) -> Sent:
    """A write of these parts; valid and invalid actions take turns."""
    turns = zip_longest([(True, action) for action in actions], [(False, action) for action in invalid_actions])
    items = [item for item in chain.from_iterable(turns) if item is not None]
    doomed = [index for index, (valid, _) in enumerate(items) if not valid]
    wrong = {invalid.name: invalid.value} if invalid else {}
    kept = {name: value for name, value in fields.items() if name not in wrong}
    return Sent({**kept, **wrong}, [action for _, action in items], Write(kept, wrong, list(actions)), doomed)


def without(identifier: str, write: Write) -> Write:
    """A write without the identifier."""
    kept = {name: value for name, value in write.fields.items() if name != identifier}
    return Write(kept, write.ignored, write.actions)


def prefixed(action: Fields) -> Fields:
    """An action as the Async API takes it."""
    type_ = action.get("type")
    return {**action, "type": f"ACTION_{type_}"} if isinstance(type_, str) and type_.isdigit() else action


def _only(names: Collection[str], fields: Fields) -> Fields:
    return {name: value for name, value in fields.items() if name in names}


def _taken(left: list[Fields], sent: Fields) -> Fields | None:
    """The action that was sent, taken out of those that are left."""
    found = next((action for action in left if sent in (action, prefixed(action))), None)
    if found is not None:
        left.remove(found)
    return found
