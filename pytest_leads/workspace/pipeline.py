"""The lead stage pipeline: stages, their statuses, and the reasons for losing a lead."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from pytest_leads.errors import UsageError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable

Stage = Literal["OPEN", "WON", "LOST"]
STAGES: tuple[Stage, ...] = ("OPEN", "WON", "LOST")


@dataclass(frozen=True, slots=True)
class Status:
    """A status of the pipeline: its label to the character, and whether it is still active."""

    id: int
    label: str
    stage: Stage = "OPEN"
    active: bool = True
    color: str = "#FF5733"


@dataclass(frozen=True, slots=True)
class LostReason:
    """A reason for losing a lead."""

    id: int
    label: str
    active: bool = True
    default: bool = False


#: The statuses of the documents' example, and one archived status (docs: enterprise/lead-stage-pipeline).
DEFAULT_STATUSES = (
    Status(1, "Fresh"),
    Status(2, "Contacted"),
    Status(3, "Qualified"),
    Status(4, "Won", "WON"),
    Status(5, "Lost", "LOST"),
    Status(6, "Dormant", "OPEN", active=False),
)
DEFAULT_LOST_REASONS = (LostReason(1, "Price too high"),)


class Pipeline:
    """The statuses and lost reasons, to read and to edit as someone does in the dashboard.

    Leads keep the label that they were given. Labels are exact: ``"Fresh "`` is not ``"Fresh"``.
    """

    def __init__(
        self,
        statuses: Iterable[Status] = DEFAULT_STATUSES,
        lost_reasons: Iterable[LostReason] = DEFAULT_LOST_REASONS,
    ) -> None:
        self.statuses = tuple(statuses)
        self.lost_reasons = tuple(lost_reasons)
        self.version = 1

    @property
    def labels(self) -> tuple[str, ...]:
        """Labels of the active statuses, in pipeline order."""
        return tuple(status.label for status in self.statuses if status.active)

    @property
    def archived_labels(self) -> tuple[str, ...]:
        """Labels of the archived statuses."""
        return tuple(status.label for status in self.statuses if not status.active)

    @property
    def active_lost_reasons(self) -> tuple[str, ...]:
        """Labels of the active lost reasons."""
        return tuple(reason.label for reason in self.lost_reasons if reason.active)

    @property
    def archived_lost_reasons(self) -> tuple[str, ...]:
        """Labels of the archived lost reasons."""
        return tuple(reason.label for reason in self.lost_reasons if not reason.active)

    @property
    def first_open(self) -> str | None:
        """Label of the first active status of an OPEN stage."""
        return next((s.label for s in self.statuses if s.active and s.stage == "OPEN"), None)

    def add(self, label: str, *, stage: Stage = "OPEN") -> None:
        """Add an active status at the end of a stage.

        Raises:
            UsageError: the label is taken, or there is no such stage.
        """
        if stage not in STAGES:
            raise UsageError(f"pipeline.add(stage={stage!r}): no such stage{did_you_mean(str(stage), STAGES)}")
        self._refuse_taken(label, "add")
        number = 1 + max((status.id for status in self.statuses), default=0)
        self._edit((*self.statuses, Status(number, label, stage)))

    def rename(self, label: str, new: str) -> None:
        """Give a status another label.

        Raises:
            UsageError: there is no such status, or the new label is taken.
        """
        self._find(label, "rename")
        self._refuse_taken(new, "rename")
        self._edit(replace(s, label=new) if s.label == label else s for s in self.statuses)

    def archive(self, label: str) -> None:
        """Archive a status: it stays readable and is no longer valid for writes.

        Raises:
            UsageError: there is no such status.
        """
        self._find(label, "archive")
        self._edit(replace(s, active=False) if s.label == label else s for s in self.statuses)

    def _edit(self, statuses: Iterable[Status]) -> None:
        self.statuses = tuple(statuses)
        self.version += 1

    def _find(self, label: str, call: str) -> None:
        labels = [status.label for status in self.statuses]
        if label not in labels:
            raise UsageError(f"pipeline.{call}({label!r}): no such status{did_you_mean(label, labels)}")

    def _refuse_taken(self, label: str, call: str) -> None:
        if any(status.label == label for status in self.statuses):
            raise UsageError(f"pipeline.{call}: the pipeline has a status {label!r} already")
