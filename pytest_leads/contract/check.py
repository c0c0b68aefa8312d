"""A contract check: a plain function, and what it needs in order to say anything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_leads.contract.integration import SIGNATURES

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_leads.contract.integration import Integration
    from pytest_leads.contract.trial import Trial

    Property = Callable[[Trial], None]


@dataclass(frozen=True, slots=True)
class Check:
    """One property that an integration has, whatever is drawn.

    ``name`` reads as a sentence (``update_leaves_out_the_identifier``); ``states`` is the property in words;
    ``needs`` are the members that it calls. ``inside`` is true when it has to set the simulator's clock, quirks or
    pipeline, so that it says nothing about another server; ``any_workspace`` when it tries workspaces of other
    kinds than the integration's own.
    """

    name: str
    pitfall: str
    states: str
    needs: tuple[str, ...]
    function: Property
    inside: bool = False
    any_workspace: bool = False

    def not_covered(self, integration: Integration, *, simulated: bool) -> str:
        """Why the check can say nothing about this integration; empty when it can."""
        missing = [member for member in self.needs if getattr(integration, member) is None]
        if missing:
            return f"the integration does not bind {' and '.join(missing)}"
        if self.inside and not simulated:
            return "it has to set the simulator's clock, quirks or pipeline, and another server answers"
        if self.any_workspace and not simulated:
            return "it tries workspaces of other kinds, and another server has its own"
        if self.any_workspace and not integration.any_workspace:
            return "the integration is for its own workspace (Integration(any_workspace=True) if it fits any)"
        return ""


def check(
    pitfall: str, *, needs: tuple[str, ...], inside: bool = False, any_workspace: bool = False
) -> Callable[[Property], Check]:
    """Make a check of a function; its name and docstring are the check's.

    Raises:
        ValueError: a member that no integration has, or no docstring.
    """

    def made(function: Property) -> Check:
        unknown = set(needs) - set(SIGNATURES)
        if unknown or not needs or not function.__doc__:
            raise ValueError(f"{function.__name__}: a check needs a docstring and members; unknown: {unknown}")
        states = " ".join(function.__doc__.split())
        return Check(function.__name__, pitfall, states, needs, function, inside, any_workspace)

    return made
