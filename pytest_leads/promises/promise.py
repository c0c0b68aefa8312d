"""A promise that a server makes about a pitfall, and what it is to break one."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_leads.promises.exchange import UnansweredError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytest_leads.promises.exchange import Exchange

    Judging = Callable[[Exchange], Iterator["Breach"]]


@dataclass(frozen=True, slots=True)
class Breach:
    """One place where a promise does not hold: what was seen, why that hurts callers, and how to mend the server."""

    seen: str
    why: str
    fix: str


@dataclass(frozen=True, slots=True)
class Promise:
    """A sentence that has to be true of a server, and the operations in whose exchanges it can be judged."""

    pitfall: str
    name: str
    states: str
    operations: tuple[str, ...]
    judge: Judging

    def breaches(self, exchange: Exchange) -> Iterator[Breach]:
        """Where it does not hold; nothing where it cannot be judged."""
        if exchange.operation in self.operations:
            with suppress(UnansweredError):
                yield from self.judge(exchange)


def promise(pitfall: str, *operations: str) -> Callable[[Judging], Promise]:
    """Make a promise of the decorated generator; its docstring is the sentence.

    Raises:
        ValueError: there is no docstring, or no operation.
    """

    def made(judge: Judging) -> Promise:
        states = (judge.__doc__ or "").strip()
        if not states or not operations:
            raise ValueError(f"{judge.__name__}: a promise needs a docstring and operations")
        return Promise(pitfall, judge.__name__, states, operations, judge)

    return made
