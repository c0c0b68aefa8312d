"""Tries many steps in one run, and each bug from three seeds; prints what it tried and found, as Markdown tables.

python -W error tests/machine/long_run.py [STEPS] [SEED]
"""

import sys
import time
from collections import Counter

from bugs import BUGS
from conftest import run, steps_of

from pytest_leads.machine import LeadsMachine

STEPS, EACH, SEEDS = 20_000, 50, (0, 1, 2)


def row(*cells):
    sys.stdout.write(f"| {' | '.join(map(str, cells))} |\n")
    sys.stdout.flush()


def counted(tried):
    """A machine that counts the rules as they are carried out, of generated examples and of their mutations."""

    class Counted(LeadsMachine):
        def __init__(self):
            super().__init__()
            self._rules_strategy = self._rules_strategy.map(count)  # read from Hypothesis 6.170

    def count(chosen):
        tried[chosen[0].function.__name__] += 1
        return chosen

    return Counted


def long_run(steps, number):
    tried, start = Counter(), time.monotonic()
    # An example that has drawn much ends before it has EACH steps.
    run(counted(tried), examples=steps // EACH * 3 // 2, steps=EACH, number=number)
    row("rule", "steps tried")
    row("---", "---:")
    for name, count in sorted(tried.items()):
        row(name, count)
    row(f"all, in {time.monotonic() - start:.0f} s", tried.total())


def bug_table():
    row("bug", "seconds to a minimal script", "steps")
    row("---", "---", "---")
    for name, planted in BUGS.items():
        found = [finding(planted, number) for number in SEEDS]
        row(name, *(", ".join(each) for each in zip(*found, strict=True)))


def finding(planted, number):
    start = time.monotonic()
    try:
        with planted():
            run(LeadsMachine, examples=1000, steps=20, number=number, shrink=True)
    except AssertionError as error:
        return f"{time.monotonic() - start:.1f}", str(steps_of(error))
    return f"{time.monotonic() - start:.1f}", "not found"


if __name__ == "__main__":
    arguments = [int(argument) for argument in sys.argv[1:]]
    long_run(*(arguments + [STEPS, 0][len(arguments) :]))
    bug_table()
