"""How a workspace is set up: its identifier, its fields and its actions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pytest_leads.audit.reading import items, mapping
from pytest_leads.workspace.definitions import READ_ONLY_FIELDS, standard_fields

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Terms:
    """API name of the lead identifier, and the type of each lead field in the API's own spelling.

    ``listed`` are the fields that the server itself tells of, with the labels of their options; ``locked`` those of
    them that cannot be written after the create; ``actions`` the bare codes of the custom action types.
    """

    identifier: str
    types: Mapping[str, str]
    listed: Mapping[str, tuple[str, ...]]
    locked: frozenset[str]
    actions: frozenset[str]

    @classmethod
    def read(cls, metadata: Any, custom_fields: Any, custom_actions: Any) -> Terms:
        """From the answers of the three calls that tell of it; the standard fields are there in any case."""
        fields = [mapping(item) for item in items(mapping(custom_fields).get("customFields"))]
        types = {name: field.type for name, field in standard_fields().items()}
        types |= {str(field.get("apiName")): str(field.get("type")).upper() for field in fields}
        marked = next((str(field.get("apiName")) for field in fields if field.get("isLeadid") is True), None)
        named = mapping(metadata).get("leadIdentifierFieldId")
        actions = map(mapping, items(mapping(custom_actions).get("customActions")))
        return cls(
            marked or (named if isinstance(named, str) and named in types else "phone"),
            types,
            {str(field.get("apiName")): _labels(field) for field in fields},
            frozenset(str(field.get("apiName")) for field in fields if field.get("lockAfterCreate") is True),
            frozenset(str(action.get("code")).removeprefix("ACTION_") for action in actions),
        )

    def fields_of(self, *types: str) -> list[str]:
        """Names of the fields of these types that a caller may write."""
        return [name for name, type_ in self.types.items() if type_ in types and name not in READ_ONLY_FIELDS]


def _labels(field: Mapping[str, Any]) -> tuple[str, ...]:
    """Labels of a field's options, in either of the two shapes in which they come."""
    labels = [
        option if isinstance(option, str) else mapping(option).get("label") for option in items(field.get("options"))
    ]
    return tuple(label for label in labels if isinstance(label, str) and label)
