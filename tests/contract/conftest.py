"""Checks run directly, without a pytest run around them; makes what they run on importable."""

import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from pytest_leads import Workspace
from pytest_leads.contract.outcome import Loop
from pytest_leads.interception import intercept
from pytest_leads.operations import HOSTS
from pytest_leads.session.record import Record
from pytest_leads.suite.registry import all_checks
from pytest_leads.suite.runner import Runner
from pytest_leads.suite.worlds import SimulatedWorld

sys.path.insert(0, str(Path(__file__).parent))


@dataclass
class Bench:
    """Runs checks on integrations, on simulated workspaces."""

    record: Record
    loop: Loop

    def runner(self, *, seed=0, examples=20, config=None):
        """What runs checks."""

        def build(seed):
            return Workspace.from_config({**(config or {}), "seed": seed}, source="the test's workspace")

        return Runner(SimulatedWorld(self.record, build, seed), self.loop, seed, examples)

    def run(self, name, integration, **options):
        """The result of one check, by its name."""
        return self.runner(**options).run(all_checks()[name], integration)

    def run_all(self, integration, **options):
        """Results by name, of the checks that the integration's members cover."""
        covered = [c for c in all_checks().values() if not c.not_covered(integration, simulated=True)]
        return {check.name: self.run(check.name, integration, **options) for check in covered}


@pytest.fixture(scope="module")  # not longer: tests of the interception begin with none
def bench():
    record, loop = Record("tests/contract", Workspace), Loop()
    with intercept(HOSTS, record.answer):
        yield Bench(record, loop)
    loop.close()
