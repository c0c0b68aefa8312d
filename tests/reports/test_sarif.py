"""The report as SARIF; the schema beside this file is OASIS's, as @microsoft/jest-sarif of npm carries it (MIT)."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

jsonschema = pytest.importorskip("jsonschema")

from pytest_leads.reports.sarif import FINGERPRINT, write_sarif  # noqa: E402  # after the skip
from pytest_leads.reports.tally import Tally  # noqa: E402  # as above
from pytest_leads.wire import Origin, Sender  # noqa: E402  # as above

from .conftest import exchange, finding, reported  # noqa: E402  # as above

SCHEMA = json.loads(Path(__file__).with_name("sarif-2.1.0.schema.json").read_text("utf-8"))


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


def test_a_result_without_a_place_is_valid_too():
    tally = Tally()
    tally.count("t", [])
    tally.add("t", [finding(replace(exchange(), sender=Sender("x")), "request.body")])
    assert "locations" not in run_of(reported(tally))["results"][0]


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
