"""Pipelines and whole workspaces of other kinds than one's own."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from pytest_leads.workspace import Workspace
from pytest_leads.workspace.dates import DATE_FORMATS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hypothesis.strategies import SearchStrategy

#: Labels of each part of a pipeline, plain ones first; no label stands in two parts.
_LABELS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "OPEN": ("Fresh", "Contacted", "Follow Up ", "Site  Visit", "HOT", "Quoted "),
        "WON": ("Won", "Converted"),
        "LOST": ("Lost", "Not Interested"),
        "archived": ("Dormant", "Quoted"),
        "lost_reasons": ("Price too high", "No budget"),
        "archived_lost_reasons": ("Moved away",),
    }
)
_FIELDS: Mapping[str, Any] = MappingProxyType(
    {
        "city": "TEXT",
        "second_email": "EMAIL",
        "second_phone": "PHONE",
        "interest": "RATING",
        "units": "NUMBER",
        "due": "DATE",
        "source": {"type": "DROPDOWN", "options": ["Website", "Walk-in"]},
        "interests": "TAGS",
        "budget": "MONEY",
        "site": "WEBSITE",
        "photo": "MEDIALINK",
        "owner": "ACTIVEUSERS",
        "reason": "LOSTREASON",
    }
)
_ACTIONS: tuple[Any, ...] = (
    None,
    {},
    {"1001": {"name": "Visit", "fields": {"note": "TEXT"}}},
    {
        "1001": {"name": "Visit", "score": 10, "fields": {"note": "TEXT", "due": "DATE"}},
        "1002": {"name": "Call", "fields": {"outcome": {"type": "DROPDOWN", "options": ["Reached", "Not reached"]}}},
    },
)
_TEAMS = (None, ["asha@example.com"], ["asha@example.com", "ravi.menon@example.com"])
_ZONES = ("Asia/Kolkata", "UTC", "America/New_York")
_COUNTRIES = ("91", "1", "971", "65")


def pipelines() -> SearchStrategy[dict[str, list[str]]]:
    """Pipelines as ``Workspace(pipeline=...)`` takes them: labels by stage, the archived ones, and lost reasons.

    Covers pipelines with one status and with many, labels with blanks that do not show, an archived status that looks
    like an active one. Never comes: a pipeline without an open status, two labels that are the same to the character.
    """
    parts = {part: _some(labels) for part, labels in _LABELS.items()}
    return st.fixed_dictionaries({"OPEN": parts.pop("OPEN")}, optional=parts)


def workspaces() -> SearchStrategy[Workspace]:
    """Whole simulated workspaces, empty of leads; a failing test shows them as the call that makes one.

    Covers identifiers that are a phone number, an e-mail address or a text of the workspace's own, workspaces that name
    their fields (of every type), actions and team and such that do not, every date format, other time zones and
    countries, and ``pipelines``. Never comes: a quirk that is not at its default, named tokens or a named enterprise,
    another clock than this machine's.
    """
    return _identified_by("phone", {}) | _identified_by("email", {}) | _identified_by("ref_no", {"ref_no": "TEXT"})


def _identified_by(identifier: str, own: Mapping[str, Any]) -> SearchStrategy[Workspace]:
    named = _some(tuple(_FIELDS), least=0).map(lambda names: {**own, **{name: _FIELDS[name] for name in names}})
    return st.builds(
        Workspace,
        identifier=st.just(identifier),
        fields=named if own else st.none() | named,
        pipeline=st.none() | pipelines(),
        actions=st.sampled_from(_ACTIONS),
        members=st.sampled_from(_TEAMS),
        date_format=st.sampled_from(sorted(DATE_FORMATS, key=lambda each: each != "DD/MM/YYYY")),
        timezone=st.sampled_from(_ZONES),
        country_code=st.sampled_from(_COUNTRIES),
    )


def _some(labels: tuple[str, ...], *, least: int = 1) -> SearchStrategy[list[str]]:
    """Some of these, each once."""
    # Drawn with repetitions: a list of unique ones does not shrink to those that matter.
    return st.lists(st.sampled_from(labels), min_size=least, max_size=len(labels)).map(
        lambda some: [*dict.fromkeys(some)]
    )
