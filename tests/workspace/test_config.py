"""Workspaces from mappings and files: short forms, the API's own answers, and mistakes."""

from __future__ import annotations

import json

import pytest

from pytest_leads.doors import Handler
from pytest_leads.errors import UsageError
from pytest_leads.operations import SYNC_URL
from pytest_leads.wire import Request
from pytest_leads.workspace import Workspace

SHORT = {
    "identifier": "email",
    "fields": {"due": "DATE", "source": {"type": "dropdown", "options": ["Web"]}, "why": "lost_reason"},
    "pipeline": {"OPEN": ["New "], "WON": ["Yes"], "LOST": ["No"], "archived": ["Old"], "lost_reasons": ["Price"]},
    "actions": {"1001": {"name": "Visit", "fields": {"when": "DATE"}, "score": 5}},
    "members": ["a@b.co", {"name": "B", "email": "b@b.co", "status": "On Leave"}],
    "date_format": "MM/DD/YYYY",
    "timezone": "UTC",
    "country_code": "1",
    "enterprise": "e1",
    "tokens": {"sync": ["s"], "async": ["a"]},
    "quirks": {"get_search": "405", "async_delay": 5},
    "seed": 3,
}


def read(workspace, path):
    headers = (("Authorization", "Bearer s"),)
    return Handler(workspace)(Request("GET", f"{SYNC_URL}/enterprise/e1{path}", headers)).response.json()


def test_short_forms_make_a_workspace():
    workspace = Workspace.from_config(SHORT, source="conf")
    assert workspace.pipeline.labels == ("New ", "Yes", "No")
    assert workspace.pipeline.archived_labels == ("Old",)
    assert workspace.profile.fields["why"] == "LOSTREASON"
    assert workspace.profile.source == "conf"
    assert workspace.quirks["get_search"] == "405"
    assert workspace.quirks["unknown_field"] == "remark"


@pytest.mark.parametrize("detail", ["", "?detail=true"])
def test_answers_of_the_api_make_the_same_workspace(detail):
    first = Workspace.from_config(SHORT, source="conf")
    exported = SHORT | {
        "fields": read(first, "/custom-fields" + detail),
        "pipeline": read(first, "/lead-stage-pipeline"),
        "actions": read(first, "/custom-actions?detail=true"),
        "members": read(first, "/team-members"),
    }
    del exported["identifier"]
    second = Workspace.from_config(json.loads(json.dumps(exported)), source="conf")
    assert second.profile == first.profile
    for path in ("/custom-fields?detail=true", "/lead-stage-pipeline", "/team-members", "/custom-actions?detail=true"):
        assert read(second, path) == read(first, path)


def test_a_type_that_only_the_api_knows_is_kept():
    fields = {"customFields": [{"apiName": "place", "type": "LOCATION", "isLeadid": False}]}
    workspace = Workspace(fields=fields)
    assert workspace.add_lead(phone="9999999999", place={"lat": 1}).fields["place"] == {"lat": 1}
    assert workspace.profile.fields["place"] == "LOCATION"


def test_a_file_is_json_or_toml(tmp_path):
    as_json, as_toml = tmp_path / "w.json", tmp_path / "w.toml"
    as_json.write_text(json.dumps(SHORT), encoding="utf-8")
    as_toml.write_text('identifier = "email"\n[pipeline]\nOPEN = ["New "]\n', encoding="utf-8")
    assert Workspace.from_file(as_json).identifier == "email"
    workspace = Workspace.from_file(str(as_toml))
    assert workspace.pipeline.labels == ("New ",)
    assert workspace.profile.source == str(as_toml)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("w.yaml", "", "ends in .json or .toml"),
        ("w.json", "{", "is not JSON"),
        ("w.json", "[" * 100_000, "is not JSON"),
        ("w.json", "[]", "a mapping is needed"),
        ("w.toml", "= 1", "is not TOML"),
        ("w.JSON", "{", "w.JSON: is not JSON"),
        ("w.json", '{"identifer": "phone"}', "w.json: identifer: no such key; did you mean 'identifier'?"),
        ("w.json", '{"clock": "x"}', "w.json: clock: no such key"),
        ("w.json", '{"clock": null}', "w.json: clock: no such key"),
        ("w.toml", "seed = -1", "w.toml: seed = -1: a whole number, 0 or more, is needed"),
        (
            "w.json",
            '{"fields": {"due": "DAET"}}',
            "w.json: fields.due = 'DAET': no such field type; did you mean 'DATE'?",
        ),
    ],
)
def test_a_file_that_cannot_be_used_is_named(tmp_path, name, content, message):
    file = tmp_path / name
    file.write_text(content, encoding="utf-8")
    with pytest.raises(UsageError) as error:
        Workspace.from_file(file)
    assert message in str(error.value)
    assert name in str(error.value)


@pytest.mark.parametrize(("name", "content"), [("w.JSON", '{"seed": 1}'), ("w.Toml", "seed = 1")])
@pytest.mark.parametrize("mark", ["", "\N{BYTE ORDER MARK}"])
def test_a_suffix_may_be_in_capitals_and_a_file_may_begin_with_a_byte_order_mark(tmp_path, name, content, mark):
    file = tmp_path / name
    file.write_text(mark + content, encoding="utf-8")
    assert (
        Workspace.from_file(file).add_lead(phone="9999999999").id == Workspace(seed=1).add_lead(phone="9999999999").id
    )


def test_a_clock_may_be_any_callable_or_none():
    assert Workspace.from_config({"clock": lambda: 5}, source="conf").clock() == 5
    assert Workspace.from_config({"clock": None}, source="conf").clock() > 5


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(UsageError, match=r"gone\.json: cannot be read"):
        Workspace.from_file(tmp_path / "gone.json")


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"identifer": "phone"}, "conf: identifer: no such key; did you mean 'identifier'?"),
        ({"identifier": "phon"}, "conf: identifier = 'phon': no such field; did you mean 'phone'?"),
        ({"identifier": "rating"}, "a field of type RATING cannot be the lead identifier"),
        ({"identifier": ["phone"]}, "conf: identifier = ['phone']"),
        ({"fields": "x"}, "conf: fields = 'x': a mapping is needed"),
        ({"fields": {"a": "TXT"}}, "conf: fields.a = 'TXT': no such field type; did you mean 'TEXT'?"),
        ({"fields": {"a": {"type": "TAG"}}}, "conf: fields.a.type = 'TAG': no such field type; did you mean 'TAGS'?"),
        (
            {"fields": {"a": {"type": "TAGS", "option": []}}},
            "conf: fields.a.option: no such key; did you mean 'options'?",
        ),
        ({"fields": {"a": {"type": "TEXT", "options": ["x"]}}}, "a field of type TEXT has no options"),
        ({"fields": {"a": 1}}, "conf: fields.a = 1: a mapping is needed"),
        ({"fields": {"customFields": [{"type": "TEXT"}]}}, "conf: fields.customFields[0].apiName = None"),
        ({"pipeline": {"OPENED": []}}, "conf: pipeline.OPENED: no such key; did you mean 'OPEN'?"),
        ({"pipeline": {"OPEN": "New"}}, "conf: pipeline.OPEN = 'New': a list of strings is needed"),
        ({"pipeline": {"OPEN": ["A", "A"]}}, "conf: pipeline: the status 'A' is named twice"),
        ({"pipeline": {"leadStages": [{"stageType": "X", "activeStatuses": [{"label": "a"}]}]}}, "stageType = 'X'"),
        ({"actions": {"ACT": {}}}, "conf: actions.ACT: 'ACT' is not the code of a custom action"),
        ({"actions": {"1001": {"nam": "x"}}}, "conf: actions.1001.nam: no such key; did you mean 'name'?"),
        ({"actions": {"1001": {"score": "x"}}}, "conf: actions.1001.score = 'x': a whole number is needed"),
        ({"actions": {"1001": {"fields": {"a": "X"}}}}, "conf: actions.1001.fields.a = 'X': no such field type"),
        ({"members": "a@b.co"}, "conf: members = 'a@b.co'"),
        ({"members": [{"name": "x"}]}, "conf: members[0].email = None"),
        ({"members": [{"email": "a@b.co", "status": "Workin"}]}, "did you mean 'Working'?"),
        ({"members": [{"email": "a@b.co", "name": 1}]}, "conf: members[0].name = 1: a string is needed"),
        ({"members": ["a@b.co", "A@b.co"]}, "the team member 'a@b.co' is named twice"),
        ({"tokens": {"synk": []}}, "conf: tokens.synk: no such key; did you mean 'sync'?"),
        ({"tokens": {"sync": "x"}}, "conf: tokens.sync = 'x': a list of strings is needed"),
        ({"date_format": "DD/MM/YY"}, "conf: date_format = 'DD/MM/YY': no such format; did you mean 'DD/MM/YYYY'?"),
        ({"timezone": "Asia/Kolkatta"}, "conf: timezone = 'Asia/Kolkatta': no such time zone"),
        ({"timezone": ["x"]}, "conf: timezone = ['x']"),
        ({"country_code": 91}, "conf: country_code = 91"),
        ({"enterprise": 5}, "conf: enterprise = 5: a string is needed"),
        ({"seed": "x"}, "conf: seed = 'x': a whole number is needed"),
        ({"seed": -1}, "conf: seed = -1: a whole number, 0 or more, is needed"),
        ({"clock": "x"}, "conf: clock = 'x': a callable that returns Unix milliseconds is needed"),
        ({"quirks": []}, "conf: quirks = []: a mapping is needed"),
        ({"quirks": {"get_serch": 1}}, "conf: quirks.get_serch: no such quirk; did you mean 'get_search'?"),
        ({"quirks": {"get_search": 406}}, "conf: quirks.get_search = 406: no such value; did you mean '405'?"),
        ({"quirks": {"async_delay": -1}}, "conf: quirks.async_delay = -1: a whole number of 0 or more"),
        ({"quirks": {"search_row": ["live"]}}, "conf: quirks.search_row = ['live']: no such value"),
    ],
)
def test_a_mistake_is_named_with_its_place_and_the_nearest(given, message):
    with pytest.raises(UsageError) as error:
        Workspace.from_config(given, source="conf")
    assert message in str(error.value)
