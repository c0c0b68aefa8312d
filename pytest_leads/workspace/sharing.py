"""What one workspace gained, as a value that can be added to another one.

A fixture of wider scope creates its leads in the workspace of the test that first needs it; every later test has
a workspace of its own and is given what that fixture made.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pytest_leads.workspace.lead import Lead
    from pytest_leads.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Gains:
    """Leads as they were left, oldest first, and the labels of dropdowns."""

    leads: tuple[Lead, ...]
    options: Mapping[str, tuple[str, ...]]
    sequence: int


def gains(workspace: Workspace, known: Iterable[Lead]) -> Gains:
    """What the workspace holds beyond the leads of ``known``: by identity, since each change makes a new value."""
    with workspace.lock:
        seen = set(map(id, known))
        return Gains(
            tuple(lead for lead in reversed(workspace.leads) if id(lead) not in seen),
            dict(workspace.learnt_options),
            workspace.sequence,
        )


def give(workspace: Workspace, gained: Gains) -> None:
    """Add what another workspace gained; ids that are made later do not meet those that came with it."""
    with workspace.lock:
        for lead in gained.leads:
            workspace.store.put(lead)
        workspace.learnt_options.update(gained.options)
        workspace.sequence = max(workspace.sequence, gained.sequence)
