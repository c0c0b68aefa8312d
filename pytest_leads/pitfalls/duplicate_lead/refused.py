"""What a refused create carried, and what of it the lead is still without."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pytest_leads.audit.reading import actions_sent, canonical, mapping, member
from pytest_leads.pitfalls.duplicate_lead.sameness import holds

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pytest_leads.journal import Exchange
    from pytest_leads.wire import Dropped
    from pytest_leads.workspace.profile import Profile


@dataclass(frozen=True, slots=True)
class Ignored:
    """What an earlier create of the lead left out, whose answer was lost."""

    dropped: Dropped
    exchange: Exchange


@dataclass(slots=True)
class Conflict:
    """One lead that a create met; ``about`` is its identity, ``None`` when it cannot be read.

    ``fields`` and ``actions`` (by path in the body: ``fields.name``, ``actions[0]``) are what the lead is not known
    to have yet; ``bare`` tells that nothing but the identifier was refused. ``ignored`` (by path, too) is what of
    it the create that made the lead had carried already, and the API ignored.
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
    ignored: dict[str, Ignored] = field(default_factory=dict)

    @property
    def settled(self) -> bool:
        """Whether the lead has all that was refused; a bare create has to be followed by a look at the lead."""
        return not self.left_out and (self.seen if self.bare else self.exchange.sent() is not None)

    @property
    def left_out(self) -> list[str]:
        """Paths in the refused body of what the lead is not known to have."""
        return [*(f"fields.{name}" for name in self.fields), *self.actions]

    @property
    def unseen(self) -> list[Ignored]:
        """What was ignored, where the lead lacks that and nothing else."""
        left = self.left_out
        return [self.ignored[path] for path in left] if self.ignored.keys() >= set(left) else []

    def miss(self, create: Exchange, lost: Mapping[str, Dropped]) -> None:
        """Take note of what the create that made the lead left out; another value for it is another matter."""
        sent, refused = _parts(create.sent()), _parts(self.exchange.sent())
        for path in set(self.left_out) & lost.keys():
            if canonical(sent.get(path)) == canonical(refused[path]):
                self.ignored[path] = Ignored(lost[path], create)

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
        for path, code in sorted(self.actions.items(), key=lambda one: one[0] in self.ignored):
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


def _parts(body: Any) -> dict[str, Any]:
    """Fields and actions by their paths in a body."""
    fields = {f"fields.{name}": value for name, value in member(body, "fields").items()}
    return fields | {f"actions[{index}]": item for index, item in actions_sent(body)}


def _type(action: dict[str, Any]) -> str:
    return str(action.get("type")).removeprefix("ACTION_")
