import pytest
from mutants.catalogue import MUTANTS
from mutants.shop import Shop, integration

from pytest_leads.suite.registry import all_checks

#: What the API has no part in: a mutant that raises it is caught for the wrong reason.
SLIPS = (AttributeError, ImportError, NameError, RecursionError, TypeError)


def test_the_shop_that_mutants_are_made_of_passes_every_check(bench):
    results = bench.run_all(integration(Shop()), examples=2)
    assert {name: str(result.broken) for name, result in results.items() if result.broken} == {}
    assert results.keys() == all_checks().keys()


def test_every_check_has_a_mutant_that_it_catches():
    named = {check for mutant in MUTANTS.values() for check in mutant.caught_by}
    assert named == all_checks().keys()


@pytest.mark.parametrize("name", MUTANTS)
def test_a_mutant_is_caught(name, bench):
    mutant = MUTANTS[name]
    for check in mutant.caught_by:
        result = bench.run(check, integration(mutant.shop()))
        assert result.broken, f"{check} missed it: {mutant.breaks}"
        assert not any(isinstance(call.error, SLIPS) for call in result.broken.calls), check


@pytest.mark.parametrize("name", MUTANTS)
def test_a_mutant_passes_another_check(name, bench):
    mutant = MUTANTS[name]
    result = bench.run(mutant.passes, integration(mutant.shop()), examples=2)
    assert result.broken is None
