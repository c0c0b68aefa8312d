"""Where the checks are played: a new simulated workspace for each example."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from pytest_leads.contract.stage import Stage
from pytest_leads.doors import Handler
from pytest_leads.doors.address import address_of
from pytest_leads.workspace import Workspace
from pytest_leads.workspace.clock import ManualClock
from pytest_leads.workspace.labels import look
from pytest_leads.workspace.pipeline import Pipeline, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping

    from pytest_leads.session.record import Record

#: 2026-01-15 06:30 UTC: what the clock shows where a check does not set it.
NOW = 1_768_458_600_000
#: A label that looks like an archived one.
TWIN, ARCHIVED_TWIN = "Quoted ", "Quoted"
#: Labels that differ by a hair from what a screen shows.
ODD_LABELS = ("Follow Up ", "Site  Visit", "HOT", TWIN)


class SimulatedWorld:
    """Simulated workspaces: the one that is configured, with a few odd statuses more, or one of another kind."""

    simulated = True

    def __init__(self, record: Record, build: Callable[[int], Workspace], seed: int) -> None:
        self._record = record
        self._build = build
        self._seed = seed

    def open(self, number: int, overrides: Mapping[str, Any]) -> Stage:
        """A stage for one example: ids differ from one to the next, so that no cache of the integration holds."""
        seed = self._seed * 1_000_003 + number
        workspace = Workspace(**overrides, seed=seed) if overrides else self._build(seed)
        workspace.clock = ManualClock(NOW)
        workspace.pipeline = _with_odd_labels(workspace.pipeline)
        return Stage(Handler(workspace), address_of(workspace), workspace.profile, workspace.clock, workspace)

    @contextmanager
    def catching(self, stage: Stage) -> Generator[None]:
        """Have the run's interception answer from ``stage``."""
        self._record.detour = stage.answer
        try:
            yield
        finally:
            self._record.detour = None


def _with_odd_labels(pipeline: Pipeline) -> Pipeline:
    """A pipeline of its own for one example; labels that look like one that is there are left out."""
    looks = {look(status.label) for status in pipeline.statuses}
    number = 1 + max((status.id for status in pipeline.statuses), default=0)
    odd = [label for label in ODD_LABELS if look(label) not in looks]
    statuses = [Status(number + n, label) for n, label in enumerate(odd)]
    if TWIN in odd:
        statuses.append(Status(number + len(odd), ARCHIVED_TWIN, active=False))
    return Pipeline((*pipeline.statuses, *statuses), pipeline.lost_reasons)
