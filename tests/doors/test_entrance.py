"""Routes, tokens and enterprises: what is checked before a body is read."""

from __future__ import annotations

import pytest

from pytest_leads.doors import Handler
from pytest_leads.doors.calls import CALLS
from pytest_leads.operations import ASYNC_URL, BY_ID
from pytest_leads.wire import Request

UNAUTHORIZED = (401, "NOT_AUTHORIZED", 'Enterprise with id "e1" not found or invalid access token.')


def test_every_operation_has_a_call_and_the_reverse():
    assert set(CALLS) == set(BY_ID)


def test_a_missing_token_is_401(api, outcome):
    answer = api.get("/metadata", token=None)
    assert outcome(answer) == UNAUTHORIZED
    assert answer.disclosure.quirks == ("unauthorized_message",)


@pytest.mark.parametrize("header", ["t", "Basic t", "Bearer", "Bearer ", "Bearer a b", ""])
def test_a_malformed_authorization_is_401(api, outcome, header):
    assert outcome(api.get("/metadata", token=None, headers=[("Authorization", header)])) == UNAUTHORIZED


def test_an_open_workspace_accepts_any_token_and_any_enterprise(api):
    assert api.get("/metadata", token="whatever").response.status == 200
    assert api.queue({"fields": {"phone": "9999999999"}}).response.status == 200


def test_tokens_of_one_api_do_not_open_the_other(call, outcome):
    api = call(tokens={"sync": ["s"], "async": ["a"]})
    assert api.get("/metadata", token="s").response.status == 200
    assert api.queue({"fields": {}}, token="a").response.status == 200
    assert outcome(api.get("/metadata", token="a")) == UNAUTHORIZED
    assert outcome(api.queue({"fields": {}}, token="s")) == UNAUTHORIZED
    assert outcome(api.get("/metadata", token="x")) == UNAUTHORIZED


def test_an_unknown_enterprise_is_404_where_documented_and_401_elsewhere(call, outcome):
    api = call(enterprise="mine")
    for path in ("/metadata", "/custom-fields", "/custom-actions", "/lead-stage-pipeline"):
        expected = (404, "ENTERPRISE_NOT_FOUND", "The enterprise with ID e1 was not found.")
        assert outcome(api.get(path)) == expected
    assert outcome(api.get("/team-members")) == UNAUTHORIZED
    assert outcome(api.post("/lead", {})) == UNAUTHORIZED


def test_an_unknown_enterprise_may_be_401_everywhere(call, outcome):
    api = call(enterprise="mine", quirks={"unknown_enterprise": "401"})
    assert outcome(api.get("/metadata")) == UNAUTHORIZED


def test_an_unknown_route_is_never_a_plausible_200(api, outcome):
    for path in ("/leads", "/lead/1/timeline", "/bulk"):
        answer = api.get(path)
        assert outcome(answer)[:2] == (404, "NOT_FOUND")
        assert path in outcome(answer)[2]
        assert "unknown_route" in answer.disclosure.quirks


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_a_wrong_method_is_405_or_404(call, outcome, method):
    assert outcome(call().send(method, "/lead/1"))[:2] == (405, "METHOD_NOT_ALLOWED")
    assert outcome(call(quirks={"wrong_method": "404"}).send(method, "/lead/1"))[0] == 404


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [("PUT", "/lead/1", "GET, POST"), ("OPTIONS", "/metadata", "GET"), ("GET", "/lead/search", "POST")],
)
def test_a_405_names_the_methods_that_are_allowed(call, method, path, allowed):
    response = call(quirks={"get_search": "405"}).send(method, path).response
    assert (response.status, response.header("allow")) == (405, allowed)


def test_search_by_get_reads_as_an_unknown_lead(api, outcome):
    answer = api.get("/lead/search?phone=9999999999")
    assert outcome(answer) == (404, "LEAD_NOT_FOUND", "The lead with ID search was not found.")
    assert "get_search" in answer.disclosure.quirks


def test_search_by_get_may_be_405(call, outcome):
    assert outcome(call(quirks={"get_search": 405}).get("/lead/search"))[0] == 405


def test_state_change_under_the_wrong_path_is_404(api, outcome):
    assert outcome(api.post("/team-members/state_change", {}))[0] == 404


def test_the_legacy_address_leads_to_the_async_api_or_nowhere(call):
    body = b'{"fields": {"phone": "9999999999"}}'
    url = "https://api.telecrm.in/enterprise/e1/autoupdatelead"
    request = Request("POST", url, (("Authorization", "Bearer t"),), body)
    answer = Handler(call().workspace)(request)
    assert answer.response.json() == {"status": "QUEUED"}
    assert "legacy_routes" in answer.disclosure.quirks
    assert Handler(call(quirks={"legacy_routes": "unknown"}).workspace)(request).response.status == 404


def test_both_apis_answer_under_a_loopback_address(api):
    base = ASYNC_URL.replace("https://next-api.telecrm.in", "http://127.0.0.1:8000")
    answer = api.post("/enterprise/e1/autoupdatelead", {"fields": {"phone": "9999999999"}}, base=base)
    assert answer.response.status == 200


def test_every_answer_carries_the_profile_and_json(api):
    answer = api.get("/nowhere")
    assert answer.disclosure.profile is api.workspace.profile
    assert answer.response.header("content-type").startswith("application/json")
