"""Runs one check on one integration: Hypothesis draws the examples and shrinks the one that fails."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, Phase, Verbosity, given, seed, settings
from hypothesis import strategies as st
from hypothesis.errors import FlakyFailure, HypothesisException

from pytest_leads.contract import BrokenContractError, NotCoveredError, Trial
from pytest_leads.settings import EXAMPLES
from pytest_leads.suite.registry import all_checks

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_leads.contract import Check, Integration
    from pytest_leads.contract.outcome import Loop
    from pytest_leads.contract.trial import World

#: No check needs more identifiers than this, however much it shrinks.
IDENTIFIERS = 1_000_000


@dataclass(frozen=True, slots=True)
class Result:
    """How a check went: the number of examples that were tried, and what was broken or not covered, if anything."""

    examples: int
    broken: BrokenContractError | None = None
    not_covered: str = ""
    flaky: bool = False


@dataclass(slots=True)
class Runner:
    """What all checks of a run share; ``first`` is the number from which identifiers are made."""

    world: World
    loop: Loop
    seed: int = 0
    examples: int = EXAMPLES
    first: int = 0

    def run(self, check: Check, integration: Integration) -> Result:
        """Try a check on many examples; which ones hangs on the seed alone, not on what ran before.

        Raises:
            StageError: the check could not be set up, or the API itself failed.
        """
        place = list(all_checks()).index(check.name)
        identifiers = count(self.first + place * IDENTIFIERS)
        tried = 0

        def example(data: st.DataObject) -> None:
            nonlocal tried
            tried += 1
            number = place * IDENTIFIERS + tried
            check.function(Trial(integration, self.world, self.loop, data.draw, number, identifiers))

        try:
            self._searching(check, example)
        except BrokenContractError as broken:
            return Result(tried, broken)
        except NotCoveredError as reason:
            return Result(tried, not_covered=str(reason))
        except FlakyFailure as flaky:
            return Result(tried, _broken_in(flaky), flaky=True)
        return Result(tried)

    def _searching(self, check: Check, example: Callable[[st.DataObject], None]) -> None:
        """Give the example to Hypothesis; every setting is said, so that no profile of the project changes it."""
        quiet: dict[str, Any] = {"deadline": None, "database": None, "print_blob": False}
        quiet |= {"verbosity": Verbosity.quiet, "report_multiple_bugs": False, "derandomize": False}
        chosen = settings(
            max_examples=self.examples,
            phases=(Phase.generate, Phase.shrink),
            suppress_health_check=(HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.nested_given),
            stateful_step_count=1,
            **quiet,
        )
        searched = seed(f"{self.seed} {check.name}")(chosen(given(st.data())(example)))
        searched()


def _broken_in(flaky: FlakyFailure) -> BrokenContractError:
    """What was seen the first time of something that does not happen every time."""
    found = [error for error in flaky.exceptions if isinstance(error, BrokenContractError)]
    if not found:
        raise HypothesisException("the check itself is not repeatable") from flaky
    return found[0]
