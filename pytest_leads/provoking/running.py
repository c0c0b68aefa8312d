"""The provoked runs of one pytest run, as a pytest plugin: what is planned while tests pass, and run at the end."""

from __future__ import annotations

import inspect
import warnings
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from pytest_leads import masking
from pytest_leads.errors import EndlessRunError
from pytest_leads.interception.sender import is_user_file, whole_paths
from pytest_leads.pitfalls import all_pitfalls
from pytest_leads.pitfalls.provocations import act_of, provocations
from pytest_leads.provocation import Verdict, difference, judge, told_apart
from pytest_leads.provoking.limits import allowed_requests, allowed_seconds, limited, no_way_out
from pytest_leads.provoking.progress import Progress
from pytest_leads.provoking.protocol import run_again, torn_down
from pytest_leads.provoking.text import describe_unnoticed
from pytest_leads.provoking.watching import Watch, code_alone, heard, is_of_test
from pytest_leads.reports.detail import place_of
from pytest_leads.reports.tally import ProvokedRow

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Mapping

    from pytest_leads.journal import Exchange
    from pytest_leads.provocation import Act, Provocation, Run
    from pytest_leads.reports.tally import Tally
    from pytest_leads.session.record import Record
    from pytest_leads.settings import Settings

_PITFALLS = {pitfall.id: pitfall for pitfall in all_pitfalls()}


@dataclass(frozen=True, slots=True)
class Subject:
    """A test that passed and talked to the API: its plain run, what it is put to, and its known gaps."""

    item: pytest.Item
    plain: Run
    planned: tuple[Provocation, ...]
    gaps: Mapping[str, str]
    shared: tuple[str, ...] = ()


@dataclass(slots=True, eq=False)  # plugins are found by what they are
class Provoking:
    """Plans provocations in the plain runs, and plays them when the last test is done."""

    config: pytest.Config
    settings: Settings
    tally: Tally
    subjects: list[Subject] = field(default_factory=list)
    again: bool = False
    _watch: Watch | None = None
    _last: Watch | None = None
    _act: Act | None = None
    _most: int | None = None
    _records: dict[str, Record] = field(default_factory=dict)
    _wide: dict[str, str] = field(default_factory=dict)

    # What the run that answers the tests tells

    def begin(self, record: Record) -> None:
        """Have a provoked run answered with its symptom."""
        if self.again:
            record.acts = [self._act] if self._act is not None else []
            record.most = self._most

    def warned(self, caught: list[warnings.WarningMessage]) -> None:
        """Take what a provoked run warned of."""
        if self._watch is not None:
            self._watch.warnings += caught

    def end(self, item: pytest.Item, record: Record) -> None:
        """Take what a run of a test sent."""
        if self._watch is not None:
            self._watch.exchanges = tuple(code_alone(item, exchange) for exchange in record.journal)
            if self.again and record.troubles:
                self._watch.trouble = record.troubles[0]
        self._records[item.nodeid] = record

    # The plain runs

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        """Watch a run; plan what a plain one is put to, if it passed."""
        self._watch = watch = Watch(item)
        try:
            with heard(watch), whole_paths():
                result = yield
        finally:
            self._watch, self._last = None, watch
            record = self._records.pop(item.nodeid, None)
        if not self.again and record is not None:
            self._plan(watch, record)
        return result

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, call: pytest.CallInfo[Any]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Note how a phase ended."""
        report = yield
        if self._watch is not None:
            self._watch.report(report, call)
        return report

    @pytest.hookimpl
    def pytest_warning_recorded(self, warning_message: warnings.WarningMessage, nodeid: str) -> None:
        """Note what a plain run warned of."""
        if self._watch is not None and nodeid == self._watch.item.nodeid:
            self._watch.warnings.append(warning_message)

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef[Any]) -> Generator[None, Any, Any]:
        """Note which of the user's fixtures are shared by tests."""
        if fixturedef.scope != "function" and _is_users(fixturedef):
            self._wide[fixturedef.argname] = fixturedef.scope
        return (yield)

    def _plan(self, watch: Watch, record: Record) -> None:
        """Plan what a test that passed is put to; not where a cassette answers, or it provokes or hinders by itself."""
        run, item = watch.run(), watch.item
        by_itself = record.responder is not None or record.acts or record.has_faults
        if run.outcome != "passed" or not run.exchanges or by_itself:
            return
        if any(hasattr(report, "wasxfail") for report, _ in watch.ended):
            return
        asked = [pitfall for pitfall in self.settings.provoke if pitfall not in record.allow]
        seed = f"{self.settings.seed} {item.nodeid}"
        possible = provocations(run.exchanges, record.workspace.profile, asked, seed)
        planned = tuple(p for p in possible if not _is_tests_own(item, p.exchange, record.given))
        shared = tuple(f"{n} ({self._wide[n]})" for n in getattr(item, "fixturenames", ()) if n in self._wide)
        self.subjects.append(Subject(item, run, planned, record.known_gaps, shared))
        for pitfall in self.settings.provoke:
            if pitfall in record.allow:
                self.tally.provoked.append(ProvokedRow(pitfall, item.nodeid, "allowed"))
            elif all(provocation.pitfall != pitfall for provocation in planned):
                self.tally.provoked.append(ProvokedRow(pitfall, item.nodeid, "did not apply"))

    # The provoked runs

    @pytest.hookimpl(wrapper=True)
    def pytest_runtestloop(self, session: pytest.Session) -> Generator[None, object, object]:
        """Play the provocations, when all tests have been run and nothing asked to stop; else tell what is left out."""
        try:
            result = yield
        except BaseException:  # -x, or an interruption
            self.tally.unprovoked = self._waiting
            raise
        if session.shouldstop or session.shouldfail or self.config.getoption("usepdb"):
            self.tally.unprovoked = self._waiting
        elif subjects := [subject for subject in self.subjects if subject.planned]:
            progress = Progress.of(self.config, subjects=len(subjects), runs=self._waiting)
            self._play(session, subjects, progress)
            progress.end()
        return result

    @property
    def _waiting(self) -> int:
        return sum(len(subject.planned) for subject in self.subjects)

    def _play(self, session: pytest.Session, subjects: list[Subject], progress: Progress) -> None:
        waiting = self._waiting
        self.again = True
        rerun = _Rerun(self)
        self.config.pluginmanager.register(rerun, "leads-rerun")
        try:
            for subject in subjects:
                for row in self._provoked(session, subject, progress):
                    self.tally.provoked.append(row)
                    waiting -= 1
                    if self._is_enough(session):
                        self.tally.unprovoked = waiting
                        return
        finally:
            self.config.pluginmanager.unregister(rerun)
            self.again = False

    def _is_enough(self, session: pytest.Session) -> bool:
        """Whether ``-x`` or ``--maxfail`` is reached."""
        most = self.config.getoption("maxfail", 0)
        return bool(most) and session.testsfailed + sum(row.fails for row in self.tally.provoked) >= most

    def _provoked(self, session: pytest.Session, subject: Subject, progress: Progress) -> Iterator[ProvokedRow]:
        """The verdict on each provocation of a test, after a second plain run that shows whether it can be repeated."""
        plain, again = subject.plain, self._run(session, subject, None)
        if not self.config.pluginmanager.has_plugin("warnings"):  # then nobody heard the first run's
            plain = replace(plain, said=again.said)
        changed = difference(plain, again)
        if changed and subject.shared:
            changed += f"; it shares fixtures with other tests, whose state may be why: {', '.join(subject.shared)}"
        test = subject.item.nodeid
        for provocation in subject.planned:
            act = act_of(provocation.pitfall, provocation.arguments)
            verdict, text = Verdict("not comparable", changed), ""
            if not changed:
                run = self._run(session, subject, act)
                verdict = judge(plain, run, act)
                if verdict.kind == "unnoticed" and run.own and (sign := self._told_apart(session, subject, act)):
                    verdict = Verdict("noticed", sign)
                if verdict.kind == "unnoticed":
                    text = describe_unnoticed(test, provocation, _PITFALLS[provocation.pitfall], act, run)
            progress.judged(test, provocation.line, verdict)
            gap, said = subject.gaps.get(provocation.pitfall, ""), masking.prose(act.said)
            line, origin = provocation.line, place_of(provocation.exchange.sender)
            yield ProvokedRow(provocation.pitfall, test, verdict.kind, line, verdict.why, said, text, gap, origin)

    def _told_apart(self, session: pytest.Session, subject: Subject, act: Act) -> str:
        """By what the code tells its caller of the symptom where the results hide that, in words."""
        twins = act.twins()
        if twins is None:
            return ""
        without, symptom = (self._run(session, subject, twin) for twin in twins)
        if not told_apart(without, without, symptom):
            return ""
        again, _ = act.twins() or twins  # an act is for one run
        return told_apart(without, self._run(session, subject, again), symptom)

    def _run(self, session: pytest.Session, subject: Subject, act: Act | None) -> Run:
        """Run a test once more, as it is or with a symptom answered."""
        self._act, self._most = act, allowed_requests(len(subject.plain.exchanges))
        trouble = ""
        try:
            with torn_down(session), no_way_out(), limited(allowed_seconds(subject.plain.seconds)):
                subject.item.ihook.pytest_runtest_protocol(item=subject.item, nextitem=None)
        except EndlessRunError as error:
            trouble = str(error)
        except pytest.exit.Exception as ended:
            trouble = f"it ended the whole run: pytest.exit({ended.msg!r})"
        watch = self._last or Watch(subject.item)
        watch.trouble = trouble or watch.trouble
        return watch.run()


class _Rerun:
    """In the provoked runs, in pytest's place: runs a test without telling anybody how it ended."""

    def __init__(self, provoking: Provoking) -> None:
        self._provoking = provoking

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> bool:
        """Run the test; its warnings are looked at, and not told a second time."""
        with warnings.catch_warnings(record=True) as caught:
            run_again(item)
        self._provoking.warned(caught)
        return True


def _is_users(fixturedef: pytest.FixtureDef[Any]) -> bool:
    """Whether a fixture is in the user's code, not in a plugin."""
    code = getattr(inspect.unwrap(fixturedef.func), "__code__", None)
    return code is not None and is_user_file(code.co_filename)


def _is_tests_own(item: pytest.Item, exchange: Exchange, given: int) -> bool:
    """Whether the test sent it and not the code under test; the first ``given`` were sent before the test began."""
    origin = exchange.sender.origin
    if origin is None:
        return False
    set_up = exchange.number <= given and Path(origin.file) == item.path
    return set_up or is_of_test(item, origin.file, origin.function)
