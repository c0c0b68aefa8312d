"""One report: all that the writers tell, as plain values. They differ in form only."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from pytest_leads import masking
from pytest_leads.reports.contract import passing_gaps
from pytest_leads.reports.provoked import closed_gaps
from pytest_leads.reports.tally import Traffic
from pytest_leads.words import number

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pytest_leads.audit import Pitfall
    from pytest_leads.reports.detail import Place
    from pytest_leads.reports.tally import CheckRow, ProvokedRow, Row, Tally

#: What a report is of, and what one of the cases in it is called.
CASES = {"pytest": "test", "run": "program", "serve": "session", "audit": "recording"}
Command = Literal["pytest", "run", "serve", "audit"]


@dataclass(frozen=True, slots=True)
class RunInfo:
    """One run of the kit.

    ``root`` is the absolute folder that files are told from; ``started_at`` is ISO 8601 in UTC; ``finished`` is false
    for a run that was interrupted.
    """

    command: Command
    root: str
    started_at: str
    seconds: float = 0.0
    seed: int = 0
    audit: str = "error"
    finished: bool = True

    @property
    def case(self) -> str:
        """What one of the cases of such a run is called."""
        return CASES[self.command]


@dataclass(frozen=True, slots=True)
class Ended:
    """How a test ended (``passed``, ``failed``, ``error``, ``skipped``, ...), and where it stands."""

    outcome: str = ""
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """One test, program or recording, with its traffic; an empty ``name`` is what none of them sent."""

    name: str
    ended: Ended
    traffic: Traffic


@dataclass(frozen=True, slots=True)
class Report:
    """What a run came to; findings come worst first: errors before warnings, then by pitfall and case.

    ``ended`` says how tests ended, by node id, those of the contract suite among them; ``is_wrong_besides`` that
    something is wrong with what no test sent, or that a known gap is none any more.
    """

    run: RunInfo
    pitfalls: tuple[Pitfall, ...]
    cases: tuple[Case, ...] = ()
    findings: tuple[Row, ...] = ()
    checks: tuple[CheckRow, ...] = ()
    provoked: tuple[ProvokedRow, ...] = ()
    remarks: tuple[str, ...] = ()
    ended: Mapping[str, Ended] = field(default_factory=dict)
    total: Traffic = field(default_factory=Traffic)
    is_wrong_besides: bool = False

    def count(self, level: str, pitfall: str = "") -> int:
        """Findings of a level, of one pitfall or of all."""
        return sum(row.level == level and pitfall in {"", row.pitfall} for row in self.findings)

    @property
    def unnoticed(self) -> list[ProvokedRow]:
        """Provocations that are findings."""
        return [row for row in self.provoked if row.fails]

    @property
    def failed_checks(self) -> list[CheckRow]:
        """Checks of the contract suite that are findings."""
        return [row for row in self.checks if row.outcome == "failed"]

    @property
    def unjudged_checks(self) -> list[CheckRow]:
        """Checks of the contract suite that came to no verdict."""
        return [row for row in self.checks if row.outcome == "error"]

    @property
    def is_clean(self) -> bool:
        """Whether the run came to its end, there was traffic or a check, and nothing is wrong with it."""
        found = self.count("error") or self.unnoticed or self.failed_checks
        wrong = found or self.unjudged_checks or self.total.troubles or self.is_wrong_besides
        return self.run.finished and not wrong and bool(self.total.exchanges or self.checks)

    @property
    def ranked(self) -> list[Pitfall]:
        """The pitfalls, worst first."""
        worst = self._worst
        return sorted(self.pitfalls, key=lambda p: (*(-worst[p.id, kind] for kind in NOUNS), p.code))

    @property
    def with_traffic(self) -> int:
        """How many cases sent something."""
        return sum(bool(case.name and case.traffic.exchanges) for case in self.cases)

    @property
    def verdict(self) -> str:
        """The report in a sentence or two."""
        if not self.total.exchanges and not self.checks:
            return "No Leads traffic was seen: this says nothing about the integration."
        counts = Counter(kind for (_, kind), count in self._worst.items() for _ in range(count))
        besides = {"unjudged check": len(self.unjudged_checks), "trouble": len(self.total.troubles)}
        told = (number(count, noun) for noun, count in besides.items() if count)
        found = ", ".join(filter(None, (in_words(counts), *told))) or "Nothing found"
        seen = []
        if self.total.exchanges:
            seen = [f"{number(self.total.exchanges, 'exchange')} of {number(self.with_traffic, self.run.case)}"]
        if self.checks:
            seen += [number(len(self.checks), "contract check")]
        return f"{found} in {' and '.join(seen)}.{'' if self.run.finished else ' The run was interrupted.'}"

    def told_of(self, pitfall: Pitfall) -> str:
        """What is said of one pitfall; silence is told apart from a call that was never made."""
        found = in_words(self.numbers(pitfall.id))
        judged = any(self.total.operations[operation] for operation in pitfall.operations)
        checked = any(row.pitfall == pitfall.id and row.outcome == "passed" for row in self.checks)
        return found or ("no finding" if judged or checked else "not seen")

    @property
    def _worst(self) -> Counter[tuple[str, str]]:
        counts = Counter((row.pitfall, str(row.level)) for row in self.findings)
        counts.update((row.pitfall, "failed") for row in self.failed_checks)
        counts.update((row.pitfall, "unnoticed") for row in self.unnoticed)
        return counts

    def numbers(self, pitfall: str) -> dict[str, int]:
        """For one pitfall: how many of each kind of finding."""
        counts = self._worst
        return {kind: counts[pitfall, kind] for kind in NOUNS}

    def could_show(self, case: Case, pitfall: Pitfall) -> bool:
        """Whether a case made a call in which the pitfall can be seen at all."""
        return any(case.traffic.operations[operation] for operation in pitfall.operations)


#: Kinds of findings, worst first, and what one is called.
NOUNS = {
    "error": "error",
    "failed": "failed check",
    "unnoticed": "unnoticed provocation",
    "warning": "warning",
}


def in_words(counts: Mapping[str, int]) -> str:
    """``2 errors, 1 warning``; empty where nothing is counted."""
    return ", ".join(number(counts[kind], noun) for kind, noun in NOUNS.items() if counts.get(kind))


def report_of(
    tally: Tally,
    run: RunInfo,
    pitfalls: Iterable[Pitfall],
    ended: Mapping[str, Ended] | None = None,
    remarks: Iterable[str] = (),
) -> Report:
    """The report of what a tally holds; ``ended`` says how each test ended, ``remarks`` what else there is to say."""
    root = Path(run.root)
    ends = {name: replace(end, place=_below(root, end.place)) for name, end in (ended or {}).items()}
    cases = (Case(name, ends.get(name, Ended()), seen) for name, seen in sorted(tally.traffic.items()))
    known = tuple(pitfalls)
    codes = {pitfall.id: pitfall.code for pitfall in known}
    rows = [replace(row, detail=replace(row.detail, origin=_below(root, row.detail.origin))) for row in tally.rows]
    checks = [replace(row, origin=_below(root, row.origin)) for row in tally.checks]
    closed = (*passing_gaps(tally), *closed_gaps(tally))
    provoked = [replace(row, origin=_below(root, row.origin)) for row in tally.provoked]
    return Report(
        run,
        known,
        tuple(case for case in cases if case.name or case.traffic.exchanges),
        tuple(sorted(rows, key=lambda row: (row.level != "error", codes[row.pitfall], row.test))),
        tuple(sorted(checks, key=lambda row: (row.subject, row.place))),
        tuple(sorted(provoked, key=lambda row: (not row.fails, codes[row.pitfall], row.test))),
        tuple(map(masking.prose, (*remarks, *_remarks(tally), *closed))),
        ends,
        tally.total,
        bool(tally.outside or closed),
    )


def _below(root: Path, place: Place | None) -> Place | None:
    """The same place, a file below the root told from there; with slashes in either case."""
    if place is None:
        return None
    path = Path(place.file)
    return replace(place, file=(path.relative_to(root) if path.is_relative_to(root) else path).as_posix())


def _remarks(tally: Tally) -> Iterable[str]:
    if tally.mocks:
        yield f"Also active, and possibly answering in the simulator's place: {', '.join(sorted(tally.mocks))}."
    if tally.unseen:
        yield f"Loaded, but its requests cannot be intercepted: {', '.join(sorted(tally.unseen))}."
    if tally.lost_workers:
        yield f"Workers that ended without a word, so that what was seen there is missing here: {tally.lost_workers}."
    if tally.unprovoked:
        yield f"Provocations left out, since the run was to stop: {tally.unprovoked}."
    yield from tally.outside
