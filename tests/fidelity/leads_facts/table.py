"""The fidelity table: what a row is, and how a check becomes one."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fact:
    """One row: ``sentence`` is the fact, ``source`` who states it, ``check`` shows it on a fresh simulator."""

    id: str
    sentence: str
    source: str
    check: Callable[[], None]


#: All rows by id, in the order of the sections.
ROWS: dict[str, Fact] = {}


def fact(source: str, sentence: str) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Enter the decorated check into the table; its name becomes the row's id."""

    def enter(check: Callable[[], None]) -> Callable[[], None]:
        add(Fact(check.__name__.replace("_", "-"), sentence, source, check))
        return check

    return enter


def add(row: Fact) -> None:
    """Enter a row into the table."""
    if row.id in ROWS:
        raise ValueError(f"two rows are called {row.id}")
    ROWS[row.id] = row
