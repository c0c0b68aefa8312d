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

    ``options`` maps dropdown and tags fields to their labels, by API name, those of an action by ``"1001.outcome"``;
    ``open_actions`` is true when any custom action code is accepted; ``lost_reasons`` are labels, too; ``members``
    are the addresses of the team, ``None`` when nobody named it. What is not known of a workspace is left empty.
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
    options: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    open_actions: bool = False
    lost_reasons: tuple[str, ...] = ()
    archived_lost_reasons: tuple[str, ...] = ()
    members: tuple[str, ...] | None = None
    source: str = "the default workspace of pytest-leads"
