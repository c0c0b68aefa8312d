"""One call of a member: what it was given, and everything of it that its caller or an operator could see."""

from __future__ import annotations

import asyncio
import inspect
import logging
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from pytest_leads.journal import Exchange


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
    error: Exception | None = None
    warnings: list[warnings.WarningMessage] = field(default_factory=list)
    logs: list[logging.LogRecord] = field(default_factory=list)
    exchanges: list[Exchange] = field(default_factory=list)

    @property
    def said(self) -> set[tuple[str, str]]:
        """What it said by warnings and logs, without the values in it: by whom, and the wording."""
        logged = {(record.name, str(record.msg)) for record in self.logs}
        return logged | {(warning.category.__name__, str(warning.filename)) for warning in self.warnings}


class Loop:
    """The event loop in which async members run: one for the whole run, since clients belong to a loop."""

    def __init__(self) -> None:
        self._runner: asyncio.Runner | None = None

    def run(self, awaitable: Any) -> Any:
        """Wait for ``awaitable``."""
        if self._runner is None:
            self._runner = asyncio.Runner(loop_factory=asyncio.new_event_loop)
        return self._runner.run(_awaited(awaitable))

    def close(self) -> None:
        """Close the loop, if there is one."""
        if self._runner is not None:
            self._runner.close()
            self._runner = None


def invoke(member: str, function: Callable[..., Any], arguments: tuple[Any, ...], loop: Loop) -> Outcome:
    """Call ``function`` and note what came of it; it gets copies, so that it cannot change what the check knows."""
    outcome = Outcome(member, arguments)
    with ExitStack() as stack:
        outcome.warnings = stack.enter_context(warnings.catch_warnings(record=True)) or []
        warnings.simplefilter("always")
        outcome.logs = stack.enter_context(_heard())
        try:
            outcome.value = complete(function(*deepcopy(arguments)), loop)
        except Exception as error:  # noqa: BLE001  # whatever it is, it is what the caller sees
            outcome.error = error
    return outcome


def complete(result: Any, loop: Loop) -> Any:
    """What a caller has in hand in the end: awaited, and iterated to the end."""
    if inspect.isawaitable(result):
        result = loop.run(result)
    if hasattr(result, "__aiter__"):
        return loop.run(_collected(result))
    return list(result) if isinstance(result, Iterator) else result


async def _awaited(awaitable: Any) -> Any:
    return await awaitable


async def _collected(source: Any) -> list[Any]:
    return [item async for item in source]


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
