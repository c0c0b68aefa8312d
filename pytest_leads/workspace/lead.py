"""A lead and its actions: values that are never changed, only replaced by their next version."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


_ID_LENGTH = 24


@dataclass(frozen=True, slots=True)
class Action:
    """One entry of a lead's timeline; times are Unix milliseconds.

    ``type`` is a bare custom code (``"1001"``), ``"PAYMENT"`` or a read-only type; ``members`` are the members
    of the item beside its type: ``fields`` of a custom action, ``amount`` and so on of a payment.
    """

    id: str
    type: str
    members: Mapping[str, Any]
    created_on: int
    modified_on: int
    performed_by: str

    @property
    def is_custom(self) -> bool:
        """Whether it is of a custom type."""
        return is_code(self.type)

    @property
    def fields(self) -> Mapping[str, Any]:
        """Fields of a custom action; empty for the other types."""
        fields: Mapping[str, Any] = self.members.get("fields", {})
        return fields


@dataclass(frozen=True, slots=True)
class Lead:
    """One version of a lead; times are Unix milliseconds, ``actions`` are oldest first.

    ``key`` is its place in the order of creation. ``rows`` keeps the version's rendered search rows.
    """

    id: str
    key: tuple[int, int, str]
    fields: Mapping[str, Any]
    modified_on: int
    actions: tuple[Action, ...] = ()
    created_by: str = "API"
    score: int = 0
    rows: dict[str, bytes] = field(default_factory=dict, compare=False, repr=False)

    @property
    def created_on(self) -> int:
        """When it was created, Unix milliseconds."""
        return self.key[0]

    @property
    def status(self) -> str | None:
        """Label of its status."""
        return self.fields.get("status")


def is_code(text: str) -> bool:
    """Whether ``text`` is a bare custom action code: digits and nothing else."""
    return text.isascii() and text.isdigit()


def is_id(text: str) -> bool:
    """Whether ``text`` has the form of a lead's or an action's id: 24 hexadecimal digits."""
    return len(text) == _ID_LENGTH and all(character in "0123456789abcdef" for character in text)
