"""All contract checks, found by looking: those in ``checks.py`` of each pitfall's room."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING

from pytest_leads.contract.check import Check
from pytest_leads.pitfalls import all_pitfalls

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def all_checks() -> Mapping[str, Check]:
    """Every check by its name, by pitfall and then as they stand in its room."""
    rooms = [pitfall.id.replace("-", "_") for pitfall in all_pitfalls()]
    modules = [import_module(f"pytest_leads.pitfalls.{room}.checks") for room in rooms]
    found = [value for module in modules for value in vars(module).values() if isinstance(value, Check)]
    return MappingProxyType({check.name: check for check in found})
