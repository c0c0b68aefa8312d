"""Clocks: anything that returns Unix milliseconds when called."""

from __future__ import annotations

import time
from dataclasses import dataclass


def system_clock() -> int:
    """Unix milliseconds now."""
    return time.time_ns() // 1_000_000


@dataclass(slots=True)
class ManualClock:
    """A clock that stands still until it is told to go on; ``now`` is Unix milliseconds."""

    now: int

    def __call__(self) -> int:
        """Unix milliseconds now."""
        return self.now

    def advance(self, milliseconds: int) -> None:
        """Move the clock on."""
        self.now += milliseconds
