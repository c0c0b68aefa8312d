"""The fixture ``leads_schema``, and what is said where Schemathesis is missing."""

import sys

import pytest

from pytest_leads.errors import UsageError
from pytest_leads.openapi import schema

SUITE = """
import schemathesis
from hypothesis import settings

@schemathesis.pytest.from_fixture("leads_schema").include(operation_id=["create_lead", "read_pipeline"]).parametrize()
@settings(max_examples=1)
def test_it(case):
    case.call_and_validate()
"""


@pytest.mark.skipif(pytest.version_tuple >= (9, 2), reason="schemathesis.pytest.from_fixture() needs an older pytest")
def test_it_is_played_on_the_simulator_and_judged_by_the_seven_checks(pytester):
    pytest.importorskip("schemathesis")
    pytester.makepyfile(SUITE)
    result = pytester.runpytest_subprocess("-p", "no:cacheprovider", "-q")
    assert result.ret == pytest.ExitCode.OK
    result.stdout.no_fnmatch_line("*pitfall*")


def test_it_is_played_on_another_server_if_one_is_given(pytester):
    pytest.importorskip("schemathesis")
    pytester.makepyfile("def test_it(leads_schema): assert leads_schema.get_base_url() == 'http://127.0.0.1:1'")
    options = ["--leads-base-url=http://127.0.0.1:1", "--leads-token=t", "--leads-enterprise=e1"]
    result = pytester.runpytest_subprocess("-p", "no:cacheprovider", *options)
    result.assert_outcomes(passed=1)


def test_a_workspace_that_names_no_tokens_names_those_of_the_fixture(pytester):
    pytest.importorskip("schemathesis")
    pytester.makepyfile(
        "def test_it(leads_schema, leads_api): assert leads_api.workspace.tokens['sync'] == (leads_api.token,)"
    )
    pytester.runpytest_subprocess("-p", "no:cacheprovider").assert_outcomes(passed=1)


def test_without_schemathesis_the_fixture_gives_the_pip_line(pytester, monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    pytester.makepyfile("def test_it(leads_schema): pass")
    result = pytester.runpytest_inprocess("-p", "no:cacheprovider")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(
        ["*the fixture leads_schema needs Schemathesis*", "*pip install 'pytest-leads?schemathesis?'*"]
    )


def test_and_so_does_the_function(monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(UsageError, match=r"pip install 'pytest-leads\[schemathesis\]'"):
        schema(base_url="http://127.0.0.1:1", token="t")


def test_the_description_needs_no_schemathesis(pytester):
    code = (
        "import sys; from pytest_leads.openapi import description; description(); print('schemathesis' in sys.modules)"
    )
    done = pytester.run(sys.executable, "-c", code)
    assert done.outlines == ["False"]
