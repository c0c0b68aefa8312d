"""The hooks of a run that uses the kit; ``plugin`` registers them only then."""

from __future__ import annotations

import sys
from contextlib import ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING, Any

import pytest

from pytest_leads.errors import UsageError
from pytest_leads.interception import ensure, intercept, uninterceptable
from pytest_leads.interception.mocks import active_mocks, forget, mock_fixtures
from pytest_leads.pitfalls import all_pitfalls
from pytest_leads.plugin import CASSETTE_MARKER, asks_for_leads
from pytest_leads.reports.contract import contract_line, contract_table, passing_gaps
from pytest_leads.reports.github import under_github
from pytest_leads.reports.properties import set_properties
from pytest_leads.reports.provoked import closed_gaps, provoked_line, provoked_table
from pytest_leads.reports.summary import one_line, summary
from pytest_leads.reports.tally import Tally
from pytest_leads.session.blueprint import Blueprint
from pytest_leads.session.failing import fail
from pytest_leads.session.marks import Marked
from pytest_leads.session.marks import marked as marked_by
from pytest_leads.session.routing import Routing
from pytest_leads.session.verdict import explain, judge

if TYPE_CHECKING:
    from collections.abc import Generator

    from pytest_leads.operations import Address
    from pytest_leads.provoking.running import Provoking
    from pytest_leads.reports.tally import ProvokedRow, Row
    from pytest_leads.serving import Served
    from pytest_leads.serving.shared import SharedServer
    from pytest_leads.session.cassettes import CassetteUse
    from pytest_leads.session.record import Record
    from pytest_leads.session.verdict import Verdict
    from pytest_leads.settings import Settings
    from pytest_leads.suite.running import ContractRun

RECORD = pytest.StashKey["Record"]()
CASSETTE: pytest.StashKey[CassetteUse] = pytest.StashKey()
CONFIG_FIXTURE = "leads_workspace_config"
_CODES = {pitfall.id: pitfall.code for pitfall in all_pitfalls()}


class PitfallWarning(pytest.PytestWarning):
    """A finding under ``--leads-audit=warn``."""


class OldCassetteWarning(pytest.PytestWarning):
    """A cassette older than ``leads_cassette_max_age``."""


class LeadsRun:
    """Intercepts and judges: every test under ``--leads``, else those that ask for it."""

    def __init__(self, config: pytest.Config, settings: Settings) -> None:
        self.settings = settings
        self.tally = Tally()
        self._config = config
        self._routing = Routing(settings, config.rootpath)
        self._interception = ExitStack()
        self._intercepting = False
        self._contract: ContractRun | None = None
        self._server: SharedServer | None = None
        self._provoking: Provoking | None = None
        if settings.provoke:
            from pytest_leads.provoking.running import Provoking

            self._provoking = Provoking(config, settings, self.tally)
            config.pluginmanager.register(self._provoking, "leads-provoking")
        if (settings.reports or under_github()) and not hasattr(config, "workerinput"):
            from pytest_leads.reporting import Reporting

            config.pluginmanager.register(Reporting.of(config, settings, self.tally), "leads-reporting")

    @property
    def contract(self) -> ContractRun:
        """The contract suite of this run; made when something asks for it, for it brings Hypothesis along."""
        if self._contract is None:
            from pytest_leads.suite.running import ContractRun

            self._contract = ContractRun(self.settings, self._config.rootpath, self.tally)
            self._config.pluginmanager.register(self._contract, "leads-contract")
        return self._contract

    def served(self, item: pytest.Item) -> Served:
        """The loopback server of this run, as a test sees it; started when a test first asks for it."""
        if self._server is None:
            from pytest_leads.serving.shared import SharedServer

            self._server = SharedServer(self._routing)
            self._interception.callback(self._server.close)
        return self._server.served(item.stash[RECORD])

    @pytest.hookimpl
    def pytest_sessionstart(self, session: pytest.Session) -> None:
        """Intercept from before the collection on, since imports may send requests, too; find the factory."""
        session.add_marker(pytest.mark.usefixtures(CONFIG_FIXTURE))
        if self.settings.active or self.settings.contract or self.settings.provoke:
            self._intercept()
        if self.settings.contract:  # here, since what a worker of pytest-xdist says while it collects is lost
            from pytest_leads.suite.factory import load

            try:
                load(self.settings.contract, str(self._config.rootpath))
            except UsageError as error:
                raise pytest.UsageError(str(error)) from None

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_modifyitems(self, session: pytest.Session, items: list[pytest.Item]) -> None:
        """Add the tests of ``--leads-contract``."""
        if self.settings.contract:
            from pytest_leads.suite.factory import collect

            items += collect(session, self.settings.contract, self.contract.loop)

    def adopt(self, items: list[pytest.Item]) -> None:
        """Have the workspace's configuration set up first, so that fixtures of any scope may send requests."""
        if "pytest_leads.suite.contract" in sys.modules:
            self.contract.adopt(items)
        for item in items:
            names = getattr(item, "fixturenames", None)
            if names is not None and self._watches(item):
                names[:] = [CONFIG_FIXTURE, *(name for name in names if name != CONFIG_FIXTURE)]
        if any(map(self._watches, items)):
            self._intercept()

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> Generator[None]:
        """Begin a test's record."""
        __tracebackhide__ = True
        wrong = self._begin(item) if self._watches(item) else ""
        with _noting_failure(item):
            yield
            wrong = wrong or self._set_up(item)
            if wrong:
                fail(wrong)

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef[Any]) -> Generator[None, Any, Any]:
        """Share what a fixture of wider scope puts into the workspace, for as long as the fixture lives."""
        __tracebackhide__ = True
        if fixturedef.scope == "function":
            return (yield)
        with self._routing.sharing(fixturedef):
            return (yield)

    @pytest.hookimpl
    def pytest_fixture_post_finalizer(self, fixturedef: pytest.FixtureDef[Any]) -> None:
        """Stop sharing, now that the fixture's own teardown has sent its last request."""
        self._routing.forget(fixturedef)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Generator[None]:
        """Show the traffic of a test that fails."""
        __tracebackhide__ = True
        try:
            with _noting_failure(item):
                yield
        except BaseException:
            record = item.stash.get(RECORD, None)
            if record is not None and len(record.journal):
                item.add_report_section("call", "leads", "\n".join(str(exchange) for exchange in record.journal))
            raise

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_teardown(self, item: pytest.Item) -> Generator[None]:
        """Give the verdict, when nothing of the test can run any more."""
        __tracebackhide__ = True
        try:
            with _noting_failure(item):
                yield
        except BaseException:
            if text := self._end(item):
                item.add_report_section("teardown", "leads", text)
            raise
        if text := self._end(item):
            fail(text)

    def _watches(self, item: pytest.Item) -> bool:
        return self.settings.active or asks_for_leads(item)

    def _intercept(self) -> None:
        if not self._intercepting:
            self._intercepting = True
            self._interception.enter_context(
                intercept(self.settings.hosts, self._routing.answer, on_escape=self._routing.escaped)
            )

    def _begin(self, item: pytest.Item) -> str:
        """Open the test's record; the text says what is wrong with the test's markers, empty if nothing."""
        marked, misdeclared = Marked(), ""
        try:
            marked = marked_by(item)
        except UsageError as error:
            misdeclared = str(error)

        def blueprint() -> Blueprint:
            given = getattr(item, "funcargs", {}).get(CONFIG_FIXTURE)
            if marked.workspace is None:
                return Blueprint(given, marked.quirks)
            return Blueprint(marked.workspace, marked.quirks, f"the marker leads(workspace=...) of {item.nodeid}")

        ensure()
        forget()
        item.stash[RECORD] = self._routing.current = self._routing.open(item.nodeid, blueprint, marked.allow)
        self._routing.current.known_gaps = marked.known_gaps
        if self._provoking is not None:
            self._provoking.begin(self._routing.current)
        return misdeclared or self._load_cassette(item, self._routing.current)

    def _load_cassette(self, item: pytest.Item, record: Record) -> str:
        """Have the test answered by the cassette that it names; the text says what is wrong with it."""
        marker = item.get_closest_marker(CASSETTE_MARKER)
        if marker is None:
            return ""
        from pytest_leads.session.cassettes import begin

        try:
            use, old = begin(marker, record, self._config.rootpath, self.settings)
        except UsageError as error:
            return str(error)
        item.stash[CASSETTE] = use
        self.tally.cassettes.add(str(use.path))
        self.tally.answering |= use.answering
        if old and not self.settings.age_fails:
            try:
                item.warn(OldCassetteWarning(old))
            except OldCassetteWarning:  # warnings are errors in this run
                return old
        return old if self.settings.age_fails else ""

    def _set_up(self, item: pytest.Item) -> str:
        """Make a workspace that is not the default one before the test runs; the text says why it cannot be made."""
        record = item.stash.get(RECORD, None)
        if record is None:
            return ""
        record.is_set_up, record.given = True, len(record.journal)
        try:
            if self._configured(item):
                record.open()
        except UsageError as error:
            return str(error)
        return ""

    def _configured(self, item: pytest.Item) -> bool:
        given = getattr(item, "funcargs", {}).get(CONFIG_FIXTURE)
        return given is not None or any(item.iter_markers("leads"))

    def _end(self, item: pytest.Item) -> str:
        """Close the test's record; the text is what it fails with, empty if nothing is wrong."""
        record = item.stash.get(RECORD, None)
        if record is None:
            return ""
        del item.stash[RECORD]
        self._routing.current = None
        with suppress(UsageError):  # told at set-up; markers that were added since count, too
            record.allow = marked_by(item).allow
        if self._provoking is not None:
            self._provoking.end(item, record)
            if self._provoking.again:
                return ""
        self.tally.mocks |= active_mocks() | mock_fixtures(getattr(item, "fixturenames", ()))
        verdict, rows = self._close(record)
        set_properties(item.user_properties, len(record.journal), rows, _CODES)
        if self.settings.audit == "warn" and verdict.errors:
            try:
                item.warn(PitfallWarning(explain(verdict, len(record.journal))))
            except PitfallWarning as warning:  # warnings are errors in this run
                return str(warning)
            return "\n\n".join(verdict.troubles)
        return explain(verdict, len(record.journal))

    def _close(self, record: Record) -> tuple[Verdict, list[Row]]:
        verdict = judge(record, audited=self.settings.audit != "off")
        if len(record.journal) or not self._is_check(record.test):
            self.tally.count(record.test, record.journal, verdict.troubles)
        return verdict, self.tally.add(record.test, [*verdict.errors, *verdict.warnings], len(record.journal))

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """When the last fixture is torn down: judge what no test sent, hand a worker's share to its controller."""
        if self._routing.current is not None:  # the run was interrupted in the middle of a test
            self._close(self._routing.current)
            self._routing.current = None
        self.tally.unseen |= set(uninterceptable())
        if self.settings.active:
            self._close_outside()
        output = getattr(self._config, "workeroutput", None)
        if output is not None:
            output["leads"] = self.tally.to_json()
        fails = self.tally.outside_fails or any(passing_gaps(self.tally)) or self._provoked_in_vain()
        if fails and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def _provoked_in_vain(self) -> bool:
        """Whether something was not noticed, or a known gap is none any more."""
        unnoticed = any(row.fails for row in self.tally.provoked) or bool(closed_gaps(self.tally))
        return unnoticed and self.settings.audit == "error"

    def address_for(self, item: pytest.Item) -> Address | None:
        """Where the API of a test is, if it is not the simulator's."""
        return self.contract.address if self._is_check(item.nodeid) else None

    def _is_check(self, test: str) -> bool:
        """Whether a test is one of the contract suite, whose traffic is judged there."""
        return self._contract is not None and test in self._contract.tests

    def _close_outside(self) -> None:
        record = self._routing.outside
        verdict, _ = self._close(record)
        if verdict.troubles or verdict.errors:
            self.tally.outside.append(explain(verdict, len(record.journal)))
        self.tally.outside_fails |= bool(verdict.troubles or (verdict.errors and self.settings.audit == "error"))

    @pytest.hookimpl
    def pytest_unconfigure(self) -> None:
        """Stop intercepting, however the run ended."""
        self._interception.close()

    def add_share(self, share: Any) -> None:
        """Add what a pytest-xdist worker handed over; nothing, if it ended without a word."""
        if share:
            self.tally.merge(share)
        else:
            self.tally.lost_workers += 1

    @pytest.hookimpl
    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Print the summaries: of the traffic, and of the contract suite."""
        self._print_traffic(terminalreporter)
        if self.tally.checks:
            self._print_contract(terminalreporter)
        if self.settings.provoke:
            self._print_provoked(terminalreporter)
        if self.settings.list_unused:
            from pytest_leads.recordings.library import unused_in

            for line in unused_in(self._config.rootpath / self.settings.cassettes, self.tally.cassettes):
                terminalreporter.write_line(line)

    def _print_contract(self, terminalreporter: pytest.TerminalReporter) -> None:
        if terminalreporter.verbosity < -1:
            lines = passing_gaps(self.tally)  # they fail the run, so they are told in any case
        elif terminalreporter.verbosity < 0:
            lines = contract_line(self.tally)
        else:
            bad = any(row.outcome in {"failed", "error"} for row in self.tally.checks) or any(passing_gaps(self.tally))
            terminalreporter.section("leads contract", red=bad, green=not bad)
            lines = contract_table(self.tally, all_pitfalls(), self.settings.seed)
        for line in lines:
            terminalreporter.write_line(line)

    def _print_provoked(self, terminalreporter: pytest.TerminalReporter) -> None:
        unnoticed = [row for row in self.tally.provoked if row.fails]
        bad = bool(unnoticed or closed_gaps(self.tally))
        if terminalreporter.verbosity < 0 and not bad:
            terminalreporter.write_line(provoked_line(self.tally))
            return
        terminalreporter.section("leads provoked", red=bad, green=not bad)
        for line in provoked_table(self.tally, all_pitfalls(), self.settings.provoke):
            terminalreporter.write_line(line)
        if unnoticed:
            counted = [_counted(row) for row in unnoticed]  # for pytest's last line
            terminalreporter.stats.setdefault("unnoticed", []).extend(counted)

    def _print_traffic(self, terminalreporter: pytest.TerminalReporter) -> None:
        quiet = not self.settings.active and not self.tally.exchanges
        if quiet or self.tally.is_empty or terminalreporter.verbosity < -1:
            return
        if terminalreporter.verbosity < 0:
            terminalreporter.write_line(one_line(self.tally, all_pitfalls()))
            return
        bad = any(row.level == "error" for row in self.tally.rows) or not self.tally.exchanges
        terminalreporter.section("leads", red=bad, green=not bad)
        for line in summary(self.tally, all_pitfalls()):
            terminalreporter.write_line(line)


def _counted(row: ProvokedRow) -> pytest.TestReport:
    place = (row.test.partition("::")[0], None, row.test)
    return pytest.TestReport(row.test, place, {}, "failed", row.text, "call")


@contextmanager
def _noting_failure(item: pytest.Item) -> Generator[None]:
    """Let a test's cassette know that the test fails: what it did not use is then not held against it."""
    __tracebackhide__ = True
    try:
        yield
    except BaseException:
        use = item.stash.get(CASSETTE, None)
        if use is not None:
            use.failed = True
        raise
