"""The contract suite within one pytest run: the tests that are checks, and what became of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from pytest_leads import masking
from pytest_leads.contract.outcome import Loop
from pytest_leads.errors import UsageError
from pytest_leads.reports.detail import place_of
from pytest_leads.reports.excerpt import printable
from pytest_leads.reports.tally import CheckRow
from pytest_leads.session.failing import fail
from pytest_leads.suite.declarations import (
    FIXTURE,
    check_of,
    location_of,
    make_strict,
    misdeclared,
    no_integration,
    unchecked,
)
from pytest_leads.suite.judging import NOT_COVERED, CheckTest
from pytest_leads.suite.registry import all_checks
from pytest_leads.suite.remote import RemoteWorld, address_on, first_number
from pytest_leads.suite.runner import Runner
from pytest_leads.suite.worlds import SimulatedWorld

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable
    from pathlib import Path

    from pytest_leads.contract import Check
    from pytest_leads.operations import Address
    from pytest_leads.reports.tally import Tally
    from pytest_leads.session.record import Record
    from pytest_leads.settings import Settings
    from pytest_leads.workspace import Workspace

CHECK = pytest.StashKey["Check"]()
TEST = pytest.StashKey["CheckTest | None"]()
ROW = pytest.StashKey["CheckRow | None"]()


class ContractRun:
    """What the tests of the contract suite share, as a pytest plugin: where they are played, and how they went.

    ``tests`` are the node ids of those that are checks; the rows of the summary go into ``tally``.
    """

    def __init__(self, settings: Settings, rootpath: Path, tally: Tally) -> None:
        self.settings = settings
        self.loop = Loop()
        self.tests: set[str] = set()
        self._rootpath = rootpath
        self._tally = tally
        self._remote: RemoteWorld | None = None

    @property
    def address(self) -> Address | None:
        """Where the API is, if it is another server's."""
        return address_on(self.settings.server) if self.settings.server else None

    def adopt(self, items: Iterable[pytest.Item]) -> None:
        """Note which tests are checks."""
        for item in items:
            check = check_of(item)
            if check is not None:
                item.stash[CHECK] = check
                self.tests.add(item.nodeid)
                make_strict(item)
                item.location = location_of(item, check)

    def test(self, item: pytest.Item, record: Record) -> CheckTest:
        """The test that runs the check of ``item``.

        Raises:
            UsageError: it is no test of a contract class.
        """
        check = item.stash.get(CHECK, None)
        if check is None:
            raise UsageError(f"{item.nodeid}: the fixture leads_check is for the tests of a LeadsContract")
        test = item.stash[TEST] = CheckTest(item, check, self._runner(record), simulated=self.settings.server is None)
        return test

    def _runner(self, record: Record) -> Runner:
        seed, examples = self.settings.seed, self.settings.examples
        if self.settings.server is not None:
            self._remote = self._remote or RemoteWorld(self.settings.server)
            return Runner(self._remote.of(record), self.loop, seed, examples, first_number())

        def build(seed: int) -> Workspace:
            return record.blueprint().build(seed=seed, rootpath=self._rootpath)

        return Runner(SimulatedWorld(record, build, seed), self.loop, seed, examples)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> Generator[None]:
        """Say what a contract class without its fixture lacks, in place of pytest's list of all fixtures."""
        __tracebackhide__ = True
        item.stash[TEST] = item.stash[ROW] = None  # of an attempt before this one
        try:
            return (yield)
        except pytest.FixtureLookupError as error:
            if error.argname != FIXTURE or CHECK not in item.stash:
                raise
        fail(no_integration(item))

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Note how a check went, once its test is over; no mark on it excuses that it is declared wrongly."""
        report = yield
        check = item.stash.get(CHECK, None)
        if check is None:
            return report
        if wrong := _wrong(item, check, report):
            report.outcome, report.longrepr = "failed", wrong
            vars(report).pop("wasxfail", None)
        if report.when == "call" or (not report.passed and not _has_failed(item)):
            item.stash[ROW] = _row(item, check, report)
        row = item.stash.get(ROW, None)
        if report.when == "teardown" and row is not None:  # it was not called under --setup-only
            self._tally.check(row)
        return report

    @pytest.hookimpl
    def pytest_unconfigure(self) -> None:
        """Close the event loop, and the connections to another server."""
        self.loop.close()
        if self._remote is not None:
            self._remote.close()


def _wrong(item: pytest.Item, check: Check, report: pytest.TestReport) -> str:
    """What is wrong with how a test is declared, and with one that passes without having run its check."""
    if report.when == "setup":
        return misdeclared(item, check)
    test = item.stash.get(TEST, None)
    was_run = test is not None and test.examples > 0
    return unchecked(item, check) if report.when == "call" and report.passed and not was_run else ""


def _has_failed(item: pytest.Item) -> bool:
    """Whether the check has already found something, which no trouble of the teardown takes back."""
    row = item.stash.get(ROW, None)
    return row is not None and row.outcome == "failed"


def _row(item: pytest.Item, check: Check, report: pytest.TestReport) -> CheckRow:
    test = item.stash.get(TEST, None)
    of = sum(other.pitfall == check.pitfall for other in all_checks().values())
    callspec = getattr(item, "callspec", None)
    parameters = f"[{callspec.id}]" if callspec is not None else ""
    common: dict[str, Any] = {
        "subject": item.nodeid.rpartition("::")[0] + parameters,
        "pitfall": check.pitfall,
        "check": check.name,
        "examples": test.examples if test else 0,
        "gap": test.gap if test else "",
        "of": of,
        "place": list(all_checks()).index(check.name),
        "test": item.nodeid,
    }
    reason = test.reason if test else ""
    if report.failed:
        text = printable(masking.prose(report.longreprtext))
        if test is None or test.broken is None:
            crash = getattr(report.longrepr, "reprcrash", None)
            why = printable(masking.prose(crash.message)).removeprefix("Failed: ") if crash else text
            return CheckRow(outcome="error", why=why, text=text, **common)
        exchange = test.broken.exchange
        origin = place_of(exchange.sender) if exchange else None
        return CheckRow(outcome="failed", why=reason, text=text, origin=origin, **common)
    if report.passed:
        return CheckRow(outcome="passed", why=reason, **common)
    if hasattr(report, "wasxfail"):
        return CheckRow(outcome="known gap", why=report.wasxfail.removeprefix("reason: "), **common)
    why = report.longrepr[2].removeprefix("Skipped: ") if isinstance(report.longrepr, tuple) else ""
    excused = not why.startswith(NOT_COVERED) and any(mark.name in {"skip", "skipif"} for mark in item.iter_markers())
    return CheckRow(outcome="known gap" if excused else "not covered", why=why.removeprefix(NOT_COVERED), **common)
