"""The provocations of all pitfalls, found by looking: ``provocations.py`` of each room has ``ACT`` and ``plan``."""

from __future__ import annotations

from dataclasses import fields
from importlib import import_module
from random import Random
from typing import TYPE_CHECKING, Any

from pytest_leads.audit.auditor import check_ids
from pytest_leads.errors import UsageError, did_you_mean
from pytest_leads.pitfalls.rooms import all_pitfalls

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from types import ModuleType

    from pytest_leads.journal import Exchange
    from pytest_leads.provocation import Act, Provocation
    from pytest_leads.workspace.profile import Profile


def act_of(pitfall: str, arguments: Mapping[str, Any]) -> Act:
    """The act that answers the symptom of a pitfall.

    Raises:
        UsageError: there is no such pitfall, or it takes no such arguments.
    """
    check_ids([pitfall], all_pitfalls())
    act = _room(pitfall).ACT
    known = [field.name for field in fields(act) if field.init]
    for name in arguments:
        if name not in known:
            raise UsageError(f"leads_api.provoke({pitfall!r}, {name}=...): no such argument{did_you_mean(name, known)}")
    made: Act = act(**arguments)
    return made


def provocations(
    exchanges: Sequence[Exchange], profile: Profile, pitfalls: Iterable[str], seed: str
) -> list[Provocation]:
    """Every provocation of the ``pitfalls`` that applies to what a test sent; equal seeds choose the same."""
    return [
        provocation
        for pitfall in pitfalls
        for provocation in _room(pitfall).plan(exchanges, profile, Random(f"{seed} {pitfall}"))  # noqa: S311  # repeatable on purpose
    ]


def _room(pitfall: str) -> ModuleType:
    return import_module(f"pytest_leads.pitfalls.{pitfall.replace('-', '_')}.provocations")
