"""Runs every check on the correct integrations and prints a table; exits 1 on any false alarm. Some twenty minutes.

python tests/contract/specificity.py [SEEDS [EXAMPLES]]
"""

import importlib
import logging
import sys
import time
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass

from pytest_leads import Workspace
from pytest_leads.contract.outcome import Loop
from pytest_leads.interception import intercept
from pytest_leads.operations import HOSTS
from pytest_leads.session.record import Record
from pytest_leads.suite.registry import all_checks

INTEGRATIONS = ("with_requests", "with_httpx", "with_urllib", "with_async_api")
SEEDS, EXAMPLES, PROCESSES = 10, 100, 2


def load(name):
    """A correct integration, by the name of its module."""
    return importlib.import_module(f"integrations.{name}").integration()


def alarms(results):
    """What was found, by the name of the check."""
    return {check: str(result.broken) for check, result in results.items() if result.broken is not None}


@dataclass(frozen=True)
class Judged:
    """What the checks said of one integration on one seed, and what that took."""

    name: str
    seed: int
    passed: frozenset
    alarms: dict
    examples: int
    seconds: float


def judge(name, seed, examples):
    """Run all checks on one integration on one seed, in a process of its own."""
    from conftest import Bench

    logging.lastResort = None  # what the integrations log is for the checks
    start, bench = time.perf_counter(), Bench(Record("specificity", Workspace), Loop())
    with intercept(HOSTS, bench.record.answer):
        results = bench.run_all(load(name), seed=seed, examples=examples)
    wrong = alarms(results)
    passed = {check for check, result in results.items() if check not in wrong and not result.not_covered}
    tried = sum(result.examples for result in results.values())
    return Judged(name, seed, frozenset(passed), wrong, tried, time.perf_counter() - start)


def main(seeds=SEEDS, examples=EXAMPLES):
    """Judge every integration on every seed: the number of false alarms."""
    say(f"Python {sys.version.split()[0]}, {seeds} seeds, up to {examples} examples a check")
    with ProcessPoolExecutor(PROCESSES, max_tasks_per_child=1) as pool:
        jobs = [pool.submit(judge, name, seed, examples) for seed in range(seeds) for name in INTEGRATIONS]
        judged = [told(job.result()) for job in as_completed(jobs)]
    say("integration     passed  not covered  seeds   examples  false alarms  seconds")
    for name in INTEGRATIONS:
        say(row(name, [each for each in judged if each.name == name]))
    return sum(len(each.alarms) for each in judged)


def told(judged):
    """The same, and its false alarms, printed as they come."""
    say(f"{judged.name}, seed {judged.seed}: {len(judged.passed)} passed, {judged.examples:,} examples")
    for check, text in judged.alarms.items():
        say(f"{judged.name}, seed {judged.seed}: {check}: {text}")
    return judged


def row(name, judged):
    """How many checks passed on every seed and how many had nothing to judge; sums of the rest."""
    passed, wrong = frozenset.intersection(*(each.passed for each in judged)), [each.alarms for each in judged]
    not_covered = len(all_checks()) - len(passed.union(*wrong))
    examples, seconds = sum(each.examples for each in judged), sum(each.seconds for each in judged)
    found = sum(map(len, wrong))
    return f"{name:<14}{len(passed):8}{not_covered:13}{len(judged):7}{examples:11,}{found:14}{seconds:9.0f}"


def say(line):
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(1 if main(*map(int, sys.argv[1:])) else 0)
