"""The summary at the end of the run, the options that it hangs on, and many processes."""

import re

import pytest

TABLE = """\
================================ leads contract ================================
test_crm.py::TestCrm
                                   passed       failed  not covered    known gap     examples
  LEAD001 identifier-change             1            1            1            1 N
  LEAD002 partial-success               -            -            2            -            -
  LEAD003 search-by-query               1            -            -            -            3
  LEAD004 duplicate-lead                -            -            -            -            -
  LEAD005 page-cap                      -            -            -            -            -
  LEAD006 unknown-status                -            -            -            -            -
  LEAD007 iso-date                      -            -            -            -            -
  7 checks, seed 0                      2            1            3            1 N
      known gap: update_takes_a_lead_read_back_whole (ticket 123)
      not covered: 1 check: the integration does not bind save
      not covered: 2 checks: the integration does not bind create
"""
SOME = "update_leaves or unchanged or read_back_whole or save_keeps or create_stores or create_tells_when or by_a_list"
MEMBERS = """search=crm.search, update=crm.update_with_everything,
                           known_gaps={"update_takes_a_lead_read_back_whole": "ticket 123"}"""
MIXED = f"""
import crm, pytest
from pytest_leads import Integration, LeadsContract

class TestCrm(LeadsContract):
    @pytest.fixture
    def integration(self):
        return Integration({MEMBERS})
"""


def table(result):
    """The summary of a run, as it stands."""
    lines = [line for line in result.outlines if line]
    [begin] = [n for n, line in enumerate(lines) if "= leads contract =" in line]
    end = next(n for n, line in enumerate(lines) if n > begin and line.startswith("="))
    return "\n".join(lines[begin:end]) + "\n"


def without_shrinking(text):
    """A summary without the number of examples where a check failed: Hypothesis decides how far it shrinks."""
    return re.sub(r"(?m)^(  (?:LEAD001|7 checks).*?) +\d+$", r"\1 N", text)


def test_the_table_is_by_pitfall_and_outcome(project):
    project.write(MIXED)
    assert without_shrinking(table(project.run(only=SOME))) == TABLE


def test_the_last_line_of_pytest_counts_what_is_not_covered(project):
    project.write(MIXED)
    result = project.run(only=SOME)
    result.stdout.fnmatch_lines(["*= 1 failed, 2 passed, * deselected, 1 xfailed, 3 not covered in *"])


def test_q_prints_one_line(project):
    project.write(MIXED)
    result = project.run("-q", only=SOME)
    [line] = [line for line in result.outlines if line.startswith("leads contract")]
    words = "2 passed, 1 failed, 3 not covered, 1 known gap (identifier-change)"
    assert re.fullmatch(rf"leads contract test_crm.py::TestCrm: {re.escape(words)}, \d+ examples", line)
    result.stdout.no_fnmatch_line("*LEAD007*")


def test_qq_prints_none(project):
    project.write(MIXED)
    project.run("-qq", only=SOME).stdout.no_fnmatch_line("*leads contract*")


def test_a_run_without_a_contract_test_has_no_table(project):
    project.contract(more="def test_mine(leads_client): leads_client.get('/metadata')")
    project.run(only="mine").stdout.no_fnmatch_line("*leads contract*")


@pytest.mark.parametrize("count", [1, 7])
def test_as_many_examples_are_tried_as_are_asked_for(project, count):
    project.contract()
    result = project.run(f"--leads-examples={count}")
    result.stdout.fnmatch_lines([f"  1 check, seed 0   *   1  *  -  *  -  *  -  *  {count}"])


def test_the_ini_keys_say_the_same(project):
    project.contract()
    project.pytester.makeini("[pytest]\nleads_examples = 4\nleads_seed = 11\n")
    result = project.pytester.runpytest_inprocess("-p", "no:asyncio", "-k", "unchanged")
    result.stdout.fnmatch_lines(["  1 check, seed 11   *  1  *  4"])


USAGE = {
    "--leads-examples=0": "--leads-examples = '0': a whole number from 1 to 100000 is needed",
    "--leads-examples=many": "--leads-examples = 'many': a whole number from 1 to 100000 is needed",
    "--leads-examples=100001": "--leads-examples = '100001': a whole number from 1 to 100000 is needed",
    "--leads-seed=-1": "--leads-seed = '-1': a whole number, 0 or more, is needed",
}


@pytest.mark.parametrize("option", USAGE)
def test_an_option_that_makes_no_sense_is_a_usage_error(project, option):
    project.contract()
    result = project.run(option)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([f"ERROR: {USAGE[option]}"])


# The same again

RECORDING = """
def update(lead_id, fields):
    with open("calls.txt", "a") as calls:
        print(lead_id, fields, file=calls)
    return crm.update_with_everything(lead_id, fields)
"""


def calls(project, *options):
    """What the integration was called with in one run."""
    log = project.pytester.path / "calls.txt"
    log.unlink(missing_ok=True)
    project.run("--leads-examples=10", *options, only="update_takes or update_leaves")
    return log.read_text("utf-8")


def test_the_same_seed_gives_the_same_examples_and_another_gives_others(project):
    project.contract("update=update", RECORDING)
    first = calls(project, "--leads-seed=3")
    assert calls(project, "--leads-seed=3") == first
    assert calls(project, "--leads-seed=4") != first


def test_examples_do_not_hang_on_what_ran_before(project):
    project.contract("update=update", RECORDING)
    whole = calls(project)
    alone = calls(project, "-k", "update_takes_a_row_of_a_search")
    assert alone
    assert alone in whole


@pytest.mark.parametrize("option", ["--hypothesis-seed=1", "--hypothesis-profile=ci", "--hypothesis-show-statistics"])
def test_hypothesis_own_options_change_no_example(project, option):
    project.contract("update=update", RECORDING)
    assert calls(project, option) == calls(project)


def test_processes_give_the_same_verdicts_and_one_table(project):
    pytest.importorskip("xdist")
    project.write(MIXED)
    result = project.run_apart("-n2", "-p", "no:hypothesispytest", only=SOME)
    assert result.ret == 1
    assert table(result) == table(project.run(only=SOME))


def test_a_factory_is_found_missing_before_any_process_starts(project):
    pytest.importorskip("xdist")
    project.write(shop="def integration(api): pass")
    result = project.run_apart("-n2", "-p", "no:hypothesispytest", "--leads-contract=shop:integraton")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["ERROR: --leads-contract = 'shop:integraton': *; did you mean 'integration'?"])
