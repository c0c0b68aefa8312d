"""What an auditor has to know of a workspace to judge traffic: names, types, labels, formats. Never its leads."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Profile:
    """The terms of one workspace at one moment.

    ``fields`` maps each lead field's API name to its type in upper case (``"DATE"``, ``"STATUS"``, ...);
    ``open_fields`` is true when the workspace accepts fields that it does not list; ``actions`` maps each custom
    action's bare code (``"1001"``) to its fields and their types; statuses are labels to the character;
    ``source`` says in words whose workspace this is (``"the default workspace of pytest-leads"``).
    """

    identifier: str = "phone"
    identifier_type: str = "PHONE"
    fields: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    open_fields: bool = True
    actions: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: MappingProxyType({}))
    statuses: tuple[str, ...] = ()
    archived_statuses: tuple[str, ...] = ()
    date_format: str = "DD/MM/YYYY"
    country_code: str = "91"
    source: str = "the default workspace of pytest-leads"
