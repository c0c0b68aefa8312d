"""The reports on a program: the files that were asked for, and annotations where GitHub Actions runs us."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_leads.pitfalls import all_pitfalls
from pytest_leads.reports.github import annotation_lines, under_github
from pytest_leads.reports.report import Ended, report_of
from pytest_leads.reports.targets import write_reports

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pytest_leads.reports.begun import Begun
    from pytest_leads.reports.detail import Place
    from pytest_leads.reports.report import Report
    from pytest_leads.reports.targets import Target
    from pytest_leads.running.outcome import Outcome


def write(report: Report, to: Sequence[Target]) -> tuple[list[str], bool]:
    """Write a report; the lines to be printed, and whether it could not be written somewhere."""
    wrong = write_reports(report, to)
    lines = [f"leads: {text}" for text in wrong] or [f"leads report: {target.path}" for target in to]
    return [*lines, *(annotation_lines(report) if under_github() else ())], bool(wrong)


def report_on(outcome: Outcome, begun: Begun, place: Place | None = None) -> Report:
    """The report on a program that has ended; ``place`` is where it stands, for what no line is known of."""
    run = begun.run("run", finished=not outcome.ended.stopped)
    status = outcome.ended.status
    well = "stopped" if outcome.ended.stopped else "passed"
    ended = Ended(f"failed with status {status}" if status else well, place)
    return report_of(
        outcome.tally, run, all_pitfalls(), dict.fromkeys(outcome.tally.traffic, ended), outcome.ended.remarks
    )
