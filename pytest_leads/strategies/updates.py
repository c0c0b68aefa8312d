"""Bodies of ``POST /lead/{leadId}``, without the lead identifier and with it (pitfall identifier-change)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from pytest_leads.strategies.arguments import terms
from pytest_leads.strategies.fields import field_sets, statuses_of
from pytest_leads.strategies.identifiers import identifiers_of, same_lead

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from pytest_leads.strategies.arguments import Source


def updates(*, workspace: Source = None) -> SearchStrategy[dict[str, Any]]:
    """Bodies of an update that is stored as asked: ``{"fields": {...}}`` with one to five fields, often a status.

    Covers what ``field_sets`` does, and the active statuses. Never comes: the identifier, in any spelling; ``actions``,
    which an update does not take. Tags are stored, but whether in the old ones' place or beside them is stated nowhere.

    Raises:
        UsageError: ``workspace`` is none.
    """
    profile = terms(workspace, "updates")
    parts = st.tuples(field_sets(workspace=profile), statuses_of(profile))
    return parts.map(lambda part: {"fields": {**part[0], **part[1]}})


def updates_with_identifier(*, identifier: str, workspace: Source = None) -> SearchStrategy[dict[str, Any]]:
    """Bodies of an update of the lead with this ``identifier`` that carry another one: 403 INVALID_LEAD.

    Covers another identifier alone, and with fields that could be updated. Never comes: the lead's own identifier in
    any spelling, which the API may let through (quirk ``identifier_in_update``).

    Raises:
        UsageError: ``workspace`` is none, or ``identifier`` cannot be one there.
    """
    profile = terms(workspace, "updates_with_identifier")
    is_same = same_lead(profile, identifier, f"strategies.updates_with_identifier(identifier={identifier!r})")
    others = identifiers_of(profile).filter(lambda other: not is_same(other))
    parts = st.tuples(others, field_sets(workspace=profile, least=0))
    return parts.map(lambda part: {"fields": {profile.identifier: part[0], **part[1]}})
