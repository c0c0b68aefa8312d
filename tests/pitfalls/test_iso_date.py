from dataclasses import replace

import pytest

from pytest_leads.errors import PitfallError
from pytest_leads.pitfalls import assert_supported_dates
from pytest_leads.pitfalls.iso_date.notation import is_iso

ISO = [
    "2026-01-01",
    "2026-01-01T10:30",
    "2026-01-01T10:30:00",
    "2026-01-01T10:30:00Z",
    "2026-01-01t10:30:00z",
    "2026-01-01T10:30:00+05:30",
    "2026-01-01T10:30:00+0530",
    "2026-01-01T10:30:00.123456-05",
    "2026-01-01T10:30:00,5Z",
    "2026-01-01 10:30:00",
    "2026-01-01 10:30:00+05:30",
    "20260101T103000Z",
    "20260101",
    "2026-W01-1",
    "2026W011",
    "2026-001",
    "2026-01",
]
ERROR = "iso-8601", "error"


def rules(traffic):
    return [(rule, level, path.removeprefix("request.body.")) for rule, level, path in traffic.rules("iso-date")]


@pytest.mark.parametrize("text", ISO)
def test_iso_8601_is_known_in_all_its_forms(traffic, text):
    traffic.search({"fields": {"created_on": {"from": text}}})
    assert rules(traffic) == [(*ERROR, "fields.created_on.from")]


@pytest.mark.parametrize(
    "text", ["01/02/2026", "99999999", "Fresh", "2026", "1767225600000", "12345-678", "2026-1-1x", ""]
)
def test_other_text_is_not_iso_8601(text):
    assert not is_iso(text)


def test_every_documented_date_position_is_looked_at(traffic):
    bounds = {"from": "2026-01-01", "to": "2026-01-02T00:00:00Z"}
    fields = {"created_on": bounds, "course_start": bounds, "visit": "2026-01-01"}
    traffic.search({"fields": fields, "actions": {"performed_at": bounds}})
    traffic.send("POST", "/lead/l1/action/search", {"created_on": bounds}, 200, {"data": [], "total_count": 0})
    assert rules(traffic) == [
        (*ERROR, "fields.created_on.from"),
        (*ERROR, "fields.created_on.to"),
        (*ERROR, "fields.course_start.from"),
        (*ERROR, "fields.course_start.to"),
        (*ERROR, "fields.visit"),
        (*ERROR, "actions.performed_at.from"),
        (*ERROR, "actions.performed_at.to"),
        (*ERROR, "created_on.from"),
        (*ERROR, "created_on.to"),
    ]


def test_an_array_filter_on_a_date_field_is_looked_at(traffic):
    traffic.search({"fields": {"visit": ["01/01/2026", "2026-01-01"]}})
    assert rules(traffic) == [(*ERROR, "fields.visit[1]")]


@pytest.mark.parametrize("code", ["1001", "ACTION_1001", 1001])
def test_written_dates_are_looked_at_in_fields_and_actions(traffic, code):
    action = {"type": code, "fields": {"when": "2026-01-01", "note": "2026-01-01"}, "created_on": "2026-01-01"}
    traffic.create({"phone": "9", "visit": "2026-01-01"}, actions=[action])
    traffic.update({"visit": "2026-01-01"})
    traffic.save({"phone": "9", "visit": "2026-01-01"}, [action])
    traffic.send("POST", "/lead/l1/action", {"actions": [action]}, 200, {"actions": []})
    traffic.send("POST", "/lead/l1/action/a1", action, 200, {})
    in_action = [(*ERROR, "actions[0].fields.when"), (*ERROR, "actions[0].created_on")]
    field = [(*ERROR, "fields.visit")]
    assert rules(traffic) == [
        *field,
        *in_action,
        *field,
        *field,
        *in_action,
        *in_action,
        (*ERROR, "fields.when"),
        (*ERROR, "created_on"),
    ]


def test_supported_dates_are_silent(traffic):
    for value in (1767225600000, 1767225600000.0, "1" * 5000, "01/01/2026", "01/01/2026 10:30:00", None, "", 0):
        traffic.search({"fields": {"created_on": {"from": value, "to": value}, "visit": value}})
        traffic.update({"visit": value})
    assert rules(traffic) == []


def test_the_workspaces_own_format_is_right_even_when_it_looks_like_iso(traffic):
    traffic.profile = replace(traffic.profile, date_format="YYYY-MM-DD")
    traffic.search({"fields": {"created_on": {"from": "2026-01-01", "to": "2026-01-01 10:30:00"}}})
    assert rules(traffic) == []
    traffic.search({"fields": {"created_on": {"from": "2026-01-01T10:30:00Z", "to": "2026-02-31"}}})
    assert rules(traffic) == [(*ERROR, "fields.created_on.from"), (*ERROR, "fields.created_on.to")]


@pytest.mark.parametrize("text", ["1 Jan 2026", "yesterday", "31/02/2026", "32/1/2026", "2026/1/1"])
def test_a_date_in_no_known_notation_is_found(traffic, text):
    traffic.search({"fields": {"created_on": {"from": text}}})
    assert rules(traffic) == [("unreadable-date", "error", "fields.created_on.from")]
    assert "ISO" not in traffic.findings()[0].seen


@pytest.mark.parametrize(
    "value",
    ["1767225600000", 1767225600000.5, "1/1/2026", "01/01/2026 10:30", "1/1/2026 9:30", "01/01/2026 9:30:00"],
)
def test_a_date_that_no_source_says_is_read_is_a_warning(traffic, value):
    traffic.search({"fields": {"created_on": {"from": value}}})
    assert rules(traffic) == [("doubtful-date", "warning", "fields.created_on.from")]


def test_numbers_as_text_are_doubtful_in_filters_of_dates_only(traffic):
    traffic.update({"visit": "1767225600000", "notes": "1/1/2026"})
    traffic.search({"fields": {"notes": "1767225600000", "deal_size": {"from": 1767225600000.5}, "other": "1/1/2026"}})
    traffic.search({"fields": {"created_on": {"from": 1767225600000}, "budget": {"from": 1.5}}})
    assert rules(traffic) == []


@pytest.mark.parametrize(("several", "mark"), [(False, ""), (True, "[0]")])
def test_dates_of_actions_are_looked_at_without_a_range(traffic, several, mark):
    for text in ("2026-01-01", "01/01/2026 10:30:00"):
        value = [text] if several else text
        traffic.search({"actions": {"performed_at": value}})
        answer = {"data": [], "total_count": 0}
        traffic.send("POST", "/lead/l1/action/search", {"created_on": value}, 200, answer)
    assert rules(traffic) == [(*ERROR, f"actions.performed_at{mark}"), (*ERROR, f"created_on{mark}")]


@pytest.mark.parametrize("value", ["2026-01-01", ["2026-01-01"]])
def test_filters_by_an_unknown_date_are_a_warning(traffic, value):
    traffic.search({"fields": {"followUpDate": value, "update": value}})
    mark = "[0]" if isinstance(value, list) else ""
    assert rules(traffic) == [("iso-8601", "warning", f"fields.followUpDate{mark}")]


def test_a_moment_in_iso_is_a_warning_in_any_unknown_field(traffic):
    traffic.create({"phone": "9", "slot": "2026-01-01T10:30:00Z"})
    traffic.search({"fields": {"slot": "2026-01-01 10:30"}})
    assert rules(traffic) == [("iso-8601", "warning", "fields.slot")] * 2


def test_what_is_no_moment_is_let_alone_in_an_unknown_field(traffic):
    traffic.create({"phone": "9", "slot": "2026-01-01", "code": "20260101 10", "notes": "2026-01-01T10:30:00Z"})
    traffic.profile = replace(traffic.profile, open_fields=False)
    traffic.create({"phone": "9", "slot": "2026-01-01T10:30:00Z"})
    assert rules(traffic) == []


@pytest.mark.parametrize("value", [1767225600, 1767225600.5, "1767225600"])
def test_unix_seconds_are_a_warning_that_says_which_day_they_become(traffic, value):
    traffic.search({"fields": {"created_on": {"from": value}}})
    [finding] = traffic.findings()
    assert (finding.rule, finding.level) == ("epoch-seconds", "warning")
    assert finding.seen.endswith("read as milliseconds it is 1970-01-21 10:53 UTC")


def test_numbers_and_text_in_other_fields_are_let_alone(traffic):
    fields = {"phone": "9876543210", "notes": "2026-01-01T10:30:00Z", "deal_size": 1767225600, "alt_phone": 9876543210}
    traffic.create(fields)
    traffic.search({"fields": {"phone": "9876543210", "notes": "2026-01-01"}})
    traffic.search({"fields": {"deal_size": {"from": 1500000000, "to": "many"}}})
    assert rules(traffic) == []


@pytest.mark.parametrize("name", ["follow_up_date", "due_on", "calledAt", "dateOfBirth", "DOB", "dob"])
def test_iso_in_a_field_that_only_sounds_like_a_date_is_a_warning(traffic, name):
    traffic.create({"phone": "9", name: "2026-01-01"})
    [finding] = traffic.findings()
    assert (finding.rule, finding.level) == ("iso-8601", "warning")
    assert finding.seen.endswith("if this field is of type DATE")


def test_a_closed_workspace_knows_its_dates_by_type_alone(traffic):
    traffic.profile = replace(traffic.profile, open_fields=False)
    traffic.create({"phone": "9", "follow_up_date": "2026-01-01"})
    assert rules(traffic) == []


@pytest.mark.parametrize("name", ["candidate", "update", "lastUpdate", "location", "on_hold"])
def test_a_name_that_only_contains_the_letters_is_no_date(traffic, name):
    traffic.create({"phone": "9", name: "2026-01-01"})
    assert rules(traffic) == []


def test_the_helper_fails_on_iso_and_on_seconds(traffic):
    traffic.search({"fields": {"created_on": {"from": 1767225600000, "to": "31/01/2026"}}})
    assert_supported_dates(traffic.journal)
    with pytest.raises(PitfallError, match="is ISO 8601, neither Unix milliseconds nor"):
        assert_supported_dates({"fields": {"created_on": {"from": "2026-01-01"}}})
    with pytest.raises(PitfallError, match="Multiply by 1000"):
        assert_supported_dates({"fields": {"created_on": {"from": 1767225600}}})


def test_the_helper_can_be_told_the_format_and_the_operation():
    assert_supported_dates({"fields": {"created_on": {"from": "2026-01-01"}}}, date_format="YYYY-MM-DD")
    body = {"actions": [{"type": "1001", "created_on": "2026-01-01"}]}
    assert_supported_dates(body)
    with pytest.raises(PitfallError, match=r"actions\[0\].created_on"):
        assert_supported_dates(body, operation="create_actions")
