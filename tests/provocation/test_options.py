"""``--leads-provoke`` and its ini twin: what they take and choose, and what they cost if not given."""

import sys

import pytest

TEST = """
    import crm

    def test_create():
        assert crm.create(phone="9876543210", name="Asha", city="Pune", source="fair", email="asha@example.com")
"""


@pytest.mark.parametrize("given", ["partial-success,duplicate-lead", "partial-success duplicate-lead"])
@pytest.mark.parametrize("by", ["option", "ini"])
def test_pitfalls_are_chosen_by_their_ids(project, provoke, given, by):
    project.makepyfile(TEST)
    if by == "ini":
        project.makeini(f"[pytest]\nleads_provoke = {given}\n")
    run = provoke(*([f"--leads-provoke={given}"] if by == "option" else []), mode=by == "option")
    assert {row.pitfall for row in run.rows} == {"partial-success", "duplicate-lead"}


@pytest.mark.parametrize("options", [["--pdb"], ["-x"]])
def test_provocations_that_were_not_played_are_told(project, options):
    failing = "" if options == ["--pdb"] else "\n\n    def test_of_something_else():\n        assert not crm\n"
    project.makepyfile(TEST.rstrip() + failing)
    result = project.runpytest_inprocess("--leads-provoke=duplicate-lead", "-p", "no:asyncio", *options)
    result.stdout.fnmatch_lines(["*stopped: 1 provocation left out"])


def test_it_implies_the_simulator(project):
    project.makepyfile(TEST)
    result = project.runpytest_inprocess("--leads-provoke", "-p", "no:asyncio")
    result.stdout.fnmatch_lines(["leads: provoking 1 test: 2 provoked runs to come, and 1 plain to compare with"])
    assert result.ret == 1


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (
            "--leads-provoke=partial-succes",
            "*--leads-provoke = 'partial-succes': no such pitfall; did you mean 'partial-success'?",
        ),
        ("--leads-provoke=LEAD002", "*--leads-provoke = 'LEAD002': no such pitfall*"),
        ("--leads-provoke=", "*--leads-provoke = '': no pitfall is named; known: all, *"),
        ("--leads-provoke=,", "*--leads-provoke = ',': no pitfall is named; known: all, *"),
        ("--leads-provoke=all,page-cup", "*--leads-provoke = 'page-cup': no such pitfall; did you mean 'page-cap'?"),
    ],
)
def test_what_is_no_pitfall_is_an_error(project, given, expected):
    project.makepyfile(TEST)
    result = project.runpytest_inprocess(given, "-p", "no:asyncio")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([f"ERROR: {expected}"])


@pytest.mark.parametrize("path", ["tests/test_create.py", "test_create.py", "."])
def test_a_path_after_the_option_is_told_how_to_stand_there(project, path):
    result = project.runpytest_inprocess("--leads-provoke", path, "-p", "no:asyncio")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(
        [f"ERROR: --leads-provoke = '{path}': *; for a path to follow, write --leads-provoke=all"]
    )


def test_a_wrong_ini_key_names_itself(project):
    project.makeini("[pytest]\nleads_provoke = page-cup\n")
    result = project.runpytest_inprocess("-p", "no:asyncio")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["ERROR: ini leads_provoke = 'page-cup': no such pitfall; did you mean 'page-cap'?"])


def test_equal_seeds_provoke_the_same(project, provoke):
    project.makepyfile(TEST)
    lines = [[row.line for row in provoke(f"--leads-seed={seed}").rows] for seed in (*range(6), *range(6))]
    assert lines[:6] == lines[6:]
    assert len({tuple(chosen) for chosen in lines}) > 1


def test_a_test_is_provoked_the_same_whatever_runs_beside_it(project, provoke):
    project.makepyfile(test_one=TEST, test_two=TEST.replace("test_create", "test_more"))
    together = {(row.test, row.line) for row in provoke().rows}
    alone = {(row.test, row.line) for row in provoke("-k", "test_more").rows}
    assert alone < together


def test_the_simulator_alone_imports_nothing_of_it(project):
    project.makepyfile("""
        import sys

        def test_nothing(leads_workspace):
            assert not [name for name in sys.modules if name.startswith("pytest_leads.provoking")]
    """)
    assert project.run(sys.executable, "-m", "pytest", "--leads", "-p", "no:asyncio").ret == 0


@pytest.mark.parametrize("verbosity", ["-v", "-q", "-qq"])
def test_the_findings_are_told_however_quiet_the_run_is(project, provoke, verbosity):
    project.makepyfile(TEST)
    run = provoke(verbosity)
    run.result.stdout.fnmatch_lines(["LEAD002 partial-success at crm.py:* in post: provoked, and not noticed"])
