"""Lead fields: values that are stored as they are sent, and values that are not stored at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from hypothesis.strategies import SearchStrategy

    from pytest_leads.workspace.profile import Profile

WORDS = ("Asha", "Ravi Menon", "Zoë O'Neil", "नेहा", "12 Hill Road, Pune", "a&b=c?d#e+f%20")
ADDRESSES = ("asha@example.com", "ravi.menon+crm@example.co.in", "z_9@mail.example.org")

VALID: Mapping[str, SearchStrategy[Any]] = {
    "TEXT": st.sampled_from(WORDS),
    "EMAIL": st.sampled_from(ADDRESSES),
    "RATING": st.integers(1, 5),
    "NUMBER": st.integers(-1000, 100_000),
    "MONEY": st.integers(1, 100_000).map(str),
    "TAGS": st.lists(st.sampled_from(("VIP", "Returning", "Walk-in")), min_size=1, max_size=3, unique=True),
    "WEBSITE": st.sampled_from(("https://example.com", "https://example.org/a?b=c")),
    "MEDIALINK": st.sampled_from(("https://example.com/a.pdf",)),
}
#: Values that the documents say, or their types imply, are left out (docs: concepts/field-types, async/pitfalls).
INVALID: Mapping[str, SearchStrategy[Any]] = {
    "RATING": st.sampled_from((9, 6, 0, -1, "3")),
    "EMAIL": st.sampled_from(("not-an-address", "asha@", "@example.com")),
    "NUMBER": st.sampled_from(("many", [1])),
    "TAGS": st.sampled_from(("VIP, Returning", 3)),
    "MONEY": st.sampled_from(("a lot", ["1"])),
}
#: A field of an open workspace, which takes any name.
ANY_FIELD = ("city", "TEXT")


@dataclass(frozen=True, slots=True)
class InvalidField:
    """A field with a value that is left out, and one in its place that is stored."""

    name: str
    value: Any
    valid: Any


def field_sets(profile: Profile, *, without: Collection[str] = (), least: int = 1) -> SearchStrategy[dict[str, Any]]:
    """Up to five fields that a write may set, each with a value that reads back as it was sent.

    The identifier never comes, nor does a status, a date or a field ``without`` which it has to be.
    """
    kinds = _writable(profile, without)
    names = sorted(kinds, key=lambda name: (name != "name", name))
    # A name is drawn together with its value: so a field that does not matter goes as a whole when it shrinks.
    one = st.sampled_from(names).flatmap(lambda name: st.tuples(st.just(name), VALID[kinds[name]]))
    return st.lists(one, min_size=min(least, len(names)), max_size=5, unique_by=lambda pair: pair[0]).map(dict)


def invalid_fields(profile: Profile) -> SearchStrategy[InvalidField]:
    """One field with a value that the API leaves out of a create, never the identifier or the status."""
    kinds = {name: kind for name, kind in _writable(profile, ()).items() if kind in INVALID}
    names = sorted(kinds, key=lambda name: (name != "rating", name))
    return st.sampled_from(names).flatmap(
        lambda name: st.builds(InvalidField, st.just(name), INVALID[kinds[name]], VALID[kinds[name]])
    )


def _writable(profile: Profile, without: Collection[str]) -> dict[str, str]:
    """Fields by type that can be drawn; an assignee has to be a member of the team."""
    others = {profile.identifier, "assignee", *without}
    kinds = {name: kind for name, kind in profile.fields.items() if kind in VALID and name not in others}
    if profile.open_fields and ANY_FIELD[0] not in others:
        kinds.setdefault(*ANY_FIELD)
    return kinds
