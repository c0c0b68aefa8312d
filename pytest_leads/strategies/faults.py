"""Values by type of field that the API leaves out, by the reason why (docs: concepts/field-types, async/pitfalls)."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from pytest_leads.strategies.dates import impossible_days, iso_texts
from pytest_leads.workspace.labels import look

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pytest_leads.workspace.profile import Profile

    Faults = Mapping[str, tuple[Any, ...]]

_ADDRESS: Faults = {"bad-syntax": ("not-an-address", "asha@", "@example.com"), "wrong-type": (["asha@example.com"],)}
_URL: Faults = {"bad-syntax": ("not a url",), "wrong-type": (["https://example.com"],)}
#: A value that might be taken for another type (42 for a text, a number for money) is not among them.
_FIXED: Mapping[str, Faults] = MappingProxyType(
    {
        "RATING": {"out-of-range": (9, 6, 0, -1), "wrong-type": ("3",)},
        "EMAIL": _ADDRESS,
        "ACTIVEUSERS": _ADDRESS,
        "NUMBER": {"wrong-type": ("many", [1])},
        "TAGS": {"wrong-type": ("VIP, Returning", 3)},
        "MONEY": {"bad-syntax": ("a lot",), "wrong-type": (["1"],)},
        "TEXT": {"wrong-type": (["Asha"], {"first": "Asha"})},
        "PHONE": {"bad-syntax": ("call me",), "wrong-type": (["919000000000"],)},
        "DROPDOWN": {"wrong-type": ({"label": "Website"},)},
        "WEBSITE": _URL,
        "MEDIALINK": _URL,
    }
)
_STRANGE_LABELS = ("No Such Stage", "Handed Over", "42")


def faults(profile: Profile, type_: str) -> Faults:
    """Values of a field of this type that are left out, by kind; none where no source says what is."""
    if type_ == "DATE":
        return {
            "wrong-type": (True, ["01/01/2023"]),
            "bad-syntax": ("tomorrow",),
            "out-of-range": impossible_days(profile),
            "iso-date": iso_texts(profile),
        }
    if type_ == "STATUS":
        return _labels(profile.statuses, profile.archived_statuses)
    if type_ == "LOSTREASON":
        return _labels(profile.lost_reasons, profile.archived_lost_reasons)
    return _FIXED.get(type_, {})


def strange_labels(labels: Iterable[str]) -> tuple[str, ...]:
    """Labels that cannot be taken for one of these."""
    looks = set(map(look, labels))
    return tuple(label for label in _STRANGE_LABELS if look(label) not in looks)


def _labels(active: tuple[str, ...], archived: tuple[str, ...]) -> Faults:
    looks = set(map(look, active))
    gone = tuple(label for label in archived if look(label) not in looks)
    return {"unknown-label": strange_labels((*active, *archived)), "archived-label": gone}
