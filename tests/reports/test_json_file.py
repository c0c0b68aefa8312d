"""The report as JSON."""

import json
from pathlib import Path

import pytest

jsonschema = pytest.importorskip("jsonschema")

import pytest_leads.reports  # noqa: E402  # after the skip
from pytest_leads.reports.json_file import VERSION, write_json  # noqa: E402  # as above
from pytest_leads.reports.tally import Tally  # noqa: E402  # as above

from .conftest import reported  # noqa: E402  # as above

SCHEMA = json.loads(Path(pytest_leads.reports.__file__).with_name("report.schema.json").read_text("utf-8"))


def objects(schema):
    """Every object that the schema describes by its members."""
    if isinstance(schema, dict):
        if "properties" in schema:
            yield schema
        for part in schema.values():
            yield from objects(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from objects(part)


def document(report):
    return json.loads("".join(write_json(report)))


def validator():
    return jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker())


def test_the_schema_is_one_and_leaves_no_member_open():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["properties"]["version"] == {"const": VERSION}
    for described in objects(SCHEMA):
        assert described["additionalProperties"] is False
        assert described["required"] == list(described["properties"])


def test_the_report_is_valid(report):
    validator().validate(document(report))


def test_a_report_of_nothing_is_valid():
    validator().validate(document(reported(Tally())))


@pytest.mark.parametrize("spoil", ["version", "findings", "summary"])
def test_the_schema_refuses_what_lacks_a_member(report, spoil):
    made = document(report)
    del made[spoil]
    assert not validator().is_valid(made)


def test_the_guilty_part_is_told_by_its_characters(report):
    [finding, _] = document(report)["findings"]
    request = finding["exchange"]["parts"][0]
    start, end = request["guilty"]
    assert request["text"][start:end] == "limit=500"
    assert finding["origin"] == {"file": "crm.py", "line": 12, "function": "create"}


def test_numbers_and_verdict_are_those_of_the_report(report):
    summary = document(report)["summary"]
    assert summary["clean"] is False
    counted = ("cases", "cases_with_traffic", "errors", "warnings", "failed_checks", "unnoticed", "exchanges")
    assert [summary[name] for name in counted] == [3, 2, 1, 1, 1, 1, 3]
