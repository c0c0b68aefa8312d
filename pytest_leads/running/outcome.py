"""What came of a program: how it ended, what its traffic falls into, and the exit status that follows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from pytest_leads.reports.tally import Tally

if TYPE_CHECKING:
    from pytest_leads.running.notes import Notes
    from pytest_leads.running.process import Ended
    from pytest_leads.serving import Part

#: Exit statuses: nothing is wrong, something is, nothing was seen that could be judged.
CLEAN, FOUND, SILENT = 0, 1, 3
#: Of a program that was told to end before its end: its time was up (as timeout(1) has it), somebody interrupted it.
TIMED_OUT, INTERRUPTED = 124, 130


@dataclass(frozen=True)
class Outcome:
    """One program and its traffic, in ``parts`` if it was reset meanwhile; ``name`` is what reports call it.

    A part that was begun for a test of the program's own (by the control API) is told under the name of that.
    """

    name: str
    parts: tuple[Part, ...]
    ended: Ended
    notes: Notes

    @cached_property
    def tally(self) -> Tally:
        """The traffic in numbers, and the findings as rows."""
        tally = Tally(unseen=set(self.notes.unseen))
        for place, part in enumerate(self.parts, start=1):
            case = part.record.test or self.name
            case = f"{case} (part {place})" if case in tally.traffic else case
            verdict, journal = part.verdict, part.record.journal
            tally.count(case, journal, verdict.troubles)
            tally.add(case, [*verdict.errors, *verdict.warnings], len(journal))
        tally.outside += self.notes.refused
        return tally

    @property
    def troubles(self) -> list[str]:
        """Sentences on what is wrong besides the findings."""
        return [*self.notes.refused, *(text for part in self.parts for text in part.verdict.troubles)]

    @property
    def is_named(self) -> bool:
        """Whether its traffic is told apart by tests of the program's own."""
        return any(part.record.test for part in self.parts)

    @property
    def tells_nothing(self) -> bool:
        """Whether no call was let in that the documents know, so that nothing can be said of the program."""
        return not self.tally.rows and not any(self.tally.total.operations.values())

    @property
    def status(self) -> int:
        """The exit status: the program's own failure first; one that did not come to its end is never clean."""
        if self.ended.status:
            return self.ended.status
        if self.ended.stopped:
            return TIMED_OUT if self.ended.stopped == "timed out" else INTERRUPTED
        if self.troubles or any(row.level == "error" for row in self.tally.rows):
            return FOUND
        return SILENT if self.tells_nothing else CLEAN
