"""Runs one check on one integration: Hypothesis draws the examples and shrinks the one that fails."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, Phase, Verbosity, given, seed, settings
from hypothesis import strategies as st
from hypothesis.errors import Flaky, HypothesisException

from pytest_leads.contract import BrokenContractError, NotCoveredError, Trial
from pytest_leads.contract.failure import StageError
from pytest_leads.errors import UsageError
from pytest_leads.settings import EXAMPLES
from pytest_leads.suite.registry import all_checks

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from pytest_leads.contract import Check, Integration
    from pytest_leads.contract.outcome import Loop
    from pytest_leads.contract.trial import World

#: No check needs more identifiers than this, however much it shrinks.
IDENTIFIERS = 1_000_000


@dataclass(frozen=True, slots=True)
class Result:
    """How a check went: the number of examples that were judged, and what was broken or not covered, if anything."""

    examples: int
    broken: BrokenContractError | None = None
    not_covered: str = ""
    flaky: bool = False


@dataclass(slots=True)
class Search:
    """What came of the examples: how many were ``tried``, why some were ``idle``, how the last failing one ended."""

    tried: int = 0
    idle: list[str] = field(default_factory=list)
    last: BrokenContractError | StageError | UsageError | None = None

    @contextmanager
    def example(self) -> Generator[None]:
        """One example; that nothing can be said of it is no reason to leave out the others."""
        self.tried += 1
        try:
            yield
        except NotCoveredError as reason:
            self.idle.append(str(reason))
        except (BrokenContractError, StageError, UsageError) as end:
            self.last = end
            raise

    @property
    def judged(self) -> int:
        """Examples of which something could be said."""
        return self.tried - len(self.idle)


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
        search = Search()

        def example(data: st.DataObject) -> None:
            with search.example():
                number = place * IDENTIFIERS + search.tried
                check.function(Trial(integration, self.world, self.loop, data.draw, number, identifiers))

        try:
            self._searching(check, example)
        except BrokenContractError as broken:
            return Result(search.judged, broken)
        except Flaky:
            return Result(search.judged, _last_broken(search), flaky=True)
        except HypothesisException as error:
            raise StageError(
                f"Hypothesis finds no examples for this check in this workspace: {type(error).__name__}: {error}"
            ) from error
        return Result(search.judged, not_covered="" if search.judged else search.idle[0])

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


def _last_broken(search: Search) -> BrokenContractError:
    """What was seen of something that does not happen every time.

    Raises:
        StageError: it was no broken contract; the API does not do the same each time.
    """
    if isinstance(search.last, BrokenContractError):
        return search.last
    if search.last is not None:
        raise search.last
    raise StageError(
        "the same example of this check, tried again, did not go the same way: the API (or what leads_workspace_config "
        "gives) is not the same each time, so there is no verdict on the integration"
    )
