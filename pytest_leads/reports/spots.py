"""What is wrong, by place: findings of many tests that one line of code made are one spot."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from pytest_leads.audit.finding import shape
from pytest_leads.words import number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pytest_leads.audit import Level, Pitfall
    from pytest_leads.reports.detail import Place
    from pytest_leads.reports.report import Report
    from pytest_leads.reports.tally import CheckRow, Row


@dataclass(frozen=True, slots=True)
class Spot:
    """One thing that is wrong at one place.

    ``kind`` is the part of the rule that spoke, ``contract`` or ``provoked``; ``fingerprint`` stays the same while
    lines move up and down; ``cases`` are the tests in which it was met.
    """

    pitfall: Pitfall
    level: Level
    kind: str
    text: str
    place: Place | None
    fingerprint: str
    cases: tuple[str, ...]

    @property
    def title(self) -> str:
        """The pitfall, by its code and its id."""
        return f"{self.pitfall.code} {self.pitfall.id}"


def spots(report: Report) -> list[Spot]:
    """All that is wrong, worst first; what nothing tells the line of stands where its test does."""
    known = {pitfall.id: pitfall for pitfall in report.pitfalls}
    found = list(_found(report))
    grouped: dict[tuple[str, str], list[Found]] = {}
    for one, fingerprint in zip(found, fingerprints(found), strict=True):
        grouped.setdefault((fingerprint, one.level), []).append(one)
    made = [_spot(known[same[0].pitfall], fingerprint, same) for (fingerprint, _), same in grouped.items()]
    return sorted(made, key=lambda spot: (spot.level != "error", spot.pitfall.code))


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that is wrong in one test, by what it is told apart by."""

    pitfall: str
    level: Level
    kind: str
    path: str
    text: str
    place: Place | None
    case: str


def _spot(pitfall: Pitfall, fingerprint: str, same: Sequence[Found]) -> Spot:
    first, cases = same[0], tuple(dict.fromkeys(one.case for one in same))
    return Spot(pitfall, first.level, first.kind, first.text, first.place, fingerprint, cases)


def _found(report: Report) -> Iterator[Found]:
    for row in report.findings:
        yield of_row(report, row)
    for check in report.failed_checks:
        text = f"The contract check {check.check} fails on {check.subject}."
        place = check.origin or place_of(report, check.test)
        yield Found(check.pitfall, "error", "contract", check.check, text, place, check.test)
    for provoked in report.unnoticed:
        text = f"Not noticed: {provoked.said}" if provoked.said else "Its symptom was not noticed."
        place = provoked.origin or place_of(report, provoked.test)
        yield Found(provoked.pitfall, "error", "provoked", provoked.line, text, place, provoked.test)


def of_row(report: Report, row: Row) -> Found:
    """A finding as what it is at its place."""
    detail = row.detail
    place = detail.origin or place_of(report, row.test)
    return Found(row.pitfall, row.level, detail.rule, shape(detail.path), row.seen, place, row.test)


@dataclass(frozen=True, slots=True)
class Unjudged:
    """Why checks of one integration came to no verdict: ``why`` in short, ``text`` in full, for one of them."""

    subject: str
    why: str
    place: Place | None
    text: str
    checks: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """What is said of it where there is no room for more."""
        return f"No verdict on {self.subject} by {number(len(self.checks), 'contract check')}: {self.why}"


def unjudged(report: Report) -> list[Unjudged]:
    """The errors of contract checks; checks that end in the same one are told together."""
    grouped: dict[tuple[str, str, Place | None], list[CheckRow]] = {}
    for row in report.unjudged_checks:
        place = place_of(report, row.test)
        line = place and replace(place, function="")
        grouped.setdefault((row.subject, row.why, line), []).append(row)
    return [
        Unjudged(subject, why, place, same[0].text, tuple(row.check for row in same))
        for (subject, why, place), same in grouped.items()
    ]


def place_of(report: Report, test: str) -> Place | None:
    """Where a test stands."""
    return report.ended[test].place if test in report.ended else None


def fingerprints(found: Sequence[Found]) -> list[str]:
    """One for each: the rule, the function and what is wrong there; lines count only among one another."""
    lines: dict[tuple[str, ...], set[int]] = {}
    for one in found:
        lines.setdefault(_identity(one), set()).add(one.place.line if one.place else 0)
    ranks = {identity: {line: str(n) for n, line in enumerate(sorted(of))} for identity, of in lines.items()}
    return [
        sha256("\0".join((*identity, ranks[identity][one.place.line if one.place else 0])).encode()).hexdigest()[:32]
        for one, identity in ((one, _identity(one)) for one in found)
    ]


def _identity(one: Found) -> tuple[str, ...]:
    where = (one.place.file, one.place.function) if one.place else (one.case,)
    return (one.pitfall, one.kind, one.path, *where)
