"""The summary of the provocations: by pitfall, then what was not noticed in full, then what could not be compared."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pytest_leads.audit.text import copied, labelled
from pytest_leads.words import number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pytest_leads.audit import Pitfall
    from pytest_leads.reports.tally import ProvokedOutcome, ProvokedRow, Tally

COLUMNS: tuple[ProvokedOutcome, ...] = ("noticed", "unnoticed", "not comparable", "did not apply", "allowed")


def provoked_line(tally: Tally) -> str:
    """The summary for ``-q``, when nothing went unnoticed."""
    played = Counter(row.outcome for row in tally.provoked)
    return f"leads: {number(played['noticed'], 'provocation')} noticed, {played['not comparable']} not comparable"


def provoked_table(tally: Tally, pitfalls: Iterable[Pitfall], asked: Sequence[str]) -> list[str]:
    """Lines of the summary."""
    if not (tally.provoked or tally.unprovoked):
        return ["nothing was provoked: no test that passed has talked to the Leads API."]
    ordered = [pitfall for pitfall in pitfalls if pitfall.id in asked]
    return [
        *_counts(tally.provoked, ordered),
        *_stopped(tally),
        *_reports(tally.provoked),
        *_known(tally.provoked),
        *_incomparable(tally.provoked),
        *closed_gaps(tally),
    ]


def closed_gaps(tally: Tally) -> list[str]:
    """What is said of known gaps that are none any more: every provocation that they cover was noticed."""
    covered: dict[tuple[str, str, str], set[str]] = {}
    for row in tally.provoked:
        if row.gap:
            covered.setdefault((row.test, row.pitfall, row.gap), set()).add(row.outcome)
    return [
        f"{test}: known_gaps[{pitfall!r}] ({reason}): declared as a known gap, but it was noticed. Fix: take it out."
        for (test, pitfall, reason), outcomes in covered.items()
        if outcomes == {"noticed"}
    ]


def _counts(rows: Sequence[ProvokedRow], pitfalls: Sequence[Pitfall]) -> Iterator[str]:
    yield f"  {'':<26}{''.join(f'{column:>16}' for column in COLUMNS)}"
    counts = {pitfall.id: Counter(row.outcome for row in rows if row.pitfall == pitfall.id) for pitfall in pitfalls}
    for pitfall in sorted(pitfalls, key=lambda p: (-counts[p.id]["unnoticed"], p.code)):
        cells = "".join(f"{counts[pitfall.id][column] or '-':>16}" for column in COLUMNS)
        yield f"  {pitfall.code} {pitfall.id:<18}{cells}"


def _stopped(tally: Tally) -> Iterator[str]:
    if tally.unprovoked:
        yield f"  stopped: {number(tally.unprovoked, 'provocation')} left out"


def _reports(rows: Sequence[ProvokedRow]) -> Iterator[str]:
    """In full, and shorter where the same test does not notice the same of the same line in another form."""
    told = set()
    for row in rows:
        headline = row.text.partition("\n")[0]
        if row.fails and (row.test, headline) in told:
            yield from labelled("and", f"{row.said}: not noticed, either")
            yield from copied("", row.line)
        elif row.fails:
            told.add((row.test, headline))
            yield ""
            yield from row.text.split("\n")


def _known(rows: Sequence[ProvokedRow]) -> Iterator[str]:
    for row in rows:
        if row.gap and row.outcome == "unnoticed":
            yield f"  known gap: {row.test}: {row.pitfall} ({row.gap})"


def _incomparable(rows: Sequence[ProvokedRow]) -> Iterator[str]:
    """Once for each reason and test, however many provocations it spoils."""
    for test, why in dict.fromkeys((row.test, row.why) for row in rows if row.outcome == "not comparable"):
        yield f"  not comparable: {test}: {why}"
