"""Watching one run of a test: how it ended, what it said, and what it sent."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

import pytest

from pytest_leads import masking
from pytest_leads.contract.depth import is_leaf, parts
from pytest_leads.contract.outcome import CLIENTS, OF_CODE
from pytest_leads.errors import EndlessRunError
from pytest_leads.interception.sender import is_user_code
from pytest_leads.provocation import Run, Sign
from pytest_leads.provocation.run import sent_values, wording

if TYPE_CHECKING:
    import warnings
    from collections.abc import Generator, Iterable, Iterator
    from types import FrameType

    from pytest_leads.journal import Exchange

#: Characters of an exception's text; how deep, and how many values, are looked at of what a test holds.
LONGEST, DEEPEST, MOST = 200, 6, 20_000


@dataclass(slots=True)
class Watch:
    """What is seen of one run while it lasts."""

    item: pytest.Item
    ended: list[tuple[pytest.TestReport, pytest.CallInfo[Any]]] = field(default_factory=list)
    warnings: list[warnings.WarningMessage] = field(default_factory=list)
    logs: list[logging.LogRecord] = field(default_factory=list)
    exchanges: tuple[Exchange, ...] = ()
    trouble: str = ""
    began: float = field(default_factory=perf_counter)

    def report(self, report: pytest.TestReport, call: pytest.CallInfo[Any]) -> None:
        """Note how a phase ended; a test that is run anew (by another plugin) begins anew here, too."""
        if call.when == "setup":
            self.ended.clear()
        self.ended.append((report, call))

    def run(self) -> Run:
        """What was seen."""
        bad = next(((report, call) for report, call in self.ended if not report.passed), None)
        error, own, values = _looked_at(self.item, bad[1]) if bad else ("", False, ())
        errors = [call.excinfo.value for _, call in self.ended if call.excinfo is not None]
        endless = next((str(error) for error in errors if isinstance(error, EndlessRunError)), "")
        return Run(
            outcome=_outcome(bad[0]) if bad else "passed",
            exchanges=self.exchanges,
            error=error,
            own=own,
            values=values,
            said=frozenset(self._said()),
            trouble=self.trouble or endless,
            seconds=perf_counter() - self.began,
        )

    def _said(self) -> Iterator[Sign]:
        values = sent_values(self.exchanges)
        for warning in self.warnings:
            kind = warning.category
            if not issubclass(kind, OF_CODE) and not kind.__module__.startswith(("pytest_leads.", "_pytest.")):
                yield Sign(f"a {kind.__name__}", wording(str(warning.message), values))
        for record in self.logs:
            if record.name.partition(".")[0] not in CLIENTS:
                yield Sign(f"a log record of {record.name}", wording(_message(record), values))


@contextmanager
def heard(watch: Watch) -> Generator[None]:
    """Listen to what is logged as WARNING or above, by whichever logger, be it made while the test runs."""
    original = logging.Logger.callHandlers

    def listen(logger: logging.Logger, record: logging.LogRecord) -> None:
        if record.levelno >= logging.WARNING:
            watch.logs.append(record)
        original(logger, record)

    logging.Logger.callHandlers = listen  # type: ignore[method-assign, assignment]  # a handler would miss them
    try:
        yield
    finally:
        if logging.Logger.callHandlers is listen:
            logging.Logger.callHandlers = original  # type: ignore[method-assign]  # as above


def _message(record: logging.LogRecord) -> str:
    try:
        return record.getMessage()
    except Exception:  # noqa: BLE001  # arguments that do not fit, which logging itself does not raise either
        return str(record.msg)


def _outcome(report: pytest.TestReport) -> str:
    if report.skipped:
        return "was skipped"
    return "failed" if report.when == "call" else f"failed at {report.when}"


def _looked_at(item: pytest.Item, call: pytest.CallInfo[Any]) -> tuple[str, bool, tuple[Any, ...]]:
    """The exception in a line, whether the test itself raised it, and what the test held in its hands then."""
    if call.excinfo is None:
        return "", False, ()
    said = str(call.excinfo.value).strip().partition("\n")[0][:LONGEST]
    error = masking.prose(f"{call.excinfo.typename}: {said}" if said else call.excinfo.typename)
    frames = [entry.frame.raw for entry in call.excinfo.traceback]
    users = [frame for frame in frames if is_user_code(frame)]
    own = bool(users) and _is_tests_own(item, users[-1], call.excinfo.value)
    mine = [frame for frame in users if is_of_test(item, frame.f_code.co_filename, frame.f_code.co_qualname)]
    return error, own, tuple(_held(value for frame in mine for value in list(frame.f_locals.values())))


def _is_tests_own(item: pytest.Item, frame: FrameType, error: BaseException) -> bool:
    """Whether the test raised it: its function, or something beside it that says what it expects."""
    if is_of_test(item, frame.f_code.co_filename, frame.f_code.co_qualname):
        return True
    return Path(frame.f_code.co_filename) == item.path and isinstance(error, AssertionError | pytest.fail.Exception)


def is_of_test(item: pytest.Item, file: str, qualname: str) -> bool:
    """Whether a line is the test's and not that of the code under test: its function, or a conftest."""
    path = Path(file)
    if path.name == "conftest.py":
        return True
    name = getattr(item, "originalname", None) or item.name
    return path == item.path and name in qualname.split(".")


def _held(values: Iterable[Any]) -> Iterator[Any]:
    """Texts and numbers in values of any type, without what the kit and the clients keep for themselves."""
    waiting = [(value, 0) for value in values]
    seen: dict[int, Any] = {}
    for _ in range(MOST):
        if not waiting:
            return
        value, depth = waiting.pop()
        if is_leaf(value):
            yield value
        elif id(value) not in seen and depth < DEEPEST:
            seen[id(value)] = value
            waiting += [(part, depth + 1) for part in _opened(value)]


def _opened(value: Any) -> list[Any]:
    module = type(value).__module__.partition(".")[0]
    if module in CLIENTS:
        try:
            return [value.json()]
        except Exception:  # noqa: BLE001  # a client, or a response that holds no JSON
            return []
    return [] if module in {"pytest_leads", "_pytest", "pytest", "pluggy"} else parts(value)
