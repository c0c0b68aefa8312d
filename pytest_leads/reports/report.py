"""One report: all that the writers tell, as plain values. They differ in form only."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from pytest_leads import masking
from pytest_leads.reports.tally import Traffic

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pytest_leads.audit import Pitfall
    from pytest_leads.reports.detail import Detail, Place
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
    """What a run came to; findings come worst first: errors before warnings, then by pitfall and case."""

    run: RunInfo
    pitfalls: tuple[Pitfall, ...]
    cases: tuple[Case, ...] = ()
    findings: tuple[Row, ...] = ()
    checks: tuple[CheckRow, ...] = ()
    provoked: tuple[ProvokedRow, ...] = ()
    remarks: tuple[str, ...] = ()
    total: Traffic = field(default_factory=Traffic)

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
    def is_clean(self) -> bool:
        """Whether there was traffic or a check, and nothing is wrong with it."""
        wrong = self.count("error") or self.unnoticed or self.failed_checks or self.total.troubles
        return not wrong and bool(self.total.exchanges or self.checks)

    @property
    def ranked(self) -> list[Pitfall]:
        """The pitfalls, worst first."""
        worst = self._worst
        return sorted(self.pitfalls, key=lambda p: (*(-worst[p.id, kind] for kind in WORST_FIRST), p.code))

    @property
    def _worst(self) -> Counter[tuple[str, str]]:
        counts = Counter((row.pitfall, str(row.level)) for row in self.findings)
        counts.update((row.pitfall, "failed") for row in self.failed_checks)
        counts.update((row.pitfall, "unnoticed") for row in self.unnoticed)
        return counts

    def numbers(self, pitfall: str) -> dict[str, int]:
        """For one pitfall: how many of each kind of finding."""
        counts = self._worst
        return {kind: counts[pitfall, kind] for kind in WORST_FIRST}

    def could_show(self, case: Case, pitfall: Pitfall) -> bool:
        """Whether a case made a call in which the pitfall can be seen at all."""
        return any(case.traffic.operations[operation] for operation in pitfall.operations)


#: Kinds of findings: errors of the audit, failed checks of the contract suite, unnoticed provocations, warnings.
WORST_FIRST = ("error", "failed", "unnoticed", "warning")


def report_of(
    tally: Tally,
    run: RunInfo,
    pitfalls: Iterable[Pitfall],
    ended: Mapping[str, Ended] | None = None,
    remarks: Iterable[str] = (),
) -> Report:
    """The report of what a tally holds; ``ended`` says how each test ended, ``remarks`` what else there is to say."""
    ends, root = ended or {}, Path(run.root)
    cases = tuple(Case(name, ends.get(name, Ended()), seen) for name, seen in sorted(tally.traffic.items()))
    known = tuple(pitfalls)
    codes = {pitfall.id: pitfall.code for pitfall in known}
    rows = [replace(row, detail=_told_from(root, row.detail)) if row.detail else row for row in tally.rows]
    return Report(
        run,
        known,
        cases,
        tuple(sorted(rows, key=lambda row: (row.level != "error", codes[row.pitfall], row.test))),
        tuple(sorted(tally.checks, key=lambda row: (row.subject, row.place))),
        tuple(sorted(tally.provoked, key=lambda row: (not row.fails, codes[row.pitfall], row.test))),
        tuple(map(masking.prose, (*remarks, *_remarks(tally)))),
        tally.total,
    )


def _told_from(root: Path, detail: Detail) -> Detail:
    """The same with a path below the root told from there."""
    if detail.origin is None:
        return detail
    return replace(detail, origin=replace(detail.origin, file=told_from(root, detail.origin.file)))


def told_from(root: Path, file: str) -> str:
    """A path as it is told from a folder, with slashes; absolute where it is elsewhere."""
    path = Path(file)
    return (path.relative_to(root) if path.is_relative_to(root) else path).as_posix()


def _remarks(tally: Tally) -> Iterable[str]:
    if not tally.exchanges and not tally.checks:
        yield "NO LEADS TRAFFIC WAS SEEN: this says nothing about the integration."
    if tally.mocks:
        yield f"Also active, and possibly answering in the simulator's place: {', '.join(sorted(tally.mocks))}."
    if tally.unseen:
        yield f"Loaded, but its requests cannot be intercepted: {', '.join(sorted(tally.unseen))}."
    if tally.lost_workers:
        yield f"Workers that ended without a word, so that what was seen there is missing here: {tally.lost_workers}."
    if tally.unprovoked:
        yield f"Provocations left out, since the run was to stop: {tally.unprovoked}."
    yield from tally.outside
