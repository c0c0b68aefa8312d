"""Whatever is sent, the answer is an envelope with a 4xx, and nothing is half written."""

from __future__ import annotations

import gzip
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pytest_leads.doors import Handler
from pytest_leads.operations import ASYNC_URL, OPERATIONS, SYNC_URL
from pytest_leads.wire import Request
from pytest_leads.workspace import Workspace

BODIES = {
    "malformed": b'{"fields": ',
    "an array": b"[]",
    "a string": b'"x"',
    "null": b"null",
    "deeply nested": b'{"fields":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "nested beyond reason": b'{"fields":{"a":' + b"[" * 60 + b"]" * 60 + b"}}",
    "not UTF-8": b'{"fields": {"phone": "\xff\xfe"}}',
    "NaN": b'{"fields": {"phone": NaN}}',
    "infinite": b'{"fields": {"phone": "9999999999", "x": 1e999}}',
    "an endless number": b'{"fields": {"phone": ' + b"9" * 10_000 + b"}}",
}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
NAMES = st.sampled_from(
    ["phone", "name", "email", "rating", "status", "assignee", "created_on", "due", "interests", "units", "x"]
)
VALUES = JSON | st.sampled_from(["9999999999", "Fresh", "a@b.co", "01/02/2026", 3, 1_700_000_000_000])
FIELDS = st.dictionaries(NAMES, VALUES | st.fixed_dictionaries({"from": VALUES, "to": VALUES}), max_size=4)
ACTION = st.fixed_dictionaries(
    {},
    optional={
        "type": st.sampled_from(["1001", "ACTION_1001", "PAYMENT", "OUTGOING_CALL", "9", "SYSTEM_NOTE"]) | JSON,
        "fields": FIELDS | JSON,
        "status": st.just("PENDING") | JSON,
        "currency": st.just("INR") | JSON,
        "amount": st.just("10") | JSON,
        "created_on": VALUES,
    },
)
FILTER = st.fixed_dictionaries(
    {}, optional={"type": VALUES, "performed_by": VALUES, "performed_at": VALUES, "created_on": VALUES}
)
BODY = JSON | st.fixed_dictionaries(
    {},
    optional={
        "fields": FIELDS | JSON,
        "actions": st.lists(ACTION | JSON, max_size=3) | FILTER | JSON,
        "type": VALUES,
        "created_on": VALUES,
        "email": VALUES,
        "state": VALUES,
    },
)
QUERY = st.dictionaries(
    st.sampled_from(["skip", "limit", "includeActions", "includeDeleted", "detail"]),
    st.sampled_from(["", "-1", "0", "5", "100", "101", "x", "9" * 5000, "true", "٣", "1.5"]),
    max_size=3,
)
WORKSPACES = [
    {},
    {
        "fields": {"due": "DATE", "interests": "TAGS", "units": "NUMBER"},
        "actions": {"1001": {"fields": {"due": "DATE", "email": "EMAIL"}}},
        "members": ["a@b.co"],
    },
]


@pytest.mark.parametrize("path", ["/lead", "/lead/search", "/lead/{lead}", "/lead/{lead}/action", "/team-members"])
@pytest.mark.parametrize("kind", BODIES)
def test_a_body_that_is_no_sound_json_object_is_400(api, outcome, path, kind):
    lead = api.create()
    status, code, _ = outcome(api.post(path.format(lead=lead), BODIES[kind]))
    assert (status, code) == (400, "BAD_REQUEST")
    assert len(api.workspace.leads) == 1


def test_a_huge_body_is_413(api, outcome):
    body = b'{"fields": {"phone": "9999999999", "name": "' + b"x" * 10_000_000 + b'"}}'
    assert outcome(api.post("/lead", body))[:2] == (413, "PAYLOAD_TOO_LARGE")
    assert api.workspace.leads == []


def test_a_small_body_that_unpacks_to_a_huge_one_is_413(api, outcome):
    body = gzip.compress(b'{"name": "' + b"x" * 10_000_000 + b'"}')
    assert outcome(api.post("/lead", body, headers=[("Content-Encoding", "gzip")]))[0] == 413


def test_gzip_that_is_none_is_400(api, outcome):
    answer = api.post("/lead", b"{}", headers=[("Content-Encoding", "gzip")])
    assert outcome(answer)[:2] == (400, "BAD_REQUEST")


def test_a_gzipped_body_is_read(api):
    body = gzip.compress(b'{"fields": {"phone": "9999999999"}}')
    assert api.post("/lead", body, headers=[("Content-Encoding", "gzip")]).response.status == 201


@pytest.mark.parametrize(
    "declared", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"]
)
def test_a_body_declared_as_something_else_is_400(api, outcome, declared):
    answer = api.post("/lead", b"phone=1", headers=[("content-type", declared)])
    assert outcome(answer)[0] == 400
    assert "content_type" in answer.disclosure.quirks


def test_a_lenient_workspace_reads_json_under_any_declaration(call):
    api = call(quirks={"content_type": "lenient"})
    body = b'{"fields": {"phone": "9999999999"}}'
    assert api.post("/lead", body, headers=[("content-type", "text/plain")]).response.status == 201


@pytest.mark.parametrize("declared", ["application/json; charset=utf-8", "APPLICATION/JSON", "application/vnd.x+json"])
def test_json_may_be_declared_in_other_words(api, declared):
    body = b'{"fields": {"phone": "9999999999"}}'
    assert api.post("/lead", body, headers=[("content-type", declared)]).response.status == 201


@pytest.mark.parametrize(
    "query", ["skip=-1", "skip=x", "skip=1.5", "skip=", "limit=0", "limit=-5", "limit=x", "limit="]
)
@pytest.mark.parametrize("path", ["/lead/search", "/lead/{lead}/action/search"])
def test_paging_that_is_no_number_is_400(api, outcome, path, query):
    lead = api.create()
    assert outcome(api.post(f"{path.format(lead=lead)}?{query}", {}))[:2] == (400, "BAD_REQUEST")


@pytest.mark.parametrize("lead", ["62ab16e", "%00", "..%2f..", "%F0%9F%98%80", "a b", "'", "%ff"])
def test_an_odd_id_is_an_unknown_id(api, outcome, lead):
    assert outcome(api.get(f"/lead/{lead}"))[:2] == (404, "LEAD_NOT_FOUND")


def test_a_lone_surrogate_comes_back_as_it_was_sent(api):
    lead = api.post("/lead", b'{"fields": {"phone": "9999999999", "name": "\\ud800 x"}}').response.json()["lead_id"]
    answer = api.get(f"/lead/{lead}").response
    assert b'"\\ud800 x"' in answer.body
    assert answer.json()["fields"]["name"] == "\ud800 x"


@pytest.mark.parametrize(
    "body",
    [
        {"fields": []},
        {"fields": "x"},
        {"fields": {"name": {"$ne": 1}}, "actions": []},
        {"fields": {"name": [["x"]]}},
        {"fields": {"name": [{"x": 1}]}},
        {"fields": {"created_on": [1, 2]}},
        {"fields": {"created_on": {"gte": 1}}},
        {"actions": "1001"},
        {"actions": {"type": {"x": 1}}},
        {"actions": {"type": [1]}},
        {"actions": {"colour": "red"}},
    ],
)
def test_a_filter_of_an_odd_shape_is_400(api, outcome, body):
    assert outcome(api.post("/lead/search", body)) == (400, "BAD_REQUEST", "Invalid filter")


@pytest.mark.parametrize("workspace", WORKSPACES, ids=["open", "named"])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(body=BODY, query=QUERY, operation=st.sampled_from(OPERATIONS), known=st.booleans())
def test_no_json_makes_the_simulator_fail(workspace, body, query, operation, known):
    simulated = Workspace(**workspace)
    lead = simulated.add_lead(phone="9999999999")
    action = simulated.add_action(lead.id, type="1001", fields={})
    handler = Handler(simulated)
    ids = {
        "{enterpriseId}": "e1",
        "{leadId}": lead.id if known else "x",
        "{actionId}": action.id if known else "x",
        "{email}": "owner@example.com",
        "{apiName}": "phone",
        "{code}": "ACTION_1001",
    }
    path = operation.path
    for name, value in ids.items():
        path = path.replace(name, value)
    url = (SYNC_URL if operation.api == "sync" else ASYNC_URL) + path
    url += "?" + "&".join(f"{name}={value}" for name, value in query.items())
    request = Request(operation.method, url, (("Authorization", "Bearer t"),), json.dumps(body).encode())
    answer = handler(request).response
    simulated.drain()
    assert answer.status < 500
    assert answer.status < 300 or set(answer.json()["error"]) >= {"code", "message"}
    for seen in simulated.leads:
        read = Request("GET", f"{SYNC_URL}/enterprise/e1/lead/{seen.id}?includeActions=true", request.headers)
        assert handler(read).response.json()["fields"]["phone"] == seen.fields["phone"]
