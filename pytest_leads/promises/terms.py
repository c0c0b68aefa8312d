"""How a workspace is set up: its identifier, and the types of its fields."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pytest_leads.audit.reading import items, mapping
from pytest_leads.workspace.definitions import READ_ONLY_FIELDS, standard_fields

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Terms:
    """API name of the lead identifier, and the type of each lead field in the API's own spelling."""

    identifier: str
    types: Mapping[str, str]

    @classmethod
    def read(cls, metadata: Any, custom_fields: Any) -> Terms:
        """From the answers of the two calls that tell of it; the standard fields are there in any case."""
        fields = [mapping(item) for item in items(mapping(custom_fields).get("customFields"))]
        types = {name: field.type for name, field in standard_fields().items()}
        types |= {str(field.get("apiName")): str(field.get("type")).upper() for field in fields}
        marked = next((str(field.get("apiName")) for field in fields if field.get("isLeadid") is True), None)
        named = mapping(metadata).get("leadIdentifierFieldId")
        return cls(marked or (named if isinstance(named, str) and named in types else "phone"), types)

    def fields_of(self, *types: str) -> list[str]:
        """Names of the fields of these types that a caller may write."""
        return [name for name, type_ in self.types.items() if type_ in types and name not in READ_ONLY_FIELDS]
