"""Telling, while it goes on, how many runs are to come and how they go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_leads.words import number

if TYPE_CHECKING:
    import pytest

    from pytest_leads.provocation import Verdict

LETTERS = {"noticed": ".", "unnoticed": "U", "not comparable": "?"}


@dataclass(slots=True)
class Progress:
    """Writes to the terminal; workers of pytest-xdist have none."""

    terminal: pytest.TerminalReporter | None

    @classmethod
    def of(cls, config: pytest.Config, *, subjects: int, runs: int) -> Progress:
        """Say what is to come."""
        progress = cls(config.pluginmanager.get_plugin("terminalreporter"))
        if progress.terminal is not None:
            to_come = f"{number(runs, 'provoked run')} to come, and {subjects} plain to compare with"
            if progress.terminal.verbosity < 0:  # dots without the name of a file, which pytest takes for no line
                progress.terminal.line("")
            progress.terminal.ensure_newline()
            progress.terminal.write_line(f"leads: provoking {number(subjects, 'test')}: {to_come}")
        return progress

    def judged(self, test: str, line: str, verdict: Verdict) -> None:
        """Say how one went."""
        if self.terminal is None:
            return
        if self.terminal.verbosity > 0:
            self.terminal.write_line(f"{test} {line} {verdict.kind.upper()}{f': {verdict.why}' if verdict.why else ''}")
        elif self.terminal.verbosity == 0:
            self.terminal.write(LETTERS[verdict.kind], red=verdict.kind == "unnoticed", flush=True)

    def end(self) -> None:
        """End the line."""
        if self.terminal is not None:
            self.terminal.ensure_newline()
