"""What a refused create carried, and what of it the lead is still without."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pytest_leads.audit.reading import actions_sent, mapping, member
from pytest_leads.pitfalls.duplicate_lead.sameness import holds

if TYPE_CHECKING:
    from pytest_leads.journal import Exchange
    from pytest_leads.workspace.profile import Profile


@dataclass(slots=True)
class Conflict:
    """One lead that a create met; ``about`` is its identity, ``None`` when it cannot be read.

    ``fields`` and ``actions`` (by path in the body: ``fields.name``, ``actions[0]``) are what the lead is not known
    to have yet; ``bare`` tells that nothing but the identifier was refused.
    """

    about: str | None
    exchange: Exchange
    terms: Profile
    fields: dict[str, Any] = field(default_factory=dict)
    actions: dict[str, str] = field(default_factory=dict)
    bare: bool = False
    handled: bool = False
    seen: bool = False
    hindered: set[object] = field(default_factory=set)

    @property
    def settled(self) -> bool:
        """Whether the lead has all that was refused; a bare create has to be followed by a look at the lead."""
        return not self.left_out and (self.seen if self.bare else self.exchange.sent() is not None)

    @property
    def left_out(self) -> list[str]:
        """Paths in the refused body of what the lead is not known to have."""
        return [*(f"fields.{name}" for name in self.fields), *self.actions]

    def show(self, lead: dict[str, Any]) -> None:
        """Take note of what an answer says that the lead holds."""
        self.seen = True
        for name in [name for name in self.fields if name in lead]:
            if holds(lead[name], self.fields[name], name, self.terms):
                del self.fields[name]

    def write(self, body: Any) -> None:
        """Take note of a successful update or upsert of the lead: other values for a field are a decision."""
        self.handled = True
        for name in member(body, "fields"):
            self.fields.pop(name, None)

    def add(self, body: Any) -> None:
        """Take note of actions that were added to the lead; a type counts, for values may have been mended."""
        self.seen = True
        given = Counter(_type(item) for _, item in actions_sent(body))
        for path, code in list(self.actions.items()):
            if given[code] > 0:
                given[code] -= 1
                del self.actions[path]
                self.handled = self.handled or not self.fields


def conflict(about: str | None, exchange: Exchange, terms: Profile) -> Conflict:
    """The conflict that a refused create is."""
    body = exchange.sent()
    fields = _fields(body, terms)
    actions = {f"actions[{index}]": _type(item) for index, item in actions_sent(body)}
    return Conflict(about, exchange, terms, fields, actions, bare=body is not None and not fields and not actions)


def _fields(body: Any, terms: Profile) -> dict[str, Any]:
    """Fields beside the identifier; empty ones carry nothing that could be lost."""
    sent = member(mapping(body), "fields")
    return {name: value for name, value in sent.items() if name != terms.identifier and value not in (None, "", [])}


def _type(action: dict[str, Any]) -> str:
    return str(action.get("type")).removeprefix("ACTION_")
