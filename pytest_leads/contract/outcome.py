"""One call of a member: what it was given, and everything of it that its caller or an operator could see."""

from __future__ import annotations

import asyncio
import inspect
import logging
import re
import warnings
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pytest_leads.contract.depth import is_leaf, is_series, texts

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from pytest_leads.journal import Exchange

#: Packages whose own objects and log records hold times, ports, buffers and retries, and come as they come.
CLIENTS = frozenset(
    {"aiohttp", "asyncio", "http", "httpcore", "httpcore2", "httpx", "httpx2", "requests", "urllib", "urllib3"}
)
#: Warnings that are about code, and may come whenever something is collected as garbage.
OF_CODE = (DeprecationWarning, PendingDeprecationWarning, ImportWarning, ResourceWarning)
#: Values of fewer characters are no values that stand out in a text.
SHORTEST_VALUE = 3
_NUMBERED, _WORD = re.compile(r"\w*\d\w*"), re.compile(r"[^\W\d_]+")


@dataclass(slots=True)
class Outcome:
    """What came of one call.

    ``value`` is what the member returned (an iterator is read to its end), ``error`` what it raised instead;
    ``warnings`` and ``logs`` (records of WARNING and above) are what it said beside that; ``exchanges`` are its
    requests, answered.
    """

    member: str
    arguments: tuple[Any, ...]
    value: Any = None
    error: BaseException | None = None
    warnings: list[warnings.WarningMessage] = field(default_factory=list)
    logs: list[logging.LogRecord] = field(default_factory=list)
    exchanges: list[Exchange] = field(default_factory=list)

    @property
    def said(self) -> set[tuple[str, str]]:
        """What it said by warnings and logs of its own: by whom, and the wording."""
        logs = [record for record in self.logs if record.name.partition(".")[0] not in CLIENTS]
        logged = {(record.name, self.wording(_logged(record))) for record in logs}
        told = [warning for warning in self.warnings if not issubclass(warning.category, OF_CODE)]
        return logged | {(warning.category.__name__, self.wording(str(warning.message))) for warning in told}

    def wording(self, text: str) -> str:
        """The words of a text, without ids, numbers and the values that were given, which differ from call to call."""
        given = {value for value in texts(self.arguments, keys=False) if len(value) >= SHORTEST_VALUE}
        for value in sorted(given, key=len, reverse=True):
            text = text.replace(value, " ")
        return " ".join(_WORD.findall(_NUMBERED.sub(" ", text)))


class Loop:
    """The event loop in which async members run: one for the whole run, since clients belong to a loop.

    An integration that was made in a loop (by an async fixture) has its members run in that one: its ``home``.
    """

    def __init__(self, home: asyncio.AbstractEventLoop | None = None) -> None:
        self._home = home
        self._runner: asyncio.Runner | None = None

    def of(self, home: asyncio.AbstractEventLoop | None) -> Loop:
        """The loop for an integration that was made in ``home``: that one, as long as it is open."""
        return self if home is None or home.is_closed() else Loop(home)

    def run(self, awaitable: Any) -> Any:
        """Wait for ``awaitable``."""
        if self._home is not None:
            return self._home.run_until_complete(_awaited(awaitable))
        if self._runner is None:
            self._runner = asyncio.Runner(loop_factory=asyncio.new_event_loop)
        return self._runner.run(_awaited(awaitable))

    def close(self) -> None:
        """Close the loop, if there is one."""
        if self._runner is not None:
            self._runner.close()
            self._runner = None


def invoke(
    member: str, function: Callable[..., Any], arguments: tuple[Any, ...], loop: Loop, sent: Callable[[], int]
) -> Outcome:
    """Call ``function`` and note what came of it; it gets copies, so that it cannot change what the check knows.

    ``sent`` counts the requests so far.
    """
    outcome = Outcome(member, arguments)
    with ExitStack() as stack:
        outcome.warnings = stack.enter_context(warnings.catch_warnings(record=True))
        warnings.simplefilter("always")
        outcome.logs = stack.enter_context(_heard())
        try:
            outcome.value = _read(complete(function(*deepcopy(arguments)), loop), sent)
        except (Exception, SystemExit) as error:  # noqa: BLE001  # whatever it is, it is what the caller sees
            outcome.error = error
    return outcome


def complete(result: Any, loop: Loop) -> Any:
    """What a caller has in hand in the end: awaited, and iterated to the end."""
    if inspect.isawaitable(result):
        result = loop.run(result)
    if hasattr(result, "__aiter__"):
        return loop.run(_collected(result))
    return list(result) if isinstance(result, Iterator) else result


def _read(result: Any, sent: Callable[[], int]) -> Any:
    """What an object holds that reads its pages while somebody iterates over it; any other object as it is."""
    if not isinstance(result, Iterable) or is_leaf(result) or is_series(result) or isinstance(result, Mapping):
        return result
    before = sent()
    try:
        items = list(result)
    except Exception:
        if sent() > before:
            raise
        return result
    return items if sent() > before else result


async def _awaited(awaitable: Any) -> Any:
    return await awaitable


async def _collected(source: Any) -> list[Any]:
    return [item async for item in source]


def _logged(record: logging.LogRecord) -> str:
    try:
        return record.getMessage()
    except Exception:  # noqa: BLE001  # arguments that do not fit, which logging itself does not raise either
        return str(record.msg)


class _Ear(logging.Handler):
    """Keeps what is logged as WARNING or above."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one record."""
        self.records.append(record)


@contextmanager
def _heard() -> Generator[list[logging.LogRecord]]:
    """Listen to the root logger and to those that keep their records to themselves."""
    ear = _Ear()
    known = [each for each in logging.Logger.manager.loggerDict.values() if isinstance(each, logging.Logger)]
    listening = [logging.getLogger(), *(logger for logger in known if not logger.propagate)]
    for logger in listening:
        logger.addHandler(ear)
    try:
        yield ear.records
    finally:
        for logger in listening:
            logger.removeHandler(ear)
