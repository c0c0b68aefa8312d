"""The report as SARIF; the schema beside this file is OASIS's, as @microsoft/jest-sarif of npm carries it (MIT)."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

jsonschema = pytest.importorskip("jsonschema")

from pytest_leads.reports.detail import Place  # noqa: E402  # after the skip
from pytest_leads.reports.report import Ended  # noqa: E402  # as above
from pytest_leads.reports.sarif import FINGERPRINT, write_sarif  # noqa: E402  # as above
from pytest_leads.reports.tally import Tally  # noqa: E402  # as above
from pytest_leads.wire import Origin, Sender  # noqa: E402  # as above

from .conftest import exchange, finding, reported  # noqa: E402  # as above

SCHEMA = json.loads(Path(__file__).with_name("sarif-2.1.0.schema.json").read_text("utf-8"))


@pytest.fixture(autouse=True)
def elsewhere(monkeypatch):
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)


def run_of(report):
    log = json.loads("".join(write_sarif(report)))
    jsonschema.Draft4Validator(SCHEMA, format_checker=jsonschema.FormatChecker()).validate(log)
    [run] = log["runs"]
    return run


def sent_from(file, line=3):
    tally = Tally()
    tally.count("t", [])
    tally.add("t", [finding(replace(exchange(), sender=Sender("x", Origin(file, line, "f"))), "request.body")])
    return run_of(reported(tally))["results"][0]["locations"][0]["physicalLocation"]


def test_the_seven_pitfalls_are_its_rules_with_help(report):
    rules = run_of(report)["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [f"LEAD00{number}" for number in range(1, 8)]
    assert rules[4]["name"] == "PageCap"
    assert "**Fix.** Ask for at most 100 at a time" in rules[4]["help"]["markdown"]


def test_a_result_stands_at_the_line_that_sent_the_request(report):
    run = run_of(report)
    [result] = [result for result in run["results"] if result["ruleId"] == "LEAD005"]
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == "LEAD005"
    assert result["level"] == "error"
    assert result["message"]["text"].startswith("limit = 500, token = ***; in test_shop.py::test_1. Fix: Ask for")
    assert result["locations"][0] == {
        "physicalLocation": {
            "artifactLocation": {"uri": "crm.py", "uriBaseId": "SRCROOT"},
            "region": {"startLine": 12},
        },
        "logicalLocations": [{"fullyQualifiedName": "create"}],
    }
    assert run["originalUriBaseIds"] == {"SRCROOT": {"uri": "file:///home/shop/"}}
    assert len(result["partialFingerprints"][FINGERPRINT]) == 32


def test_a_path_is_written_as_an_address():
    assert sent_from("/home/shop/my shop/ä#.py")["artifactLocation"]["uri"] == "my%20shop/%C3%A4%23.py"
    assert sent_from("/srv/x y.py")["artifactLocation"] == {"uri": "file:///srv/x%20y.py"}


def test_there_is_no_line_before_the_first():
    assert sent_from("/home/shop/a.py", 0)["region"] == {"startLine": 1}


@pytest.fixture
def nowhere():
    """A run with a finding whose line nothing tells."""
    tally = Tally()
    tally.count("t", [])
    tally.add("t", [finding(replace(exchange(), sender=Sender("x")), "request.body", "limit = 500")])
    return tally


def test_what_stands_nowhere_is_no_result_for_github_would_refuse_all_of_the_file(nowhere):
    nowhere.add("t", [finding(exchange(), "request.body")])
    run = run_of(reported(nowhere))
    assert [len(result["locations"]) for result in run["results"]] == [1]
    [note] = run["invocations"][0]["toolExecutionNotifications"]
    assert note["message"]["text"].startswith("limit = 500; in t. Fix: Ask for")
    assert (note["level"], note["associatedRule"]) == ("error", {"id": "LEAD005"})


@pytest.mark.parametrize("place", [Place("test_shop.py", 4), Place("/home/shop/test_shop.py", 4)])
def test_what_no_line_is_told_of_stands_where_its_case_does(nowhere, place):
    made = reported(nowhere, {"t": Ended("passed", place)})
    run = run_of(made)
    assert run["invocations"][0]["toolExecutionNotifications"] == []
    [result] = run["results"]
    assert result["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "test_shop.py", "uriBaseId": "SRCROOT"},
        "region": {"startLine": 4},
    }
    assert [case.ended.place.file for case in made.cases] == ["test_shop.py"]


@pytest.mark.parametrize(
    ("workspace", "root", "uri"),
    [
        ("/home", "file:///home/", "shop/crm.py"),
        ("/home/shop", "file:///home/shop/", "crm.py"),
        ("/home/sho", "file:///home/shop/", "crm.py"),
        ("/elsewhere", "file:///home/shop/", "crm.py"),
        ("", "file:///home/shop/", "crm.py"),
    ],
)
def test_files_are_told_from_the_root_of_the_repository(monkeypatch, report, workspace, root, uri):
    monkeypatch.setenv("GITHUB_WORKSPACE", workspace)
    run = run_of(report)
    assert run["originalUriBaseIds"] == {"SRCROOT": {"uri": root}}
    told = [result["locations"][0]["physicalLocation"]["artifactLocation"] for result in run["results"]]
    assert {"uri": uri, "uriBaseId": "SRCROOT"} in told


def test_a_file_beside_the_folder_of_the_run_is_in_the_repository(monkeypatch):
    monkeypatch.setenv("GITHUB_WORKSPACE", "/home")
    assert sent_from("/home/lib/a.py")["artifactLocation"] == {"uri": "lib/a.py", "uriBaseId": "SRCROOT"}
    assert sent_from("../lib/a.py")["artifactLocation"] == {"uri": "lib/a.py", "uriBaseId": "SRCROOT"}


def test_failed_checks_and_unnoticed_provocations_are_results_too(report):
    kinds = {result["properties"]["kind"] for result in run_of(report)["results"]}
    assert kinds == {"rule", "contract", "provoked"}


def test_a_run_of_nothing_is_valid_and_an_interrupted_one_says_so():
    assert run_of(reported(Tally()))["results"] == []
    assert run_of(reported(Tally(), finished=False))["invocations"][0]["executionSuccessful"] is False


def test_a_check_without_a_verdict_is_a_notification_and_no_result(unjudged):
    run = run_of(unjudged)
    assert run["results"] == []
    told = [note["message"]["text"] for note in run["invocations"][0]["toolExecutionNotifications"]]
    assert [text.partition(" checks: ")[2] or text.partition(" check: ")[2] for text in told] == [
        "LookupError: no | db",
        "it is flaky",
    ]
