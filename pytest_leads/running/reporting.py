"""The reports on a program: the files that were asked for, and annotations where GitHub Actions runs us."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from time import perf_counter
from typing import TYPE_CHECKING

from pytest_leads.pitfalls import all_pitfalls
from pytest_leads.reports.github import annotation_lines, under_github
from pytest_leads.reports.report import Ended, RunInfo, report_of
from pytest_leads.reports.targets import write_reports

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pytest_leads.reports.report import Report
    from pytest_leads.reports.targets import Target
    from pytest_leads.running.outcome import Outcome


@dataclass(frozen=True, slots=True)
class Begun:
    """When a run began: the time of day, and a reading of the clock that only counts."""

    at: datetime
    counted: float

    @classmethod
    def now(cls) -> Begun:
        """This moment."""
        return cls(datetime.now(UTC), perf_counter())


def write(outcome: Outcome, begun: Begun, to: Sequence[Target]) -> tuple[list[str], bool]:
    """Write the reports; the lines to be printed, and whether a report could not be written."""
    report = _report(outcome, begun)
    wrong = write_reports(report, to)
    lines = [f"leads: {text}" for text in wrong] or [f"leads report: {target.path}" for target in to]
    return [*lines, *(annotation_lines(report) if under_github() else ())], bool(wrong)


def _report(outcome: Outcome, begun: Begun) -> Report:
    run = RunInfo(
        "run",
        os.getcwd(),  # noqa: PTH109  # a string is wanted
        begun.at.isoformat(timespec="seconds").replace("+00:00", "Z"),
        round(perf_counter() - begun.counted, 3),
        finished=not outcome.ended.was_stopped,
    )
    status = outcome.ended.status
    ended = Ended(f"failed with status {status}" if status else "passed")
    return report_of(
        outcome.tally, run, all_pitfalls(), dict.fromkeys(outcome.tally.traffic, ended), outcome.ended.remarks
    )
