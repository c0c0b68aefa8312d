"""The summary of the contract suite: a table of the pitfalls by outcome, for each integration."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pytest_leads.words import number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pytest_leads.audit import Pitfall
    from pytest_leads.reports.tally import CheckOutcome, CheckRow, Tally

OUTCOMES: tuple[CheckOutcome, ...] = ("passed", "failed", "error", "not covered", "known gap")


def contract_table(tally: Tally, pitfalls: Sequence[Pitfall], seed: int) -> Iterator[str]:
    """Lines of the summary."""
    for subject, rows in _by_subject(tally).items():
        outcomes = outcomes_of(rows)
        yield subject
        yield _line("", outcomes, "examples")
        for pitfall in pitfalls:
            of_it = [row for row in rows if row.pitfall == pitfall.id]
            yield _counted(f"{pitfall.code} {pitfall.id}", outcomes, of_it)
        yield _counted(f"{number(len(rows), 'check')}, seed {seed}", outcomes, rows)
        yield from _named(rows)
    yield from passing_gaps(tally)


def outcomes_of(rows: Sequence[CheckRow]) -> list[CheckOutcome]:
    """The outcomes that are told of: all, and errors where there are any."""
    return [outcome for outcome in OUTCOMES if outcome != "error" or any(row.outcome == "error" for row in rows)]


def contract_line(tally: Tally) -> Iterator[str]:
    """The summary for ``-q``: one line for each integration."""
    for subject, rows in _by_subject(tally).items():
        counts = Counter(row.outcome for row in rows)
        failed = sorted({row.pitfall for row in rows if row.outcome == "failed"})
        words = ", ".join(f"{counts[outcome]} {outcome}" for outcome in outcomes_of(rows))
        of_what = f" ({', '.join(failed)})" if failed else ""
        yield f"leads contract {subject}: {words}{of_what}, {number(sum(r.examples for r in rows), 'example')}"
    yield from passing_gaps(tally)


def passing_gaps(tally: Tally) -> Iterator[str]:
    """Known gaps declared for a whole pitfall of which every check was run and passes."""
    for subject, rows in _by_subject(tally).items():
        for gap in dict.fromkeys(row.gap for row in rows if row.gap == row.pitfall):
            of_it = [row for row in rows if row.pitfall == gap]
            judged = [row for row in of_it if row.outcome != "not covered"]
            if len(of_it) == of_it[0].of and all(row.outcome == "passed" for row in judged):
                reason = next(row.why for row in of_it if row.gap == gap)
                yield (
                    f"{subject}: known_gaps[{gap!r}] ({reason}): declared as a known gap, but all its checks pass; "
                    "take it out of known_gaps"
                )


def _by_subject(tally: Tally) -> dict[str, list[CheckRow]]:
    subjects: dict[str, list[CheckRow]] = {}
    for row in sorted(tally.checks, key=lambda row: (row.subject, row.place)):
        subjects.setdefault(row.subject, []).append(row)
    return subjects


def _counted(title: str, outcomes: Sequence[CheckOutcome], rows: Sequence[CheckRow]) -> str:
    counts = Counter(row.outcome for row in rows)
    return _line(title, [counts[outcome] or "-" for outcome in outcomes], sum(row.examples for row in rows) or "-")


def _line(title: str, cells: Sequence[object], last: object) -> str:
    return f"  {title:<26}{''.join(f'{cell:>13}' for cell in (*cells, last))}"


def _named(rows: Sequence[CheckRow]) -> Iterator[str]:
    """The gaps with their reasons, and what was not covered and why; pytest itself names the others."""
    for row in rows:
        if row.outcome == "known gap":
            yield f"      known gap: {row.check} ({row.why})"
    reasons = Counter(row.why for row in rows if row.outcome == "not covered")
    for why, count in reasons.items():
        yield f"      not covered: {number(count, 'check')}: {why}"
