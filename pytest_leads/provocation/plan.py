"""Which provocations a test is put to: plain data, drawn from what it sent in its plain run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pytest_leads.journal import Exchange


@dataclass(frozen=True, slots=True)
class Provocation:
    """A symptom for one test: the pitfall's id, and the ``arguments`` of ``leads_api.provoke``.

    ``exchange`` is the one of the plain run that it is aimed at.
    """

    pitfall: str
    arguments: Mapping[str, Any]
    exchange: Exchange

    @property
    def line(self) -> str:
        """The line that provokes the same by hand."""
        arguments = "".join(f", {name}={_quoted(value)}" for name, value in self.arguments.items())
        return f'leads_api.provoke("{self.pitfall}"{arguments})'


def first_of_each_line(exchanges: Iterable[Exchange]) -> Iterator[tuple[int, Exchange]]:
    """The first exchange that each line of code sent, with its number among all of these, from 1.

    One line that others of the code have sent for them, as each client has one, counts for each of those.
    """
    seen = set()
    for number, exchange in enumerate(exchanges, start=1):
        lines = (exchange.sender.origin, exchange.sender.path)
        if lines not in seen:
            seen.add(lines)
            yield number, exchange


def numbered(number: int) -> dict[str, int]:
    """The argument ``nth``; the first needs no saying."""
    return {} if number == 1 else {"nth": number}


def _quoted(value: Any) -> str:
    text = repr(value)
    return f'"{text[1:-1]}"' if isinstance(value, str) and '"' not in text else text
