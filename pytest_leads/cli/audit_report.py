"""The report on recordings: the files that were asked for, and what ``--format`` prints of it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from pytest_leads.cli.output import show
from pytest_leads.pitfalls import all_pitfalls
from pytest_leads.reports.detail import Place
from pytest_leads.reports.github import annotation_lines, under_github, write_annotations
from pytest_leads.reports.report import Ended, report_of
from pytest_leads.reports.tally import Tally
from pytest_leads.reports.targets import WRITERS, write_reports

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pytest_leads.cli.audit import Judged
    from pytest_leads.reports.begun import Begun
    from pytest_leads.reports.report import Report
    from pytest_leads.reports.targets import Target

#: What ``--format`` prints that is a report; the JSON that it prints is older, and of a shape of its own.
PRINTED = {
    "sarif": WRITERS[".sarif"],
    "markdown": WRITERS[".md"],
    "html": WRITERS[".html"],
    "github": write_annotations,
}


def report_on(judged: Sequence[Judged], begun: Begun) -> Report:
    """The report on recordings, each of which is a case."""
    tally, ended = Tally(), {}
    for file in judged:
        if file.exchanges is not None:
            name = str(file.path)
            ended[name] = Ended(place=Place(str(file.path.absolute()), 1))
            tally.count(name, file.judged)
            tally.add(name, file.findings, file.exchanges)
    return report_of(tally, begun.run("audit"), all_pitfalls(), ended, _remarks(judged))


def _remarks(judged: Sequence[Judged]) -> Iterator[str]:
    for file in judged:
        if file.error:
            yield f"error: {file.error}"
        yield from (f"{file.path}: not judged: {text}" for text in file.skipped)


def written(report: Report, to: Sequence[Target]) -> bool:
    """Write the files, and say which could not be written; whether all could."""
    wrong = write_reports(report, to)
    for text in wrong:
        show(f"pytest-leads audit: {text}\n", sys.stderr)
    return not wrong


def annotated(text: str, report: Report) -> str:
    """The text for people, with annotations below it where GitHub Actions reads along."""
    return text + "".join(f"{line}\n" for line in annotation_lines(report)) if under_github() else text
