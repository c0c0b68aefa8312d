"""Values at the edges of each type of field, on both sides (docs: concepts/field-types)."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from pytest_leads.errors import UsageError
from pytest_leads.strategies.arguments import terms
from pytest_leads.strategies.dates import edges_of_dates
from pytest_leads.strategies.faults import faults
from pytest_leads.strategies.fields import UNSETTLED
from pytest_leads.strategies.values import EARLIEST, values
from pytest_leads.workspace.definitions import READ_ONLY_FIELDS
from pytest_leads.workspace.phone import national_digits

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hypothesis.strategies import SearchStrategy

    from pytest_leads.strategies.arguments import Source
    from pytest_leads.workspace.profile import Profile

_STORED: Mapping[str, tuple[Any, ...]] = MappingProxyType(
    {
        "TEXT": ("  Asha  ", " ", "null", "Asha\nMenon", "नेहा 👋", "x" * 255),
        "EMAIL": ("a@b.co", "asha+crm@example.co.in", "o'neil@mail.example.org"),
        "RATING": (1, 5),
        "NUMBER": (0, -1, 0.5, 2**53 - 1),
        "MONEY": ("0", "0.01", "999999999999"),
        "WEBSITE": ("https://example.com", "http://example.com:8080/a%20b?c=d#e"),
        "MEDIALINK": ("https://example.com/a%20b.pdf?c=d",),
    }
)


@dataclass(frozen=True, slots=True)
class EdgeField:
    """A field with a value at an edge of its type, and whether the API stores it (in whatever form)."""

    name: str
    value: Any
    stored: bool


def edge_fields(*, workspace: Source = None) -> SearchStrategy[EdgeField]:
    """Values just inside and just outside what each field of the workspace takes, each with whether it is stored.

    Covers blanks and long text, the smallest and largest rating and the next ones, zero and negative numbers, the last
    second of a day, 29 February, all labels of dropdowns, statuses and lost reasons, archived and unknown statuses, the
    spellings of a phone number, and the faults of ``invalid_fields``. Never comes: the identifier, a field of an open
    workspace that it does not define, null or an empty value, and what some choice of a quirk treats otherwise. A limit
    to the length of text, which a workspace may have, is not known here.

    Raises:
        UsageError: ``workspace`` is none, or has no field of a known type.
    """
    profile = terms(workspace, "edge_fields")
    found = list(edges_of(profile))
    if not found:
        raise UsageError(f"strategies.edge_fields(): {profile.source} has no field of a known type")
    return st.sampled_from(found).map(lambda edge: EdgeField(edge.name, deepcopy(edge.value), edge.stored))


def edges_of(profile: Profile) -> Iterator[EdgeField]:
    """Every edge of every field."""
    left_out = {profile.identifier, *UNSETTLED, *READ_ONLY_FIELDS}
    for name in sorted(set(profile.fields) - left_out, key=lambda name: (name != "name", name)):
        type_ = profile.fields[name]
        if values(profile, type_, name) is None:
            continue
        inside, outside = _of_type(profile, type_, name)
        yield from (EdgeField(name, value, stored=True) for value in inside)
        yield from (EdgeField(name, value, stored=False) for value in outside)


def _of_type(profile: Profile, type_: str, name: str) -> tuple[list[Any], list[Any]]:
    """What is stored of a field, and what is not."""
    outside = [value for each in faults(profile, type_).values() for value in each]
    if type_ == "DATE":
        text_inside, text_outside = edges_of_dates(profile)
        return [EARLIEST, *text_inside], [*outside, *text_outside]
    return [*_STORED.get(type_, ()), *_labels(profile, type_, name)], outside


def _labels(profile: Profile, type_: str, name: str) -> tuple[Any, ...]:
    """What is stored that hangs on the workspace."""
    options = profile.options.get(name, ())
    more = national_digits(profile.country_code) - 1
    low, high = "9" + "0" * more, "9" * (more + 1)
    return {
        "DROPDOWN": options,
        "TAGS": (*([label] for label in options), list(options)) if options else (["VIP"], ["VIP", "Walk-in"]),
        "ACTIVEUSERS": profile.members or (),
        "STATUS": profile.statuses,
        "LOSTREASON": profile.lost_reasons,
        "PHONE": (f"{profile.country_code}{low}", f"+{profile.country_code}{high}", low),
    }.get(type_, ())
