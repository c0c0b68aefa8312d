"""When a run began, which becomes what its report says of it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from time import perf_counter
from typing import TYPE_CHECKING

from pytest_leads.reports.report import RunInfo

if TYPE_CHECKING:
    from pytest_leads.reports.report import Command


@dataclass(frozen=True, slots=True)
class Begun:
    """The time of day, and a reading of the clock that only counts."""

    at: datetime
    counted: float

    @classmethod
    def now(cls) -> Begun:
        """This moment."""
        return cls(datetime.now(UTC), perf_counter())

    def run(self, command: Command, *, finished: bool = True) -> RunInfo:
        """The run that has come to its end now; files are told from the current folder."""
        at = self.at.isoformat(timespec="seconds").replace("+00:00", "Z")
        took = round(perf_counter() - self.counted, 3)
        return RunInfo(command, os.getcwd(), at, took, finished=finished)  # noqa: PTH109  # a string is wanted
