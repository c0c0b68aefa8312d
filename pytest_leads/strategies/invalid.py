"""Lead fields that the API leaves out, each for a reason that has a name, and leads with one of them."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from pytest_leads.errors import UsageError
from pytest_leads.strategies.arguments import kinds, terms
from pytest_leads.strategies.faults import faults
from pytest_leads.strategies.fields import UNSETTLED, leads
from pytest_leads.strategies.values import EARLIEST, values
from pytest_leads.workspace.definitions import READ_ONLY_FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hypothesis.strategies import SearchStrategy

    from pytest_leads.strategies.arguments import Kind, Source
    from pytest_leads.workspace.profile import Profile

#: Why a value does not fit its field, whatever the field is called and whatever labels there are.
VALUE_KINDS = ("out-of-range", "bad-syntax", "wrong-type")
KINDS = (*VALUE_KINDS, "iso-date", "unknown-label", "archived-label", "unknown-field", "read-only")
#: What the simulator leaves out as well, but no source speaks of: only drawn by name.
_UNSETTLED_KINDS = ("read-only",)
_NO_FIELDS = ("favourite_colour", "no_such_field")


@dataclass(frozen=True, slots=True)
class InvalidField:
    """A field with a value that is left out, one in its place that is stored, and the kind of fault.

    ``valid`` is ``None`` where it is the name that is at fault.
    """

    name: str
    value: Any
    valid: Any
    kind: str


@dataclass(frozen=True, slots=True)
class InvalidLead:
    """The ``fields`` of a create, and the one among them that is left out."""

    fields: dict[str, Any]
    invalid: InvalidField


def invalid_fields(*, workspace: Source = None, kind: Kind = None) -> SearchStrategy[InvalidField]:
    """One field with a value that is not stored, although the lead is created with all else.

    ``kind`` is one of these, or several; by default all but the last: ``out-of-range`` (rating 9, 31 February),
    ``bad-syntax`` (of an address, a URL, a date, money), ``wrong-type`` (``"3"`` for a rating, ``"VIP, Returning"``
    for tags), ``iso-date``, ``unknown-label`` and ``archived-label`` (of a status or lost reason; not one that looks
    like an active one), ``unknown-field`` (where the workspace names its fields), ``read-only`` (``created_on``; no
    source says what becomes of it). An update that holds the first three or ``iso-date`` is 400 or loses them (quirk
    ``update_invalid_value``), the others it loses.

    Never comes: the identifier, null or an empty value, and what some choice of a quirk stores: an unknown label of a
    dropdown, a numeric string for a number, a number for money, an address of nobody in the team.

    Raises:
        UsageError: ``workspace`` is none, there is no such kind, or the workspace has no field for it.
    """
    return _invalid(terms(workspace, "invalid_fields"), kind, "invalid_fields")


def invalid_leads(*, workspace: Source = None, kind: Kind = None) -> SearchStrategy[InvalidLead]:
    """A lead of which everything is stored but one field, of a kind as in ``invalid_fields``.

    Covers what ``leads`` and ``invalid_fields`` do. Never comes: a second invalid field, an invalid identifier.

    Raises:
        UsageError: as ``invalid_fields``.
    """
    profile = terms(workspace, "invalid_leads")
    parts = st.tuples(leads(workspace=profile, least=0, most=3), _invalid(profile, kind, "invalid_leads"))
    return parts.map(lambda part: InvalidLead({**part[0], part[1].name: deepcopy(part[1].value)}, part[1]))


def _invalid(profile: Profile, kind: Kind, call: str) -> SearchStrategy[InvalidField]:
    found = dict(_by_name(profile, kinds(kind, KINDS, call, unsettled=_UNSETTLED_KINDS)))
    if not found:
        raise UsageError(
            f"strategies.{call}(kind={kind!r}): {profile.source} has no field that can be invalid in this way"
        )
    return st.one_of(*(_of_field(profile, name, faults_of_it) for name, faults_of_it in found.items()))


def _by_name(profile: Profile, wanted: Sequence[str]) -> Iterator[tuple[str, list[tuple[str, Any]]]]:
    """The fields that can be invalid, those first that are in every workspace, each with kinds and values."""
    left_out = {profile.identifier, *UNSETTLED, *READ_ONLY_FIELDS}
    for name in sorted(set(profile.fields) - left_out, key=lambda name: (name != "rating", name)):
        if values(profile, profile.fields[name], name) is not None:
            by_kind = faults(profile, profile.fields[name])
            if found := [(kind, value) for kind in wanted for value in by_kind.get(kind, ())]:
                yield name, found
    if "unknown-field" in wanted and not profile.open_fields:
        yield from ((name, [("unknown-field", "Red")]) for name in _NO_FIELDS if name not in profile.fields)
    if "read-only" in wanted:
        yield from ((name, [("read-only", EARLIEST)]) for name in sorted(READ_ONLY_FIELDS))


def _of_field(profile: Profile, name: str, found: Sequence[tuple[str, Any]]) -> SearchStrategy[InvalidField]:
    right = None if name in READ_ONLY_FIELDS else values(profile, profile.fields.get(name, ""), name)
    parts = st.tuples(st.sampled_from(found), right if right is not None else st.none())
    return parts.map(lambda part: InvalidField(name, deepcopy(part[0][1]), part[1], part[0][0]))
