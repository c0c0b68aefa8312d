"""Status labels that nearly are one of the pipeline's (pitfall unknown-status)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from pytest_leads.errors import UsageError
from pytest_leads.strategies.arguments import kinds, terms
from pytest_leads.workspace.labels import LOOK_ALIKES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hypothesis.strategies import SearchStrategy

    from pytest_leads.strategies.arguments import Kind, Source

_KINDS = ("trailing-space", "double-space", "non-breaking-space", "case", "look-alike")
_FOREIGN = {chr(latin): chr(other) for other, latin in LOOK_ALIKES.items() if chr(latin).isalpha()}


def near_miss_labels(*, label: str | None = None, workspace: Source = None, kind: Kind = None) -> SearchStrategy[str]:
    """Labels that a person takes for ``label``, by default for any active status, and that are not it.

    ``kind`` is one of ``trailing-space`` (one too many, or the label's own missing), ``double-space`` (the same between
    words), ``non-breaking-space``, ``case`` and ``look-alike`` (a letter of another script), or several. Never comes:
    a label that the pipeline has, be it archived.

    Raises:
        UsageError: ``workspace`` is none or has no status, ``label`` is no text, there is no such kind, or the label
            has no such near miss.
    """
    profile = terms(workspace, "near_miss_labels")
    wanted = kinds(kind, _KINDS, "near_miss_labels")
    labels = profile.statuses if label is None else (_text(label),)
    if not labels:
        raise UsageError(f"strategies.near_miss_labels(): {profile.source} has no active status")
    there = {*profile.statuses, *profile.archived_statuses, *labels}
    near = [other for each in labels for kind in wanted for other in near_misses(each)[kind] if other not in there]
    if not near:
        raise UsageError(f"strategies.near_miss_labels(kind={kind!r}): {_quoted(labels)} has no such near miss")
    return st.sampled_from(list(dict.fromkeys(near)))


def near_misses(label: str) -> dict[str, list[str]]:
    """What can be taken for a label, by kind; a kind has nothing where the label lacks what it takes."""
    stripped = label.rstrip()
    single, double = re.sub(" {2,}", " ", stripped), stripped.replace(" ", "  ", 1)
    foreign = next((label.replace(latin, other, 1) for latin, other in _FOREIGN.items() if latin in label), label)
    by_kind = {
        "trailing-space": [f"{label} "] if stripped == label else [stripped],
        "double-space": [double] if single == stripped else [single],
        "non-breaking-space": [label.replace(" ", "\xa0", 1) if " " in label else f"{label}\xa0"],
        "case": [label.lower(), label.upper(), label.swapcase()],
        "look-alike": [foreign],
    }
    return {kind: [other for other in near if other != label] for kind, near in by_kind.items()}


def _text(label: Any) -> str:
    if not isinstance(label, str) or not label.strip():
        raise UsageError(f"strategies.near_miss_labels(label={label!r}): the label of a status is needed")
    return label


def _quoted(labels: Iterable[str]) -> str:
    return ", ".join(map(repr, labels))
