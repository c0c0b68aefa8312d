"""Declared exemptions: each has a reason, names something, and fails as soon as it is none any more."""

import pytest

CLASS = """
import crm, pytest
from pytest_leads import Integration, LeadsContract

class TestCrm(LeadsContract):
    @pytest.fixture
    def integration(self):
        return Integration(update=crm.{function})

{body}
"""
UNCHANGED = "update_takes_the_identifier_unchanged"
PASSES = "declared as a known gap, but the check passes"
ALL_PASS = "declared as a known gap, but all its checks pass; take it out of known_gaps"
OVERRIDES = f"overrides the check {UNCHANGED} of the contract suite and gives no reason."
FIX = (
    f'take the override out and declare known_gaps = {{"{UNCHANGED}": "the reason"}}, or mark the test '
    '@pytest.mark.xfail(reason="...").'
)


def declare(project, body, function="update"):
    indented = "\n".join(f"    {line}" for line in body.strip().splitlines())
    project.write(CLASS.replace("{function}", function).replace("{body}", indented))


def override(project, mark, body="pass"):
    declare(project, f"{mark}\ndef test_{UNCHANGED}(self):\n    {body}")


# By check


def test_a_gap_by_check_that_fails_is_a_known_gap(project):
    declare(project, f"known_gaps = {{'{UNCHANGED}': 'legacy, ticket 123'}}", "update_with_everything")
    result = project.run("-rx")
    assert result.ret == 0
    result.assert_outcomes(xfailed=1)
    result.stdout.fnmatch_lines(
        [
            "  LEAD001 identifier-change             -            -            -            1 *",
            f"      known gap: {UNCHANGED} (legacy, ticket 123)",
            f"XFAIL *::test_{UNCHANGED} - legacy, ticket 123",
        ]
    )


def test_a_gap_by_check_that_passes_fails(project):
    declare(project, f"known_gaps = {{'{UNCHANGED}': 'legacy, ticket 123'}}")
    result = project.run()
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            f"known_gaps['{UNCHANGED}'] (legacy, ticket 123): {PASSES} (3 examples).",
            "  Fix: take it out of known_gaps.",
        ],
        consecutive=True,
    )


def test_a_gap_of_one_check_excuses_no_other(project):
    declare(project, f"known_gaps = {{'{UNCHANGED}': 'legacy'}}", "update_with_everything")
    project.run(only=f"{UNCHANGED} or read_back_whole").assert_outcomes(xfailed=1, failed=1)


def test_a_gap_of_what_is_not_covered_excuses_nothing(project):
    declare(project, "known_gaps = {'search_finds_by_a_list': 'legacy'}")
    result = project.run(only="search_finds_by_a_list")
    result.stdout.fnmatch_lines(["*= * deselected, 1 not covered in *"])


# By pitfall


def test_a_gap_by_pitfall_lets_its_checks_pass_or_fail(project):
    declare(project, "known_gaps = {'identifier-change': 'legacy'}", "update_with_everything")
    result = project.run(only=f"update_leaves_out_the_identifier or {UNCHANGED}")
    assert result.ret == 0
    result.assert_outcomes(passed=1, xfailed=1)


def test_a_gap_by_pitfall_of_which_every_check_passes_fails_the_run(project):
    declare(project, "known_gaps = {'identifier-change': 'legacy'}")
    assert project.run(only="test_update_takes").ret == 0  # some of its checks were not run
    result = project.run(only="")
    assert result.ret == 1
    assert "failed" not in result.parseoutcomes()
    result.stdout.fnmatch_lines([f"test_crm.py::TestCrm: known_gaps['identifier-change'] (legacy): {ALL_PASS}"])


def test_it_fails_the_run_under_q_and_qq_as_well(project):
    declare(project, "known_gaps = {'identifier-change': 'legacy'}")
    quiet = project.run("-q", only="")
    assert quiet.ret == 1
    quiet.stdout.fnmatch_lines(["test_crm.py::TestCrm: known_gaps[[]'identifier-change'] (legacy): declared as *"])
    silent = project.run("-qq", only="")
    assert silent.ret == 1
    silent.stdout.fnmatch_lines(["test_crm.py::TestCrm: known_gaps[[]'identifier-change'] (legacy): declared as *"])


def test_gaps_may_be_declared_with_the_integration(project):
    gaps = {UNCHANGED: "legacy"}
    project.contract(f"update=crm.update_with_everything, known_gaps={gaps}")
    project.run().assert_outcomes(xfailed=1)
    project.contract(f"update=crm.update, known_gaps={gaps}")
    project.run().assert_outcomes(failed=1)


def test_gaps_of_the_class_and_of_the_integration_add_up(project):
    project.write(f"""
        import crm, pytest
        from pytest_leads import Integration, LeadsContract

        class TestCrm(LeadsContract):
            known_gaps = {{"{UNCHANGED}": "legacy"}}

            @pytest.fixture
            def integration(self):
                gaps = {{"update_takes_a_lead_read_back_whole": "later"}}
                return Integration(update=crm.update_with_everything, known_gaps=gaps)
    """)
    project.run(only=f"{UNCHANGED} or read_back_whole").assert_outcomes(xfailed=2)


# Names and reasons

MISTAKES = {
    "{'update_takes_the_identifer_unchanged': 'x'}": "TestCrm.known_gaps['update_takes_the_identifer_unchanged']: "
    "no pitfall or check has that name; did you mean 'update_takes_the_identifier_unchanged'?",
    "{'test_update_takes_the_identifier_unchanged': 'x'}": "*; did you mean 'update_takes_the_identifier_unchanged'?",
    "{'identifier_change': 'x'}": "*: no pitfall or check has that name; did you mean 'identifier-change'?",
    "{'pagecap': 'x'}": "*; did you mean 'page-cap'?",
    "{'LEAD001': 'x'}": "*: no pitfall or check has that name; known: duplicate-lead, identifier-change, *",
    "{1: 'x'}": "TestCrm.known_gaps[[]1]: no pitfall or check has that name; *",
    "{'identifier-change': ' '}": "TestCrm.known_gaps['identifier-change'] = ' ': the reason is missing",
    "{'identifier-change': None}": "TestCrm.known_gaps['identifier-change'] = None: the reason is missing",
    "['identifier-change']": "TestCrm.known_gaps = [[]'identifier-change']: a dict of names and reasons is needed",
}


@pytest.mark.parametrize("gaps", MISTAKES)
def test_a_gap_that_names_nothing_or_has_no_reason_fails(project, gaps):
    declare(project, f"known_gaps = {gaps}")
    result = project.run()
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines([MISTAKES[gaps]])


def test_it_fails_in_checks_that_are_not_covered_too(project):
    project.contract("update=crm.update, known_gaps={'pagecap': 'x'}")
    result = project.run(only="search_finds_by_a_list")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["Integration.known_gaps[[]'pagecap']: *; did you mean 'page-cap'?"])


# Overridden tests

REASONS = {
    "@pytest.mark.xfail(reason='legacy')": "xfailed",
    "@pytest.mark.skip(reason='legacy')": "skipped",
    "@pytest.mark.skip('legacy')": "skipped",
    "@pytest.mark.skipif(True, reason='legacy')": "skipped",
}


@pytest.mark.parametrize("mark", REASONS)
def test_an_override_with_a_reason_is_a_known_gap(project, mark):
    override(project, mark, "assert False")
    result = project.run()
    assert result.ret == 0
    result.assert_outcomes(**{REASONS[mark]: 1})
    result.stdout.fnmatch_lines([f"      known gap: {UNCHANGED} (legacy)"])


@pytest.mark.parametrize("mark", ["", "@pytest.mark.xfail", "@pytest.mark.skip", "@pytest.mark.xfail(reason=' ')"])
def test_an_override_without_a_reason_fails(project, mark):
    override(project, mark, "assert False")
    result = project.run()
    assert result.ret == 1
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(
        [
            f"test_crm.py::TestCrm::test_{UNCHANGED} {OVERRIDES}",
            f"  Fix: {FIX}",
            "  LEAD001 identifier-change             -            -            1 *",
        ]
    )


def test_an_override_that_is_somebody_elses_function_is_one_too(project):
    declare(project, f"def ours(self): pass\n\ntest_{UNCHANGED} = ours")
    project.run().stdout.fnmatch_lines([f"*overrides the check {UNCHANGED} of the contract suite and gives no reason."])


def test_an_override_that_is_expected_to_fail_and_passes_fails(project):
    override(project, "@pytest.mark.xfail(reason='legacy')")
    result = project.run()
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["[[]XPASS(strict)[]] legacy"])


@pytest.mark.parametrize("mark", ["xfail(False, reason='legacy')", "skipif(False, reason='legacy')"])
def test_an_override_whose_excuse_does_not_hold_must_run_the_check(project, mark):
    override(project, f"@pytest.mark.{mark}")
    result = project.run()
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines([f"*overrides the check {UNCHANGED} of the contract suite and passes without it."])


def test_an_override_may_go_on_to_the_check_itself(project):
    declare(
        project,
        f"""
@pytest.mark.xfail(strict=False, reason="legacy")
def test_{UNCHANGED}(self, integration, leads_check):
    super().test_{UNCHANGED}(integration, leads_check)
""",
        "update_with_everything",
    )
    result = project.run()
    result.assert_outcomes(xfailed=1)
    result.stdout.fnmatch_lines([f"      known gap: {UNCHANGED} (legacy)"])


def test_a_check_that_is_taken_out_of_the_class_is_refused(project):
    declare(project, f"test_{UNCHANGED} = None")
    result = project.run()
    assert result.ret == 2
    result.stdout.fnmatch_lines([f"*UsageError: TestCrm.test_{UNCHANGED} is no test any more; *"])


def test_marks_on_the_class_hold_for_all_of_it(project):
    project.write("""
        import crm, pytest
        from pytest_leads import Integration, LeadsContract

        @pytest.mark.skip(reason="the old shop")
        class TestCrm(LeadsContract):
            @pytest.fixture
            def integration(self):
                return Integration(update=crm.update)
    """)
    result = project.run()
    result.assert_outcomes(skipped=1)
    result.stdout.fnmatch_lines([f"      known gap: {UNCHANGED} (the old shop)"])
