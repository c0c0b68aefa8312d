"""Runs machines from a seed; makes the bugs importable."""

import re
import sys
from pathlib import Path

from hypothesis import Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

sys.path.insert(0, str(Path(__file__).parent))

STEP = re.compile(r"^(?:\w+ = )?state\.(?!teardown\(\))\w+\(", re.MULTILINE)


def run(machine, *, examples=20, steps=30, number=0, shrink=False):
    """Run a machine; ``number`` is the seed. Health checks are on, and no example comes from a run before."""
    phases = (Phase.generate, Phase.shrink) if shrink else (Phase.generate,)
    chosen = settings(max_examples=examples, stateful_step_count=steps, deadline=None, database=None, phases=phases)
    run_state_machine_as_test(seed(number)(machine), settings=chosen)


def steps_of(error):
    """Number of steps in the script that Hypothesis prints beside an error."""
    return len(STEP.findall("\n".join(error.__notes__)))


def rules_of(machine):
    """Names of the rules of a class of machines."""
    return {name for name in dir(machine) if hasattr(getattr(machine, name), "hypothesis_stateful_rule")}
