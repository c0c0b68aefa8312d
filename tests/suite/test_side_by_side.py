"""The contract suite beside other tests, options, plugins and settings: none of them has a say in its verdicts."""

import pytest

HEAD = """
import crm, pytest
from pytest_leads import Integration, LeadsContract
"""
BOTH = f"""{HEAD}
class TestCrm(LeadsContract):
    @pytest.fixture(params=[crm.update, crm.update_with_everything], ids=["good", "bad"])
    def integration(self, request):
        return Integration(update=request.param)
"""
OPTIONS = [
    "--leads",
    "--leads --leads-audit=off",
    "--leads --leads-audit=warn",
    "--strict-markers --strict-config",
    "-p no:randomly",
    "-p no:hypothesispytest",
    "--hypothesis-seed=7",
    "-o xfail_strict=true",
    "-o python_functions=check_* -o python_classes=*Suite",
    "-p no:logging",
    "-s",
]


@pytest.mark.parametrize("options", OPTIONS)
def test_no_option_changes_a_verdict(project, options):
    project.write(BOTH)
    result = project.run(*options.split())
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(["LEAD001 identifier-change at crm.py:8 in post: *"])


PROFILES = {
    "no time": "deadline=1",
    "one example": "max_examples=1, phases=[hypothesis.Phase.explicit]",
    "derandomised": "derandomize=True",
    "a database": "database=hypothesis.database.InMemoryExampleDatabase()",
    "talkative": "verbosity=hypothesis.Verbosity.debug, print_blob=True",
    "all bugs": "report_multiple_bugs=True",
}


@pytest.mark.parametrize("settings", PROFILES.values(), ids=PROFILES)
def test_no_hypothesis_profile_has_an_influence(project, settings):
    slow = "import time\n\ndef update(lead_id, fields):\n    time.sleep(0.002)\n    crm.update(lead_id, fields)\n"
    project.pytester.makeconftest(f"""
        import hypothesis, pytest

        @pytest.fixture(autouse=True)
        def profile():
            hypothesis.settings.register_profile("before")  # the settings that hold
            hypothesis.settings.register_profile("theirs", {settings})
            hypothesis.settings.load_profile("theirs")
            yield
            hypothesis.settings.load_profile("before")
    """)
    project.contract("update=update", slow)
    result = project.run("-s")
    result.stdout.fnmatch_lines(["test_crm.py .", "  LEAD001 identifier-change  *  1  *  3"])


def test_ones_own_tests_in_the_class_are_judged_as_any_other(project):
    project.write(f"""{HEAD}
class TestCrm(LeadsContract):
    @pytest.fixture
    def integration(self):
        return Integration(update=crm.update)

    def test_mine(self):
        crm.post("/lead", {{"fields": {{"phone": "919876543210", "rating": 9}}}})
""")
    result = project.run(only="unchanged or mine")
    result.assert_outcomes(passed=2, errors=1)
    result.stdout.fnmatch_lines(["LEAD002 partial-success at crm.py:8 in post", "*1 exchange * in 1 of 1 test, *"])


def test_what_the_fixture_itself_sends_is_judged_too(project):
    project.write(f"""{HEAD}
class TestCrm(LeadsContract):
    @pytest.fixture
    def integration(self):
        crm.post("/lead", {{"fields": {{"phone": "919876543210", "rating": 9}}}})
        return Integration(update=crm.update)
""")
    result = project.run()
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(["LEAD002 partial-success at crm.py:8 in post"])


def test_traffic_of_the_checks_is_not_that_of_the_run(project):
    project.contract()
    result = project.run("--leads")
    result.assert_outcomes(passed=1)
    result.stdout.no_fnmatch_line("*exchange*")
    result.stdout.no_fnmatch_line("*NO LEADS TRAFFIC*")


def test_tests_beside_the_suite_that_send_nothing_are_still_told(project):
    project.contract(more="def test_mine(): pass")
    project.run("--leads", only="unchanged or mine").stdout.fnmatch_lines(["NO LEADS TRAFFIC WAS SEEN in 1 test*"])


def test_without_the_plugin_the_class_says_what_it_lacks(project):
    project.contract()
    result = project.pytester.runpytest_inprocess("-p", "no:leads", "-p", "no:asyncio", "-k", "unchanged")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(
        ["TestCrm: a LeadsContract needs the plugin of pytest-leads, which is switched off (-p no:leads, *"]
    )


def test_setting_up_without_running_reports_nothing(project):
    project.contract()
    result = project.run("--setup-only")
    assert result.ret == 0
    result.stdout.no_fnmatch_line("*leads contract*")


def test_reversed_or_alone_a_check_ends_in_the_same_way(project):
    project.contract("update=crm.update_with_everything")
    whole = _verdicts(project.run("-v", only="update"))
    project.pytester.makeconftest("def pytest_collection_modifyitems(items): items.reverse()")
    assert _verdicts(project.run("-v", only="update")) == whole
    assert _verdicts(project.run("-v")).items() <= whole.items()


def _verdicts(result):
    lines = [line.split() for line in result.outlines if line.startswith("test_crm.py::TestCrm::")]
    return {line[0]: line[1] for line in lines}
