"""Watching one run of a test: how it ended, what it said, and what it sent."""

from __future__ import annotations

import inspect
import logging
import sys
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import takewhile
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
        error, own, values = _looked_at(self, bad[1]) if bad else ("", False, ())
        errors = [call.excinfo.value for _, call in self.ended if call.excinfo is not None]
        endless = next((str(error) for error in errors if isinstance(error, EndlessRunError)), "")
        return Run(
            outcome=_outcome(bad[0]) if bad else "passed",
            exchanges=self.exchanges,
            error=error,
            own=own,
            values=values,
            said=Counter(self._said()),
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
            if record.name.partition(".")[0] not in CLIENTS or _is_unraised(record):
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


def _is_unraised(record: logging.LogRecord) -> bool:
    """Whether asyncio tells of an exception that nobody has taken from a task."""
    return record.name == "asyncio" and record.levelno >= logging.ERROR


def _message(record: logging.LogRecord) -> str:
    try:
        return record.getMessage()
    except Exception:  # noqa: BLE001  # arguments that do not fit, which logging itself does not raise either
        return str(record.msg)


def _outcome(report: pytest.TestReport) -> str:
    if report.skipped:
        return "was skipped"
    return "failed" if report.when == "call" else f"failed at {report.when}"


def _looked_at(watch: Watch, call: pytest.CallInfo[Any]) -> tuple[str, bool, tuple[Any, ...]]:
    """The exception in a line, whether the test itself raised it, and what the test held in its hands then."""
    if call.excinfo is None:
        return "", False, ()
    said = str(call.excinfo.value).strip().partition("\n")[0][:LONGEST]
    error = masking.prose(f"{call.excinfo.typename}: {said}" if said else call.excinfo.typename)
    users = [entry.frame.raw for entry in call.excinfo.traceback if is_user_code(entry.frame.raw)]
    tests = [frame for frame in users if is_of_test(watch.item, frame.f_code.co_filename, frame.f_code.co_qualname)]
    below = users[users.index(tests[-1]) + 1 :] if tests else users
    own = bool(users) and all(_is_beside(watch, frame, call.excinfo.value) for frame in below)
    held = [*tests, *below] if own else tests
    return error, own, tuple(_held(value for frame in held for value in list(frame.f_locals.values())))


def _is_beside(watch: Watch, frame: FrameType, error: BaseException) -> bool:
    """Whether a function that the test called is none of the code: it says what the test expects, or looks it up.

    That is one of the test's own file which never sends anything, or one of a file in which nothing does and which
    raises as assertions do.
    """
    file, function = frame.f_code.co_filename, frame.f_code.co_qualname
    sending = [line for e in watch.exchanges for line in (*e.sender.path, e.sender.origin) if line is not None]
    if Path(file) == watch.item.path:
        return all((line.file, line.function) != (file, function) for line in sending)
    return isinstance(error, AssertionError | pytest.fail.Exception) and all(line.file != file for line in sending)


def is_of_test(item: pytest.Item, file: str, qualname: str) -> bool:
    """Whether a line is the test's and not that of the code under test.

    That is its function, a fixture beside it, its class and the bases of that, or a conftest.
    """
    path, parts = Path(file), qualname.split(".")
    if path.name == "conftest.py":
        return True
    code = getattr(inspect.unwrap(getattr(item, "function", item.runtest)), "__code__", None)
    name = getattr(item, "originalname", None) or item.name
    if name in parts and file in {str(item.path), getattr(code, "co_filename", None)}:
        return True
    if path == item.path and _is_fixture(item, parts[0]):
        return True
    return any(_is_in_class(base, path, qualname) for base in getattr(getattr(item, "cls", None), "__mro__", ()))


def _is_fixture(item: pytest.Item, name: str) -> bool:
    """Whether a name of the test's module is one of its fixtures, and no function that only has the same name."""
    found = vars(getattr(item, "module", None) or object).get(name)
    return name in getattr(item, "fixturenames", ()) and found is not None and not inspect.isfunction(found)


def _is_in_class(cls: type, path: Path, qualname: str) -> bool:
    file = getattr(sys.modules.get(cls.__module__), "__file__", None)
    return qualname.startswith(f"{cls.__qualname__}.") and file is not None and Path(file) == path


def code_alone(item: pytest.Item, exchange: Exchange) -> Exchange:
    """The exchange with the path through the code under test, without the lines of the test that called it."""
    path = takewhile(lambda line: not is_of_test(item, line.file, line.function), exchange.sender.path)
    return replace(exchange, sender=replace(exchange.sender, path=tuple(path)))


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
