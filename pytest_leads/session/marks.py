"""What the markers ``leads`` of a test declare."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pytest_leads.audit.auditor import check_ids
from pytest_leads.errors import UsageError, did_you_mean
from pytest_leads.pitfalls import all_pitfalls

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest


@dataclass(frozen=True, slots=True)
class Marked:
    """What a test's markers declare; see the marker's own help."""

    allow: tuple[str, ...] = ()
    known_gaps: Mapping[str, str] = field(default_factory=dict)
    quirks: Mapping[str, Any] = field(default_factory=dict)
    workspace: Any = None


def marked(item: pytest.Item) -> Marked:
    """What the markers ``leads`` of a test say together: the nearest wins, allowed pitfalls add up.

    Raises:
        UsageError: a marker has a positional or unknown argument, or allows something that is no pitfall.
    """
    allow: list[str] = []
    gaps: dict[str, str] = {}
    quirks: dict[str, Any] = {}
    workspace = None
    for marker in item.iter_markers("leads"):
        _check_arguments(item, marker)
        allowed = marker.kwargs.get("allow", ())
        allow += [allowed] if isinstance(allowed, str) else allowed
        gaps = {**marker.kwargs.get("known_gaps", {}), **gaps}
        quirks = {**marker.kwargs.get("quirks", {}), **quirks}
        workspace = marker.kwargs.get("workspace") if workspace is None else workspace
    check_ids([*allow, *gaps], all_pitfalls())
    return Marked(tuple(allow), gaps, quirks, workspace)


def _check_arguments(item: pytest.Item, marker: pytest.Mark) -> None:
    if marker.args:
        raise UsageError(f"{item.nodeid}: the marker leads takes keyword arguments only, not {marker.args!r}")
    for name, value in marker.kwargs.items():
        if name not in MARKER_ARGUMENTS:
            raise UsageError(
                f"{item.nodeid}: the marker leads has no argument {name!r}{did_you_mean(name, MARKER_ARGUMENTS)}"
            )
        if not MARKER_ARGUMENTS[name](value):
            raise UsageError(f"{item.nodeid}: the marker leads has {name}={value!r}; {MARKER_ARGUMENTS_SAY[name]}")


def _is_ids(value: Any) -> bool:
    return isinstance(value, str) or (
        isinstance(value, list | tuple | set | frozenset) and all(isinstance(name, str) for name in value)
    )


#: What the marker takes, and how to say so.
MARKER_ARGUMENTS: Mapping[str, Callable[[Any], bool]] = {
    "allow": _is_ids,
    "known_gaps": lambda value: isinstance(value, Mapping) and all(isinstance(r, str) and r for r in value.values()),
    "quirks": lambda value: isinstance(value, Mapping),
    "workspace": lambda value: isinstance(value, Mapping | str | Path),
}
MARKER_ARGUMENTS_SAY = {
    "allow": "a list of pitfall ids is needed",
    "known_gaps": "a dict of pitfall ids and reasons is needed",
    "quirks": "a dict of quirk names and values is needed",
    "workspace": "a dict, or the path of a JSON or TOML file, is needed",
}
