"""The machine in a test file of somebody else."""

from datetime import timedelta

import hypothesis.core
import hypothesis.stateful  # noqa: F401  # loaded here once: pytester forgets what an inner run was the first to import
import pytest
from hypothesis import HealthCheck, Phase, settings

import pytest_leads.machine.machine  # noqa: F401  # as above
from pytest_leads.machine import LeadsMachine

FILE = """
from hypothesis import settings
from pytest_leads.machine import LeadsMachine

class CrmMachine(LeadsMachine):
    def create(self, fields, actions):
        {create}

TestLeads = CrmMachine.TestCase
TestLeads.settings = settings(max_examples={examples}, stateful_step_count=5, database=None)
"""
RIGHT = "return self.plain.create(fields, actions)"
WRONG = "return self.plain.create(fields, actions).lead_id"


@pytest.mark.parametrize("options", [(), ("--leads",)])
def test_it_passes_as_a_test_with_settings_of_its_own(pytester, options):
    pytester.makepyfile(FILE.format(create=RIGHT, examples=5))
    pytester.runpytest_inprocess("-p", "no:cacheprovider", *options).assert_outcomes(passed=1)


def test_it_fails_with_the_script_and_the_reason(pytester):
    pytester.makepyfile(FILE.format(create=WRONG, examples=30))
    result = pytester.runpytest_inprocess("-p", "no:cacheprovider")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines_random(
        [
            "*Broken: what is left out of a write is told to the caller*",
            "*state = CrmMachine()",
            "*state.create_lead_in_part(*",
        ]
    )


@pytest.fixture
def case():
    return type("Machine", (LeadsMachine,), {}).TestCase


@pytest.fixture(params=["default", "ci"])
def profile(request):
    """Hypothesis' own profiles: with a deadline, and with a health check suppressed."""
    settings.load_profile(request.param)
    yield settings()
    settings.load_profile("tests")


def test_there_is_no_deadline_and_a_profile_alone_suppresses_health_checks(profile, case):
    assert case.settings.deadline is None
    assert case.settings.suppress_health_check == profile.suppress_health_check


def test_settings_of_ones_own_bring_neither_a_deadline_nor_explanations(case):
    case.settings = settings(max_examples=7, suppress_health_check=[HealthCheck.too_slow])
    chosen = case().settings
    assert (chosen.deadline, chosen.max_examples) == (None, 7)
    assert Phase.explain not in chosen.phases
    assert list(chosen.suppress_health_check) == [HealthCheck.too_slow]


def test_what_was_chosen_stays(case):
    case.settings = settings(deadline=5000, phases=[Phase.explain])
    assert case().settings.deadline == timedelta(seconds=5)
    assert case().settings.phases == (Phase.explain,)


def test_each_machine_has_a_case_of_its_own(case):
    assert case is not LeadsMachine.TestCase
    assert LeadsMachine.TestCase is LeadsMachine.TestCase
    assert LeadsMachine.TestCase.__name__ == "LeadsMachine.TestCase"
