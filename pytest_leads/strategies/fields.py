"""Lead fields and whole leads, of which everything is stored as it is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from pytest_leads.errors import UsageError
from pytest_leads.strategies.arguments import names, terms, whole
from pytest_leads.strategies.identifiers import identifiers_of
from pytest_leads.strategies.values import values
from pytest_leads.workspace.definitions import READ_ONLY_FIELDS
from pytest_leads.workspace.field_types import PIPELINE_TYPES

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from hypothesis.strategies import SearchStrategy

    from pytest_leads.strategies.arguments import Source
    from pytest_leads.workspace.profile import Profile

#: A field of an open workspace, which takes any name.
ANY_FIELD = ("city", "TEXT")
#: Standard fields of which no source says enough: who may be an assignee, and what the lost reason is called.
UNSETTLED = frozenset({"assignee", "lost_reason"})


def field_sets(
    *, workspace: Source = None, without: Collection[str] = (), least: int = 1, most: int = 5
) -> SearchStrategy[dict[str, Any]]:
    """``least`` to ``most`` fields that a write may set, each with a value that reads back as it was sent.

    Covers every type of the workspace's fields, and a field of any name where it is open; dropdowns and tags have the
    labels of the workspace, dates are Unix milliseconds. Never comes: the identifier, a field ``without`` which it has
    to be, status and lost reason, ``assignee``, what the workspace keeps itself (``created_on``), null, an empty value,
    a dropdown whose labels are not known, and what only some choice of a quirk stores (a numeric string for a number).

    Raises:
        UsageError: ``workspace`` is none, a field is unknown, or there are not as many as ``least``.
    """
    profile = terms(workspace, "field_sets")
    return _sets(profile, _left_out(profile, without, "field_sets"), least, most, "field_sets")


def leads(
    *, workspace: Source = None, without: Collection[str] = (), least: int = 1, most: int = 5
) -> SearchStrategy[dict[str, Any]]:
    """The ``fields`` of a create, all of it stored: an identifier, ``least`` to ``most`` other fields, often a status.

    Covers what ``identifiers`` and ``field_sets`` do, and the active statuses of the pipeline to the character. Never
    comes: what never comes in those, and a status that is archived.

    Raises:
        UsageError: as ``field_sets``.
    """
    profile = terms(workspace, "leads")
    left_out = _left_out(profile, without, "leads")
    sets = _sets(profile, left_out, least, most, "leads")
    parts = st.tuples(identifiers_of(profile), sets, statuses_of(profile, left_out))
    return parts.map(lambda part: {profile.identifier: part[0], **part[1], **part[2]})


def statuses_of(profile: Profile, left_out: Collection[str] = ()) -> SearchStrategy[dict[str, Any]]:
    """An active status as a field, or none."""
    if not profile.statuses or "status" in left_out:
        return st.just({})
    return st.just({}) | st.sampled_from(profile.statuses).map(lambda label: {"status": label})


def dicts(drawn: Mapping[str, SearchStrategy[Any]], *, least: int, most: int) -> SearchStrategy[dict[str, Any]]:
    """Dictionaries with some of these names."""
    # A name is drawn together with its value: so a field that does not matter goes as a whole when it shrinks.
    one = st.one_of(*(st.tuples(st.just(name), strategy) for name, strategy in drawn.items()))
    return st.lists(one, min_size=least, max_size=most, unique_by=lambda pair: pair[0]).map(dict)


def writable(profile: Profile, left_out: Collection[str] = ()) -> dict[str, SearchStrategy[Any]]:
    """Fields that are stored as they are sent, with their values; ``name`` comes first, the identifier never."""
    others = {profile.identifier, *UNSETTLED, *READ_ONLY_FIELDS, *left_out}
    kinds = {name: kind for name, kind in profile.fields.items() if kind not in PIPELINE_TYPES and name not in others}
    if profile.open_fields and ANY_FIELD[0] not in others:
        kinds.setdefault(*ANY_FIELD)
    drawn = {
        name: values(profile, kinds[name], name) for name in sorted(kinds, key=lambda name: (name != "name", name))
    }
    return {name: strategy for name, strategy in drawn.items() if strategy is not None}


def _left_out(profile: Profile, without: Collection[str], call: str) -> tuple[str, ...]:
    several = names(without, call=call, argument="without")
    return several if profile.open_fields else names(several, profile.fields, call=call, argument="without")


def _sets(
    profile: Profile, left_out: Collection[str], least: int, most: int, call: str
) -> SearchStrategy[dict[str, Any]]:
    drawn = writable(profile, left_out)
    whole(least, 0, call=call, argument="least")
    whole(most, least, call=call, argument="most")
    if len(drawn) < least:
        raise UsageError(
            f"strategies.{call}(least={least}, without={sorted(left_out)}): {profile.source} has no more than "
            f"{len(drawn)} such fields: {', '.join(drawn) or 'none'}"
        )
    if not drawn:
        return st.just({}).map(dict)
    return dicts(drawn, least=least, most=most)
