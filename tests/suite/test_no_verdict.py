"""What keeps a check from judging is an error of the check, and no pitfall of the integration."""

import json

import pytest

HEAD = """
import crm, pytest
from pytest_leads import Integration, LeadsContract
"""
#: The beginning of a file, a line of the class, and the body of its fixture.
BINDS = "return Integration(update=crm.update)"
CASES = {
    "an integration that cannot be made": ("", "", 'raise LookupError("no db")'),
    "an integration that cannot be taken down": (
        "",
        "",
        f'{BINDS.replace("return", "yield")}; raise LookupError("no db")',
    ),
    "an integration that is none": ("", "", 'return "no db"'),
    "a workspace that is none": ("@pytest.fixture\ndef leads_workspace_config():\n    return 'no db'\n", "", BINDS),
    "a gap that is none": ("", 'known_gaps = {"no db": "later"}', BINDS),
    "a gap that is closed": ("", 'known_gaps = {"update_takes_the_identifier_unchanged": "no db"}', BINDS),
}
CLASS = """{before}
class TestCrm(LeadsContract):
    {line}

    @pytest.fixture
    def integration(self):
        {body}
"""
TESTS = {name: CLASS.format(before=before, line=line, body=body) for name, (before, line, body) in CASES.items()}
TESTS["an integration that is not given"] = CLASS.format(before="", line="", body=BINDS).replace("@pytest.fixture", "")
FAILS = """
class TestCrm(LeadsContract):
    @pytest.fixture
    def integration(self):
        yield Integration(update=crm.update_with_everything)
        {end}
"""


@pytest.fixture
def reported(project):
    """Runs tests, and gives the report and the row of the one check."""

    def run(tests, *options):
        project.write(HEAD + tests)
        project.run("--leads-report=leads.json", *options)
        report = json.loads((project.pytester.path / "leads.json").read_text())
        return report, report["checks"][0]

    return run


@pytest.mark.parametrize("tests", TESTS.values(), ids=TESTS)
def test_it_is_counted_as_an_error_and_held_against_no_pitfall(reported, tests):
    report, row = reported(tests)
    assert row["outcome"] == "error"
    assert row["origin"] is None
    assert not row["why"].startswith("Failed")
    assert any(why in row["why"] for why in ("no db", "is needed", "is a method and no fixture"))
    assert report["summary"]["unjudged_checks"] == 1
    assert report["summary"]["clean"] is False
    assert not any(p["failed_checks"] for p in report["pitfalls"])


@pytest.mark.parametrize("end", ["", "raise LookupError('no db')"])
def test_what_a_check_has_found_stays_found_however_its_test_ends(reported, end):
    report, row = reported(FAILS.format(end=end))
    assert row["outcome"] == "failed"
    assert "403" in row["text"]
    assert (report["summary"]["failed_checks"], report["summary"]["unjudged_checks"]) == (1, 0)


def test_what_is_found_stands_at_the_line_that_sent_the_request(reported, project):
    _, row = reported(FAILS.format(end=""))
    assert (row["origin"]["file"], row["origin"]["function"]) == ("crm.py", "post")
    sent = (project.pytester.path / "crm.py").read_text().splitlines()[row["origin"]["line"] - 1]
    assert "requests.post(" in sent


def test_errors_have_a_column_where_there_are_any(project):
    project.write(HEAD + TESTS["an integration that cannot be made"])
    result = project.run()
    result.stdout.fnmatch_lines(["* passed  *  failed  *  error  *not covered*", "  LEAD001 identifier-change * 1 *"])
    project.write(HEAD + FAILS.format(end=""))
    project.run().stdout.no_fnmatch_line("* passed  *  error  *not covered*")


def test_a_gap_of_a_whole_pitfall_that_is_closed_spoils_the_report_too(project):
    project.write(f"""{HEAD}
class TestCrm(LeadsContract):
    known_gaps = {{"search-by-query": "later"}}

    @pytest.fixture
    def integration(self):
        return Integration(search=crm.search)
""")
    project.run("--leads-report=leads.json", only="search")
    report = json.loads((project.pytester.path / "leads.json").read_text())
    assert report["summary"]["clean"] is False
    assert any("take it out of known_gaps" in remark for remark in report["remarks"])


def test_an_inherited_test_stands_where_its_class_does(project):
    project.write(HEAD + FAILS.format(end=""))
    result = project.run("-v")
    result.stdout.no_fnmatch_line("*<-*")


def test_one_of_a_factory_stands_where_the_factory_does(project):
    project.pytester.makepyfile(shop="import crm\n\n\ndef integration(api):\n    raise LookupError('no db')\n")
    project.run("--leads-contract=shop:integration", "--leads-report=leads.sarif")
    [notice] = json.loads((project.pytester.path / "leads.sarif").read_text())["runs"][0]["invocations"][0][
        "toolExecutionNotifications"
    ]
    place = notice["locations"][0]["physicalLocation"]
    assert (place["artifactLocation"]["uri"], place["region"]["startLine"]) == ("shop.py", 4)
