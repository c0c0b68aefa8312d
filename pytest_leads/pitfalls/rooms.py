"""The rooms of the pitfalls, found by looking: every package beside this module is one."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pytest_leads.audit import Pitfall

_HERE = __name__.rpartition(".")[0]


@cache
def all_pitfalls() -> tuple[Pitfall, ...]:
    """Every pitfall that has a room, by its code."""
    rooms = [module.name for module in iter_modules([str(Path(__file__).parent)]) if module.ispkg]
    found: list[Pitfall] = [import_module(f"{_HERE}.{room}").PITFALL for room in rooms]
    return tuple(sorted(found, key=lambda pitfall: pitfall.code))
