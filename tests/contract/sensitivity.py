"""Runs every mutant against every check and prints what caught it, as a Markdown table: some ten minutes.

python tests/contract/sensitivity.py [MUTANT ...]
"""

import logging
import sys
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from conftest import Bench
from mutants.catalogue import MUTANTS
from mutants.shop import Shop, integration
from mutants.table import Mutant

from pytest_leads import Workspace
from pytest_leads.contract.outcome import Loop
from pytest_leads.interception import intercept
from pytest_leads.operations import HOSTS
from pytest_leads.session.record import Record
from pytest_leads.suite.registry import all_checks


class Watched(Shop):
    """The right shop, which notes what of it is used."""

    used: frozenset[str] = frozenset()

    def __getattribute__(self, name: str) -> Any:
        Watched.used |= {name}
        return super().__getattribute__(name)


def main(names: Collection[str]) -> None:
    logging.lastResort = None  # what mutants log is for the checks
    bench = Bench(Record("sensitivity", Workspace), Loop())
    row("mutant", "what is broken", f"caught by, of {len(all_checks())} checks")
    row("---", "---", "---")
    with intercept(HOSTS, bench.record.answer):
        uses = dict(used_by_each(bench))
        for name in names or MUTANTS:
            row(name, MUTANTS[name].breaks, ", ".join(caught_by(bench, MUTANTS[name], uses)))
    bench.loop.close()


def used_by_each(bench: Bench) -> Iterator[tuple[str, frozenset[str]]]:
    """What of the right shop each check uses."""
    for name, check in all_checks().items():
        bound = integration(Watched())
        Watched.used = frozenset(check.needs)
        assert not bench.run(name, bound).broken
        yield name, Watched.used


def caught_by(bench: Bench, mutant: Mutant, uses: Mapping[str, Collection[str]]) -> list[str]:
    """The checks that catch a mutant; one that uses nothing of what is broken says what it says of the right shop."""
    broken = vars(mutant.shop).keys()
    checks = [check for check in all_checks() if broken & uses[check]]
    return [check for check in checks if bench.run(check, integration(mutant.shop())).broken]


def row(*cells: str) -> None:
    sys.stdout.write(f"| {' | '.join(cells)} |\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
