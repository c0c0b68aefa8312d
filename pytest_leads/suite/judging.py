"""One test of the contract suite: run the check, and end the test as the result says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from pytest_leads import masking
from pytest_leads.contract import Integration
from pytest_leads.contract.failure import StageError
from pytest_leads.contract.integration import SIGNATURES
from pytest_leads.errors import UsageError
from pytest_leads.pitfalls import all_pitfalls
from pytest_leads.session.failing import fail
from pytest_leads.suite.declarations import gaps_of
from pytest_leads.suite.text import describe_broken

if TYPE_CHECKING:
    from pytest_leads.contract import BrokenContractError, Check
    from pytest_leads.suite.runner import Result, Runner

#: How the reason of a skipped test begins when the check had nothing to judge.
NOT_COVERED = "not covered: "


@dataclass(slots=True)
class CheckTest:
    """A check as one test: how many ``examples`` were tried, the known ``gap`` that covers it, and the ``reason``.

    ``broken`` is what it found, once that has made the test fail.
    """

    item: pytest.Item
    check: Check
    runner: Runner
    simulated: bool
    examples: int = 0
    gap: str = ""
    reason: str = ""
    broken: BrokenContractError | None = None

    def __call__(self, integration: Any) -> None:
        """Run the check on what the fixture ``integration`` gave, and end the test as the result says."""
        __tracebackhide__ = True
        wrong = _misgiven(integration, f"{self._factory()}(api)" if self._factory() else "the fixture integration")
        if wrong:
            fail(wrong)
        self._judge(integration)

    def _judge(self, integration: Integration) -> None:
        __tracebackhide__ = True
        try:
            gaps = gaps_of(self.item, integration)
            reason = self.check.not_covered(integration, simulated=self.simulated)
            if reason:
                pytest.skip(NOT_COVERED + reason)
            result = self.runner.run(self.check, integration)
        except StageError as error:
            unjudged = f"{error}\n  No verdict: nothing was found for the integration or against it."
        except UsageError as error:
            unjudged = str(error)
        else:
            self.examples = result.examples
            self._end(result, gaps)
            return
        fail(unjudged)

    def _end(self, result: Result, gaps: Any) -> None:
        __tracebackhide__ = True
        if result.not_covered:
            pytest.skip(NOT_COVERED + result.not_covered)
        self.gap = next((name for name in (self.check.name, self.check.pitfall) if name in gaps), "")
        self.reason = gaps.get(self.gap, "")
        if result.broken is None:
            if self.gap == self.check.name:
                fail(passing_gap(self.gap, self.reason, f"the check passes ({result.examples} examples)"))
            return
        if self.gap:
            pytest.xfail(self.reason)
        self.broken = result.broken
        pitfall = next(p for p in all_pitfalls() if p.id == self.check.pitfall)
        fail(describe_broken(result.broken, self.check, pitfall, self._repeat(), flaky=result.flaky))

    def _repeat(self) -> str:
        """The command that runs this very search again."""
        given = self.item.config.getoption
        options = [f"--leads-seed={self.runner.seed}", f"--leads-examples={self.runner.examples}"]
        if given("leads_base_url"):
            options += [f"--leads-base-url={given('leads_base_url')}", f"--leads-token='{masking.MASK}'"]
            options += [f"--leads-enterprise={given('leads_enterprise')}"]
        if factory := self._factory():
            return f"pytest --leads-contract={factory} {' '.join(options)} -k {self.item.name}"
        return f"pytest '{self.item.nodeid}' {' '.join(options)}"

    def _factory(self) -> str:
        """The factory that the integration comes from; empty if it comes from a fixture of somebody's own."""
        factory = str(self.item.config.getoption("leads_contract") or self.item.config.getini("leads_contract"))
        return factory if factory and self.item.nodeid.startswith(f"{factory}::") else ""


def passing_gap(name: str, reason: str, seen: str) -> str:
    """What is said of a known gap that is none any more."""
    return f"known_gaps[{name!r}] ({reason}): declared as a known gap, but {seen}.\n  Fix: take it out of known_gaps."


def _misgiven(integration: Any, giver: str) -> str:
    """What is wrong with what the fixture or factory gave; empty if it is an integration that binds something."""
    if not isinstance(integration, Integration):
        kind = type(integration).__name__
        return f"{giver} gives {kind!r}; an Integration(...) of pytest_leads is needed"
    if not any(getattr(integration, member) for member in SIGNATURES if member != "reported"):
        members = ", ".join(member for member in SIGNATURES if member != "reported")
        return f"the integration binds nothing, so nothing is checked; bind one or more of {members}"
    return ""
