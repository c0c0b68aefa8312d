"""Bodies of ``POST /lead/search`` (docs: leads/search)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from pytest_leads.errors import UsageError
from pytest_leads.strategies.actions import READ_ONLY_TYPES, custom_codes
from pytest_leads.strategies.arguments import terms
from pytest_leads.strategies.dates import windows
from pytest_leads.strategies.faults import strange_labels
from pytest_leads.strategies.fields import dicts, writable
from pytest_leads.strategies.identifiers import identifiers_of
from pytest_leads.strategies.values import ADDRESSES

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from pytest_leads.strategies.arguments import Source
    from pytest_leads.workspace.profile import Profile

#: Types of fields of which no source says how a filter of them is read.
_NO_FILTERS = frozenset({"TAGS", "DATE"})


def searches(*, workspace: Source = None) -> SearchStrategy[dict[str, Any]]:
    """Bodies of a search that is answered 200: no filter, filters of fields, of actions, or of both.

    Covers the identifier and the fields that the workspace defines, each by one value or by a list, statuses to the
    character, windows of ``created_on``, and actions by ``type``, ``performed_by`` and ``performed_at``. Never comes: a
    field that is not defined, tags, date fields of the workspace's own, an empty list, null, ``actions: {}``, a range
    with one end, ISO 8601 (see ``iso_dates``), a status that is not active, ``assignee`` (500 beside a list of
    statuses, as clients saw).

    Raises:
        UsageError: ``workspace`` is none.
    """
    profile = terms(workspace, "searches")
    filters = {"fields": _field_filters(profile), "actions": _action_filters(profile)}
    return st.fixed_dictionaries({}, optional=filters)


def unknown_status_searches(*, workspace: Source = None) -> SearchStrategy[dict[str, Any]]:
    """Bodies of a search for statuses that the pipeline does not have, which finds no lead and is answered 200.

    Covers one label, and lists of them. Never comes: a label that the pipeline has, active or archived, nor one that a
    person could take for it (see ``near_miss_labels``).

    Raises:
        UsageError: ``workspace`` is none, or has every label that could come.
    """
    profile = terms(workspace, "unknown_status_searches")
    labels = strange_labels((*profile.statuses, *profile.archived_statuses))
    if not labels:
        raise UsageError(f"strategies.unknown_status_searches(): {profile.source} has every label that could come")
    return _one_or_more(st.sampled_from(labels)).map(lambda label: {"fields": {"status": label}})


def _field_filters(profile: Profile) -> SearchStrategy[dict[str, Any]]:
    defined = {
        name: strategy
        for name, strategy in writable(profile).items()
        if name in profile.fields and profile.fields[name] not in _NO_FILTERS
    }
    by_field = {
        name: _one_or_more(strategy)
        for name, strategy in {profile.identifier: identifiers_of(profile), **defined}.items()
    }
    if profile.statuses:
        by_field["status"] = _one_or_more(st.sampled_from(profile.statuses))
    by_field["created_on"] = windows(workspace=profile)
    return dicts(by_field, least=1, most=3)


def _action_filters(profile: Profile) -> SearchStrategy[dict[str, Any]]:
    types = st.sampled_from(("PAYMENT", *custom_codes(profile), *READ_ONLY_TYPES))
    filters: dict[str, SearchStrategy[Any]] = {
        "performed_by": _one_or_more(st.sampled_from(profile.members or ADDRESSES)),
        "performed_at": windows(workspace=profile),
    }
    by_type = st.fixed_dictionaries({"type": _one_or_more(types)}, optional=filters)
    return st.one_of(by_type, *(st.fixed_dictionaries({name: strategy}) for name, strategy in filters.items()))


def _one_or_more(values: SearchStrategy[Any]) -> SearchStrategy[Any]:
    return values | st.lists(values, min_size=1, max_size=3, unique=True)
