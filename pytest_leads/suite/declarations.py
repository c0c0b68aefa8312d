"""What somebody declares about a contract class: known gaps, and overridden tests. Each needs a reason."""

from __future__ import annotations

import inspect
import os
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from pytest_leads.errors import UsageError, did_you_mean
from pytest_leads.pitfalls import all_pitfalls
from pytest_leads.suite.contract import PREFIX, LeadsContract
from pytest_leads.suite.registry import all_checks

if TYPE_CHECKING:
    from pytest_leads.contract import Check, Integration

#: The fixture that a contract class needs.
FIXTURE = "integration"
#: The attribute of a contract class that a factory made, which holds the factory.
FACTORY = "made_by"
#: Marks that say why a test is not as it was.
EXCUSES = ("xfail", "skip", "skipif")


def check_of(item: pytest.Item) -> Check | None:
    """The check that a test of a contract class is; ``None`` for any other test."""
    cls = getattr(item, "cls", None)
    if cls is None or not issubclass(cls, LeadsContract):
        return None
    return all_checks().get(getattr(item, "originalname", item.name).removeprefix(PREFIX))


def location_of(item: pytest.Item, check: Check) -> tuple[str, int | None, str]:
    """Where a test stands, as pytest tells it: one that is inherited stands where its class or its factory does."""
    file, line, name = item.location
    cls: Any = item.cls  # type: ignore[attr-defined]  # check_of has seen it
    if not _is_inherited(cls, check):
        return file, line, name
    try:
        place, line = _definition(getattr(cls, FACTORY, cls))
        return os.path.relpath(place, item.config.rootpath), line, name
    except (OSError, TypeError, ValueError):  # made by hand, a callable object, on another drive
        return str(item.path), None, name


@cache
def _definition(source: Any) -> tuple[str, int]:
    """The file and the line, from 0, of a class or a function; kept, since of a class it takes a look at all of it."""
    unwrapped = inspect.unwrap(source)
    return inspect.getfile(unwrapped), inspect.getsourcelines(unwrapped)[1] - 1


def _is_inherited(cls: Any, check: Check) -> bool:
    name = f"{PREFIX}{check.name}"
    return getattr(cls, name) is getattr(LeadsContract, name)


def misdeclared(item: pytest.Item, check: Check) -> str:
    """What is wrong with how a test is overridden; empty if nothing is."""
    if _is_inherited(item.cls, check):  # type: ignore[attr-defined]  # check_of has seen it
        return ""
    excuses = [mark for mark in item.iter_markers() if mark.name in EXCUSES]
    if any(_reason(mark) for mark in excuses):
        return ""
    return f"{item.nodeid} overrides the check {check.name} of the contract suite and gives no reason.\n{_fix(check)}"


def unchecked(item: pytest.Item, check: Check) -> str:
    """What is said of an overridden test that passes without having run the check."""
    return f"{item.nodeid} overrides the check {check.name} of the contract suite and passes without it.\n{_fix(check)}"


def _fix(check: Check) -> str:
    return (
        f'  Fix: take the override out and declare known_gaps = {{"{check.name}": "the reason"}}, or mark the test '
        '@pytest.mark.xfail(reason="...").'
    )


def no_integration(item: pytest.Item) -> str:
    """What is said of a contract class that has no fixture ``integration``."""
    cls = item.cls  # type: ignore[attr-defined]  # check_of has seen it
    if callable(getattr(cls, FIXTURE, None)):
        return f"{cls.__name__}.{FIXTURE} is a method and no fixture: put @pytest.fixture above it."
    return (
        f"{cls.__name__} has no fixture {FIXTURE!r}; the contract suite is run on what it gives.\n"
        f"  Fix: @pytest.fixture\n       def {FIXTURE}(self):\n           return Integration(update=..., search=...)"
    )


def make_strict(item: pytest.Item) -> None:
    """Have an expected failure that passes fail, whatever the project's default is."""
    for mark in [mark for mark in item.iter_markers("xfail") if not mark.kwargs.get("strict")]:
        item.add_marker(pytest.mark.xfail(*mark.args, **{**mark.kwargs, "strict": True}), append=False)


def gaps_of(item: pytest.Item, integration: Integration) -> Mapping[str, str]:
    """The known gaps that hold for a test, those of the class and those of the integration.

    Raises:
        UsageError: a name is neither a pitfall nor a check, or the reason is missing.
    """
    cls = item.cls  # type: ignore[attr-defined]  # check_of has seen it
    for place, gaps in (
        (f"{cls.__name__}.known_gaps", cls.known_gaps),
        ("Integration.known_gaps", integration.known_gaps),
    ):
        check_gaps(gaps, place)
    return {**cls.known_gaps, **integration.known_gaps}


def check_gaps(gaps: Any, place: str) -> None:
    """Refuse gaps that name nothing, or have no reason.

    Raises:
        UsageError: names the place, the key and the nearest right one.
    """
    if not isinstance(gaps, Mapping):
        raise UsageError(f"{place} = {gaps!r}: a dict of names and reasons is needed")
    known = {*(pitfall.id for pitfall in all_pitfalls()), *all_checks()}
    for name, reason in gaps.items():
        if name not in known:
            raise UsageError(f"{place}[{name!r}]: no pitfall or check has that name{_near(name)}")
        if not isinstance(reason, str) or not reason.strip():
            raise UsageError(f"{place}[{name!r}] = {reason!r}: the reason is missing")


def _near(name: Any) -> str:
    bare = str(name).removeprefix(PREFIX)
    return did_you_mean(
        bare, {pitfall.id for pitfall in all_pitfalls()} | (set(all_checks()) if "_" in bare else set())
    )


def _reason(mark: pytest.Mark) -> str:
    """The reason in a mark: a skip takes it as its only argument, the others by name."""
    positional = mark.args[0] if mark.name == "skip" and mark.args else ""
    return str(mark.kwargs.get("reason") or positional).strip()
