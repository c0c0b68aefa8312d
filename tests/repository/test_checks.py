"""The contract checks: enough of them for every pitfall, each told in a sentence, and all of them found."""

import re
from collections import Counter
from pathlib import Path

import pytest

import pytest_leads.pitfalls
from pytest_leads import LeadsContract
from pytest_leads.contract.check import check
from pytest_leads.contract.integration import SIGNATURES
from pytest_leads.pitfalls import all_pitfalls
from pytest_leads.suite.registry import all_checks

CHECKS = all_checks()
ROOMS = Path(pytest_leads.pitfalls.__file__).parent
MEMBERS = [name for name in SIGNATURES if name != "reported"]


def test_there_are_thirty_and_four_for_each_pitfall():
    assert len(CHECKS) >= 30
    counts = Counter(each.pitfall for each in CHECKS.values())
    assert set(counts) == {pitfall.id for pitfall in all_pitfalls()}
    assert min(counts.values()) >= 4


@pytest.mark.parametrize("pitfall", all_pitfalls(), ids=lambda pitfall: pitfall.id)
def test_every_room_holds_the_checks_of_its_pitfall(pitfall):
    room = pitfall.id.replace("-", "_")
    source = (ROOMS / room / "checks.py").read_text("utf-8")
    written = re.findall(r"^@check\(PITFALL, .*\)\ndef (\w+)\(trial: Trial\) -> None:$", source, re.MULTILINE)
    assert written == [each.name for each in CHECKS.values() if each.pitfall == pitfall.id]
    assert source.count("@check(") == len(written)


def test_no_check_hides_another_of_its_name():
    sources = [path.read_text("utf-8") for path in ROOMS.glob("*/checks.py")]
    assert sum(source.count("@check(") for source in sources) == len(CHECKS)


@pytest.mark.parametrize("each", CHECKS.values(), ids=CHECKS)
def test_a_check_states_its_property_and_names_its_members(each):
    assert re.fullmatch(r"[A-Z].{20,}\.", each.states)
    assert each.needs
    assert set(each.needs) <= set(MEMBERS)
    assert each.name.startswith(each.needs[0])


@pytest.mark.parametrize("name", CHECKS)
def test_the_name_of_a_check_is_a_sentence(name):
    assert re.fullmatch(r"[a-z]+(_[a-z0-9]+){3,}", name)
    assert len(name) <= 70


@pytest.mark.parametrize("member", MEMBERS)
def test_every_member_is_checked(member):
    assert any(member in each.needs for each in CHECKS.values())


def test_the_contract_class_has_a_test_for_each_check_and_no_other():
    tests = {name: test for name, test in vars(LeadsContract).items() if name.startswith("test_")}
    assert list(tests) == [f"test_{name}" for name in CHECKS]
    assert [test.__doc__ for test in tests.values()] == [each.states for each in CHECKS.values()]


def test_a_check_without_a_docstring_or_with_an_unknown_member_is_none():
    def update_does_it(trial): ...

    with pytest.raises(ValueError, match="a check needs a docstring and members"):
        check("page-cap", needs=("update",))(update_does_it)
    update_does_it.__doc__ = "It does it."
    with pytest.raises(ValueError, match=r"unknown: \{'updat'\}"):
        check("page-cap", needs=("updat",))(update_does_it)
    with pytest.raises(ValueError, match="a check needs a docstring and members"):
        check("page-cap", needs=())(update_does_it)
