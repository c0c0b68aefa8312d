"""The reports of one pytest run, as a pytest plugin: how the tests ended, and files and annotations at the end."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pytest_leads.pitfalls import all_pitfalls
from pytest_leads.reports.begun import Begun
from pytest_leads.reports.detail import Place
from pytest_leads.reports.github import annotation_lines, under_github
from pytest_leads.reports.report import Ended, report_of
from pytest_leads.reports.targets import targets, write_reports

if TYPE_CHECKING:
    from collections.abc import Generator

    from pytest_leads.reports.report import Report
    from pytest_leads.reports.tally import Tally
    from pytest_leads.reports.targets import Target
    from pytest_leads.settings import Settings


@dataclass(slots=True, eq=False)  # plugins are found by what they are
class Reporting:
    """Notes how each test ends, the last time that it is run; writes what was asked for when all is known."""

    root: Path
    settings: Settings
    tally: Tally
    to: list[Target]
    ended: dict[str, Ended] = field(default_factory=dict)
    report: Report | None = None
    wrong: list[str] = field(default_factory=list)
    _begun: Begun = field(default_factory=Begun.now)

    @classmethod
    def of(cls, config: pytest.Config, settings: Settings, tally: Tally) -> Reporting:
        """The reporting of a run.

        Raises:
            UsageError: there is no such report, or it cannot be written.
        """
        given_by = "--leads-report" if config.getoption("leads_report") else "ini leads_report"
        to = targets(settings.reports, config.invocation_params.dir, given_by=given_by)
        return cls(config.rootpath, settings, tally, to)

    @pytest.hookimpl
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note how a phase of a test ended; a setup is the beginning of a run, it may be of the second."""
        outcome = _outcome(report)
        if report.when == "setup":
            self.ended[report.nodeid] = Ended(outcome, _place(report))
        elif outcome != "passed" or report.when == "call":
            self.ended[report.nodeid] = replace(self.ended.get(report.nodeid, Ended()), outcome=outcome)

    @pytest.hookimpl(wrapper=True, trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> Generator[None]:
        """Write the reports, however the run ended, when everything else about it is known."""
        yield
        if session.config.getoption("collectonly"):
            return
        finished = session.exitstatus in {pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED}
        run = self._begun.run("pytest", finished=finished)
        run = replace(run, root=str(self.root), seed=self.settings.seed, audit=self.settings.audit)
        self.report = report_of(self.tally, run, all_pitfalls(), self.ended)
        self.wrong = write_reports(self.report, self.to)
        if self.wrong and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.INTERNAL_ERROR

    @pytest.hookimpl(trylast=True)
    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Say where the reports are; under GitHub Actions, have it annotate the code."""
        for text in self.wrong:
            terminalreporter.write_line(f"leads: {text}", red=True)
        if not self.wrong and terminalreporter.verbosity >= 0:
            for target in self.to if self.report is not None else ():
                terminalreporter.write_line(f"leads report: {target.path}")
        if self.report is not None and under_github():
            for line in annotation_lines(self.report):
                terminalreporter.write_line(line)


def _outcome(report: pytest.TestReport) -> str:
    if hasattr(report, "wasxfail"):
        return "xpassed" if report.passed else "xfailed"
    return "error" if report.failed and report.when != "call" else str(report.outcome)


def _place(report: pytest.TestReport) -> Place:
    file, line, name = report.location
    return Place(Path(file).as_posix(), (line or 0) + 1, name)
