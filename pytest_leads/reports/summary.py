"""The summary at the end of a run: what was found, worst first, and what nothing was seen of."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pytest_leads.words import number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pytest_leads.audit import Pitfall
    from pytest_leads.reports.tally import Row, Tally

#: Tests named for each pitfall; the rest is a number.
NAMED_TESTS = 5
OUTSIDE = "outside of any test"


def summary(tally: Tally, pitfalls: Sequence[Pitfall]) -> list[str]:
    """Lines of the summary; never empty."""
    if not tally.exchanges:
        return [*_silence(tally), *_unseen(tally), *_lost(tally), *tally.outside]
    return [
        _headline(tally),
        *_findings(tally, pitfalls),
        *_quiet(tally, pitfalls),
        *_refusals(tally),
        *_faults(tally),
        *_unknown_routes(tally),
        *_mocks(tally),
        *_unseen(tally),
        *_lost(tally),
        *tally.outside,
    ]


def summary_of_one(tally: Tally, pitfalls: Sequence[Pitfall]) -> list[str]:
    """Lines on the traffic of one program or session, which is not told apart by tests."""
    found = [(p, [row for row in tally.rows if row.pitfall == p.id]) for p in _worst_first(tally, pitfalls)]
    return [
        f"{number(tally.exchanges, 'exchange')} with the Leads API, answered by the simulator",
        *(f"  {pitfall.code} {pitfall.id:<18} {_counts(rows)}" for pitfall, rows in found if rows),
        *_quiet(tally, pitfalls),
        *_refusals(tally),
        *_faults(tally),
        *_unknown_routes(tally),
        *_unseen(tally),
    ]


def one_line(tally: Tally, pitfalls: Sequence[Pitfall]) -> str:
    """The summary for ``-q``."""
    if not tally.exchanges:
        return f"leads: NO LEADS TRAFFIC SEEN in {number(len(tally.tests), 'test')}"
    errors = Counter(row.pitfall for row in tally.rows if row.level == "error")
    found = ", ".join(f"{p.code} {p.id} {errors[p.id]}" for p in _worst_first(tally, pitfalls) if errors[p.id])
    return f"leads: {number(tally.exchanges, 'exchange')}, {found or 'no pitfall found'}"


def _headline(tally: Tally) -> str:
    *most, last = ("the simulator", *sorted(tally.answering))
    return (
        f"{number(tally.exchanges, 'exchange')} with the Leads API in "
        f"{len(tally.tests_with_traffic)} of {number(len(tally.tests), 'test')}, answered by "
        f"{' or '.join(filter(None, (', '.join(most), last)))}"
    )


def _silence(tally: Tally) -> Iterator[str]:
    tests = number(len(tally.tests), "test")
    yield f"NO LEADS TRAFFIC WAS SEEN in {tests}: this run says nothing about the integration."
    if tally.mocks:
        yield f"Active in this run, and answering in the simulator's place: {', '.join(sorted(tally.mocks))}."
        yield "Leave the mock out of these tests and the simulator answers them."
    else:
        yield "Do the tests call the code that talks to the API? Is its host among those intercepted (ini leads_hosts)?"


def _findings(tally: Tally, pitfalls: Sequence[Pitfall]) -> Iterator[str]:
    for pitfall in _worst_first(tally, pitfalls):
        rows = [row for row in tally.rows if row.pitfall == pitfall.id]
        if rows:
            yield f"  {pitfall.code} {pitfall.id:<18} {_levels(rows)}"
            yield from _places(rows)


def _places(rows: Sequence[Row]) -> Iterator[str]:
    failing = list(dict.fromkeys(row.test or OUTSIDE for row in rows if row.level == "error"))
    yield from (f"      {test}" for test in failing[:NAMED_TESTS])
    if len(failing) > NAMED_TESTS:
        yield f"      and {number(len(failing) - NAMED_TESTS, 'more test')}"
    yield from (f"      warning: {row.test or OUTSIDE}: {row.seen}" for row in rows if row.level == "warning")


def _levels(rows: Sequence[Row]) -> str:
    return f"{_counts(rows)} in {_places_in_words(rows)}"


def _counts(rows: Sequence[Row]) -> str:
    levels = Counter(row.level for row in rows)
    return ", ".join(number(levels[level], level) for level in ("error", "warning") if levels[level])


def _places_in_words(rows: Sequence[Row]) -> str:
    tests = len({row.test for row in rows if row.test})
    return number(tests, "test") if tests else "no test"


def _quiet(tally: Tally, pitfalls: Sequence[Pitfall]) -> Iterator[str]:
    """Pitfalls without a finding: those that the traffic could have shown, and those that it could not."""
    found = {row.pitfall for row in tally.rows}
    quiet = [p for p in pitfalls if p.id not in found]
    operations = tally.total.operations
    tried = [p.id for p in quiet if any(operations[o] for o in p.operations)]
    untried = [p.id for p in quiet if p.id not in tried]
    if tried:
        yield f"  no finding: {', '.join(tried)}"
    if untried:
        yield f"  not seen (no call that could show it): {', '.join(untried)}"


def _refusals(tally: Tally) -> Iterator[str]:
    """A run in which every call is refused, for want of a token say, has no finding and tells nothing."""
    if refusals := tally.total.refusals:
        statuses = ", ".join(f"{status} ({number(n, 'time')})" for status, n in sorted(refusals.items()))
        yield f"  refused by the API: {statuses}"


def _faults(tally: Tally) -> Iterator[str]:
    if faults := tally.total.faults:
        kinds = ", ".join(f"{kind} ({number(n, 'time')})" for kind, n in sorted(faults.items()))
        yield f"  faults that were asked for: {kinds}"


def _unknown_routes(tally: Tally) -> Iterator[str]:
    if unknown := tally.total.unknown_routes:
        yield "  calls that no document knows, answered as unknown:"
        yield from (f"      {route} ({number(n, 'time')})" for route, n in unknown.most_common())


def _mocks(tally: Tally) -> Iterator[str]:
    if tally.mocks:
        yield (f"  also active, and possibly answering in the simulator's place: {', '.join(sorted(tally.mocks))}")


def _unseen(tally: Tally) -> Iterator[str]:
    if tally.unseen:
        yield f"  loaded, but its requests cannot be intercepted: {', '.join(sorted(tally.unseen))}"


def _lost(tally: Tally) -> Iterator[str]:
    if tally.lost_workers:
        yield f"  {number(tally.lost_workers, 'worker')} ended without a word; what was seen there is missing here"


def _worst_first(tally: Tally, pitfalls: Iterable[Pitfall]) -> list[Pitfall]:
    errors = Counter(row.pitfall for row in tally.rows if row.level == "error")
    warnings = Counter(row.pitfall for row in tally.rows if row.level == "warning")
    return sorted(pitfalls, key=lambda p: (-errors[p.id], -warnings[p.id], p.code))
