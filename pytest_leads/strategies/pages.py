"""``skip`` and ``limit``, the two query parameters of a search (docs: sync-api/overview)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from pytest_leads.strategies.arguments import kinds, whole

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hypothesis.strategies import SearchStrategy

    from pytest_leads.strategies.arguments import Kind

#: Most rows of a page of leads or actions; of the team it is 10.
CAP = 100
_KINDS = ("above-cap", "below-one", "unreadable")


def pages(*, total: int, cap: int = CAP) -> SearchStrategy[dict[str, int]]:
    """``{"skip", "limit"}`` of a page of ``total`` rows, both in range.

    Covers the first row, the last, just past the last, and both ends of ``limit`` (1 and ``cap``: 100, or 10 for the
    team). Never comes: a ``skip`` far beyond the last row, one of the two alone.

    Raises:
        UsageError: a number is none, or below 0 (``total``) or 1 (``cap``).
    """
    last = whole(total, 0, call="pages", argument="total")
    most = whole(cap, 1, call="pages", argument="cap")
    skips = st.integers(0, last) | st.sampled_from(sorted({0, max(last - 1, 0), last}))
    return st.fixed_dictionaries({"skip": skips, "limit": st.integers(1, most) | st.sampled_from((1, most))})


def pages_outside(*, cap: int = CAP, kind: Kind = None) -> SearchStrategy[dict[str, Any]]:
    """``{"skip", "limit"}`` of which one is out of range, so that the answer is 400 BAD_REQUEST.

    ``kind`` is one of these, or several, by default the first two: ``above-cap`` (101, 150, 1001), ``below-one``
    (0, -1), and ``unreadable`` (a negative ``skip``, a number that is none), of which no source says how it is
    answered. Never comes: two faults at once, a ``skip`` far beyond the last row, which is an empty page and no
    mistake.

    Raises:
        UsageError: ``cap`` is no number above 0, or there is no such kind.
    """
    most = whole(cap, 1, call="pages_outside", argument="cap")
    wanted = kinds(kind, _KINDS, "pages_outside", unsettled=("unreadable",))
    by_kind: Mapping[str, tuple[dict[str, Any], ...]] = {
        "above-cap": tuple({"limit": limit} for limit in (most + 1, most + 50, most * 10 + 1)),
        "below-one": ({"limit": 0}, {"limit": -1}),
        "unreadable": ({"skip": -1}, {"limit": "all"}, {"skip": "first"}),
    }
    usual = {"skip": 0, "limit": most}
    return st.sampled_from([fault for kind in wanted for fault in by_kind[kind]]).map(lambda fault: {**usual, **fault})
