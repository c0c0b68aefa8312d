"""A bug of the simulator is found, and told by a short script."""

import pytest
from bugs import BUGS
from conftest import run, steps_of

from pytest_leads.machine import DivergenceError, LeadsMachine

TEN, FURTHER = list(BUGS)[:10], list(BUGS)[10:]


@pytest.mark.parametrize("bug", FURTHER)
def test_the_machine_finds_that(bug):
    with BUGS[bug](), pytest.raises(DivergenceError):
        run(LeadsMachine, examples=1000, steps=20)


def test_ten_bugs_are_found_and_eight_of_their_scripts_have_at_most_five_steps():
    steps = {}
    for bug in TEN:
        with BUGS[bug](), pytest.raises(DivergenceError) as caught:
            run(LeadsMachine, examples=3000, steps=6, shrink=True)
        steps[bug] = steps_of(caught.value)
    assert sum(count <= 5 for count in steps.values()) >= 8, steps
    assert min(steps.values()) >= 1, steps
