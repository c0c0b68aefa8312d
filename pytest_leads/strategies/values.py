"""Values by type of field: those that are stored and read back as they were sent (docs: concepts/field-types)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from pytest_leads.workspace.phone import national_digits

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hypothesis.strategies import SearchStrategy

    from pytest_leads.workspace.profile import Profile

WORDS = ("Asha", "Ravi Menon", "Zoë O'Neil", "नेहा", "12 Hill Road, Pune", "a&b=c?d#e+f%20")
ADDRESSES = ("asha@example.com", "ravi.menon+crm@example.co.in", "z_9@mail.example.org")
TAGS = ("VIP", "Returning", "Walk-in")
#: The moment of the documents' example, and the end of 2029, in Unix milliseconds.
EARLIEST, LATEST = 1_672_561_800_000, 1_893_456_000_000

_FIXED: Mapping[str, SearchStrategy[Any]] = {
    "TEXT": st.sampled_from(WORDS),
    "EMAIL": st.sampled_from(ADDRESSES),
    "RATING": st.integers(1, 5),
    "NUMBER": st.integers(-1000, 100_000),
    "DATE": st.integers(EARLIEST, LATEST),
    "MONEY": st.integers(1, 100_000).map(str),
    "WEBSITE": st.sampled_from(("https://example.com", "https://example.org/a?b=c")),
    "MEDIALINK": st.sampled_from(("https://example.com/a.pdf",)),
}


def values(profile: Profile, type_: str, key: str) -> SearchStrategy[Any] | None:
    """Values of a field; ``key`` is its API name (``"1001.outcome"`` of an action), which its options go by.

    ``None`` where it is not known which ones are stored: a dropdown without options, an unnamed team, another type.
    """
    if type_ == "PHONE":
        return phones(profile)
    if type_ == "TAGS":
        return st.lists(st.sampled_from(profile.options.get(key) or TAGS), min_size=1, max_size=3, unique=True)
    if type_ in _FIXED:
        return _FIXED[type_]
    labels = {
        "DROPDOWN": profile.options.get(key, ()),
        "ACTIVEUSERS": profile.members or (),
        "STATUS": profile.statuses,
        "LOSTREASON": profile.lost_reasons,
    }
    return st.sampled_from(labels[type_]) if labels.get(type_) else None


def phones(profile: Profile) -> SearchStrategy[str]:
    """Phone numbers in the form in which they are stored: country code and national number, digits only."""
    more = national_digits(profile.country_code) - 1
    return st.integers(0, 10**more - 1).map(lambda number: f"{profile.country_code}9{number:0{more}}")
