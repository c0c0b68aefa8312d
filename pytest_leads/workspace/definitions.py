"""What a workspace defines: its lead fields and its custom action types."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Field types in the spelling of the custom-fields answer (docs: concepts/field-types).
FIELD_TYPES = (
    "TEXT",
    "EMAIL",
    "PHONE",
    "NUMBER",
    "DATE",
    "DROPDOWN",
    "TAGS",
    "MONEY",
    "WEBSITE",
    "MEDIALINK",
    "ACTIVEUSERS",
    "RATING",
    "STATUS",
    "LOSTREASON",
)
OPTION_TYPES = frozenset({"DROPDOWN", "TAGS"})
IDENTIFIER_TYPES = ("PHONE", "EMAIL", "TEXT")


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a lead or of a custom action; ``owner`` is the action's code, empty for a lead field."""

    name: str
    type: str
    options: tuple[str, ...] = ()
    owner: str = ""
    id: str = ""
    description: str = ""
    locked: bool = False

    @property
    def key(self) -> str:
        """Name that is unique in the workspace."""
        return f"{self.owner}.{self.name}" if self.owner else self.name


@dataclass(frozen=True, slots=True)
class ActionType:
    """A custom action type; ``code`` is bare (``"1001"``), ``score`` is added to the lead's score each time."""

    code: str
    name: str
    fields: Mapping[str, Field] = field(default_factory=lambda: MappingProxyType({}))
    score: int = 0
    description: str = ""
    icon: str = "map-pin"
    source: str = "USER"


def standard_fields() -> dict[str, Field]:
    """The fields that every lead has (docs: concepts; the API name of the lost reason is not shown there)."""
    types = {
        "name": "TEXT",
        "phone": "PHONE",
        "email": "EMAIL",
        "rating": "RATING",
        "status": "STATUS",
        "assignee": "EMAIL",
        "lost_reason": "LOSTREASON",
        "created_on": "DATE",
        "modified_on": "DATE",
    }
    return {name: Field(name, type_) for name, type_ in types.items()}


#: Kept by the workspace itself; a write to them through the API has no effect.
READ_ONLY_FIELDS = frozenset({"created_on", "modified_on"})
