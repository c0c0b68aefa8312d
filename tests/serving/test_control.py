"""The control API: what it does, that it is as it describes itself, and what it refuses."""

import http.client
import json

import pytest

from pytest_leads.faults import Fault
from pytest_leads.serving.calls import CALLS
from pytest_leads.serving.openapi import description
from pytest_leads.workspace.clock import system_clock

CLOCK = 1_767_225_600_000


def test_its_description_is_valid_openapi(call):
    validator = pytest.importorskip("openapi_spec_validator")
    document = call.control("GET", "/openapi.json").body
    assert list(validator.OpenAPIV31SpecValidator(document).iter_errors()) == []
    assert document["servers"] == [{"url": call.served.url}]


def test_it_describes_each_call_that_there_is_and_no_other():
    described = {
        (path.removeprefix("/_leads"), method.upper())
        for path, item in description("http://x")["paths"].items()
        for method in item
    }
    assert described == set(CALLS)


BODIES = {
    "seed": {"leads": [{"fields": {"phone": "9876543211"}, "actions": [{"type": "1001", "fields": {"note": "x"}}]}]},
    "reset": {"test": "the next one"},
    "putQuirks": {"quirks": {"get_search": "405", "max_body": 5000}},
    "putFaults": {"faults": [{"kind": "429", "times": 2}, "reset:rate=0.5"]},
    "putClock": {"now": CLOCK},
}


@pytest.mark.parametrize(("path", "method"), CALLS)
def test_what_is_answered_fits_its_description(call, path, method):
    jsonschema = pytest.importorskip("jsonschema")
    call.create(rating=9)
    call.queue(rating=9)
    body = BODIES.get(CALLS[path, method].id)
    document = description(call.served.url)
    described = document["paths"][f"/_leads{path}"][method.lower()]
    if body is not None:
        fits(jsonschema, body, described["requestBody"], document)
    answer = call.control(method, path, body)
    assert answer.status == 200
    fits(jsonschema, answer.body, described["responses"]["200"], document)


def fits(jsonschema, value, holder, document):
    schema = holder["content"]["application/json"]["schema"] | {"components": document["components"]}
    jsonschema.Draft202012Validator(schema).validate(value)


def test_seeded_leads_are_there_as_if_they_had_been(call):
    lead = {"fields": {"phone": "9876543210", "created_on": CLOCK}, "actions": [{"type": "CALL", "duration": 30}]}
    seeded = call.control("POST", "/seed", {"leads": [lead]}).body["leads"]
    found = call.served.workspace.lead(seeded[0]["lead_id"])
    assert (found.created_on, found.actions[0].id) == (CLOCK, seeded[0]["action_ids"][0])
    assert call.create().status == 409
    assert call.control("GET", "/state").body["leads"][0]["actions"][0]["duration"] == 30


@pytest.mark.parametrize(
    ("leads", "said"),
    [
        ([{"fields": {"phone": "9876543211"}}, {"fields": {}}], "leads[1]: add_lead: phone is missing"),
        ([{"fields": {"phone": "9876543211"}}, 5], "leads[1]: a lead is"),
        (
            [{"fields": {"phone": "9876543211"}, "action": []}],
            "leads[0].action: no such member; did you mean 'actions'?",
        ),
        ([{"fields": {"phone": "9876543211"}, "actions": {}}], "leads[0].actions: a list is needed"),
        ([{"fields": {"phone": "9876543211"}, "actions": [{}]}], "leads[0]: actions[0]: an action is"),
        (
            [{"fields": {"phone": "9876543211"}, "actions": [{"type": "1", "created_on": "x"}]}],
            "leads[0]: add_action(created_on",
        ),
        (
            [{"fields": {"phone": "9876543211"}, "actions": [{"type": "1", "performed_by": 5}]}],
            "actions[0].performed_by",
        ),
        ([{"fields": {"self": "1"}}], "phone is missing"),
    ],
)
def test_leads_that_do_not_fit_are_named_and_none_is_put_there(call, leads, said):
    refused = call.control("POST", "/seed", {"leads": leads})
    assert (refused.status, said in refused.message) == (400, True)
    assert call.served.workspace.leads == []


def test_a_reset_judges_what_was_and_begins_anew(call_with):
    call = call_with(
        {"quirks": {"get_search": "405"}}, begin=lambda record: record.workspace.add_lead(phone="9000000000")
    )
    call.create(rating=9)
    call.control("PUT", "/quirks", {"quirks": {"max_body": 5}})
    call.control("PUT", "/clock", {"now": CLOCK})
    call.control("PUT", "/faults", {"faults": ["429"]})
    told = call.control("POST", "/reset", {"test": "checkout"}).body
    assert (told["exchanges"], [f["code"] for f in told["findings"]]) == (1, ["LEAD002"])
    state = call.control("GET", "/state").body
    assert (state["test"], state["exchanges"], len(state["leads"]), state["clock"]["manual"]) == (
        "checkout",
        0,
        1,
        False,
    )
    quirks = call.control("GET", "/quirks").body["quirks"]
    assert (quirks["get_search"], quirks["max_body"]) == ("405", 1 << 20)
    assert call.control("GET", "/faults").body == {"faults": []}


def test_every_part_is_judged_in_the_end(call):
    call.create(rating=9)
    call.control("POST", "/reset", {"test": "second"})
    call.create()
    call.control("POST", "/reset")
    assert [(p.record.test, len(p.record.journal), len(p.verdict.errors)) for p in call.served.judge()] == [
        ("", 1, 1),
        ("second", 1, 0),
        ("", 0, 0),
    ]


def test_quirks_that_are_put_are_the_only_ones_that_are_set(call):
    call.control("PUT", "/quirks", {"quirks": {"get_search": "405"}})
    quirks = call.control("PUT", "/quirks", {"quirks": {"async_delay": 7}}).body["quirks"]
    assert (quirks["get_search"], quirks["async_delay"]) == ("404", 7)


def test_of_quirks_that_are_wrong_none_is_set(call):
    refused = call.control("PUT", "/quirks", {"quirks": {"async_delay": 7, "get_serch": "405"}})
    assert (refused.status, "did you mean 'get_search'" in refused.message) == (400, True)
    assert call.served.workspace.quirks["async_delay"] == 0


UNMET = "PUT /_leads/faults: no request came to which it applies: 503:operation=read_lead"


@pytest.mark.parametrize("then", [[], [{"faults": []}]])
def test_a_fault_that_met_no_request_is_a_trouble_of_its_part(call, then):
    call.control("PUT", "/faults", {"faults": ["503:operation=read_lead"]})
    call.create()
    for body in then:
        call.control("PUT", "/faults", body)
    assert call.control("GET", "/findings").body["troubles"] == []  # it may still come
    assert call.control("POST", "/reset").body["troubles"] == [UNMET]
    assert [part.verdict.troubles for part in call.served.judge()] == [(UNMET,), ()]


@pytest.mark.parametrize("fault", ["429:operation=create_lead", "503:operation=read_lead,rate=0.5"])
def test_a_fault_that_met_a_request_or_comes_by_chance_is_no_trouble(call, fault):
    call.control("PUT", "/faults", {"faults": [fault]})
    call.create()
    assert call.control("POST", "/reset").body["troubles"] == []


def test_of_faults_that_each_part_begins_with_one_part_has_to_meet_them(call_with):
    call = call_with(faults=[Fault("429", operation="create_lead"), Fault("503", operation="read_lead")])
    call.create()
    assert call.control("POST", "/reset").body["troubles"] == []
    call.control("PUT", "/faults", {"faults": []})
    told = "--fault: no request came to which it applies: 503:operation=read_lead"
    assert [part.verdict.troubles for part in call.served.judge()] == [(), (told,)]


def test_faults_are_put_and_read_with_what_they_hit(call):
    call.control("PUT", "/faults", {"faults": ["429:operation=create_lead"]})
    assert [call.create().status, call.create().status] == [429, 201]
    assert call.control("GET", "/faults").body["faults"] == [
        {"kind": "429", "operation": "create_lead", "met": 2, "hit": 1}
    ]


def test_the_clock_is_stopped_and_let_go(call):
    assert call.control("PUT", "/clock", {"now": CLOCK}).body == {"now": CLOCK, "manual": True}
    call.create()
    assert call.served.workspace.leads[0].created_on == CLOCK
    assert not call.control("PUT", "/clock", {"now": None}).body["manual"]
    assert call.served.workspace.clock is system_clock


def test_what_is_queued_is_processed_when_it_is_drained(call):
    call.control("PUT", "/quirks", {"quirks": {"async_delay": 60_000}})
    call.queue(rating=9)
    assert call.control("GET", "/findings").body["findings"] == []
    assert call.control("GET", "/state").body["queued"] == 1
    assert call.control("POST", "/drain").body == {"processed": 1}
    assert [f["code"] for f in call.control("GET", "/findings").body["findings"]] == ["LEAD002"]


def test_the_journal_tells_each_exchange_without_secrets(call):
    call.create(password="hush-hush", rating=9)
    call.create()
    told = call.control("GET", "/journal").body["exchanges"]
    assert [(e["number"], e["operation"], e["response"]["status"]) for e in told] == [
        (1, "create_lead", 201),
        (2, "create_lead", 409),
    ]
    assert told[0]["dropped"] == [{"path": "fields.rating", "reason": "Rating must be between 1 and 5", "told": True}]
    assert "hush-hush" not in json.dumps(told)
    assert "s3cr3t" not in json.dumps(told)
    assert [e["number"] for e in call.control("GET", "/journal?since=1").body["exchanges"]] == [2]


def test_findings_name_the_line_that_the_sender_tells(call):
    url = f"{call.served.sync_url}/enterprise/e/lead"
    told = {"X_Leads_Origin": "shop%2Fcrm.js:12:send", "X_Leads_Client": "node"}
    call.send("POST", url, {"fields": {"phone": "9876543210", "rating": 9}}, **told)
    found = call.control("GET", "/findings").body["findings"][0]
    assert found["origin"] == {"file": "shop/crm.js", "line": 12, "function": "send"}
    assert call.served.journal[0].request.header("x-leads-origin") is None


def test_the_control_api_is_in_no_journal(call):
    call.control("GET", "/state")
    assert len(call.served.journal) == 0


REFUSED = [
    ("GET", "", None, 404, "did you mean"),
    ("GET", "/", None, 404, "no such path"),
    ("GET", "/stat", None, 404, "did you mean '/_leads/state'"),
    ("GET", "/state/", None, 404, "no such path"),
    ("GET", "/../enterprise/e/lead", None, 404, "no such path"),
    ("GET", "/%2e%2e/%2e%2e/etc/passwd", None, 404, "no such path"),
    ("GET", "/..%5c..%5cwindows", None, 404, "no such path"),
    ("GET", "/state%00", None, 404, "no such path"),
    ("GET", "//state", None, 404, "no such path"),
    ("DELETE", "/state", None, 405, "DELETE is not allowed on /_leads/state; allowed: GET"),
    ("OPTIONS", "/clock", None, 405, "allowed: GET, PUT"),
    ("GET", "/journal?since=-1", None, 400, "query.since"),
    ("GET", "/journal?sinc=1", None, 400, "query.sinc: no such member; did you mean 'since'?"),
    ("GET", "/state?full=1", None, 400, "query.full: no such member; there is none at all"),
    ("PUT", "/clock", b"{", 400, "the body is not JSON"),
    ("PUT", "/clock", b"\xff", 400, "the body is not JSON"),
    ("PUT", "/clock", b"[" * 100_000, 400, "the body is not JSON"),
    ("PUT", "/clock", b'{"now": NaN}', 400, "the body is not JSON"),
    ("PUT", "/clock", [], 400, "the body is list; a JSON object is needed"),
    ("PUT", "/clock", {}, 400, "body.now is missing: Unix milliseconds"),
    ("PUT", "/clock", {"now": "1"}, 400, "body.now: Unix milliseconds"),
    ("PUT", "/clock", {"now": True}, 400, "body.now: Unix milliseconds"),
    ("PUT", "/clock", {"now": -1}, 400, "body.now: Unix milliseconds"),
    ("PUT", "/clock", {"now": 10**15}, 400, "body.now: Unix milliseconds"),
    ("PUT", "/clock", {"now": 1, "then": 2}, 400, "body.then: no such member"),
    ("PUT", "/quirks", {"quirks": []}, 400, "body.quirks: an object"),
    ("PUT", "/quirks", {"quirks": {"max_body": True}}, 400, "quirks.max_body = True"),
    ("PUT", "/faults", {"faults": ["nope"]}, 400, "no such kind"),
    ("PUT", "/faults", {"faults": "429"}, 400, "body.faults: a list"),
    ("POST", "/seed", {"leads": {}}, 400, "body.leads: a list"),
    ("POST", "/seed", b"", 400, "the body is not JSON"),
    ("POST", "/reset", {"test": "a\nb"}, 400, "body.test: the name"),
    ("POST", "/drain", {"all": True}, 400, "body.all: no such member"),
]


@pytest.mark.parametrize("refusal", REFUSED, ids=[f"{r[0]} {r[1]} {r[2]!r:.30}" for r in REFUSED])
def test_what_is_wrong_is_refused_with_its_reason(call, refusal):
    method, path, body, status, said = refusal
    refused = call.control(method, path, body)
    assert (refused.status, said in refused.message) == (status, True), refused
    assert set(refused.body) == {"error"}


def test_a_body_that_is_declared_as_something_else_is_415(call):
    refused = call.control("POST", "/seed", {"leads": []}, Content_Type="text/plain")
    assert (refused.status, refused.message) == (415, "Content-Type must be application/json")


@pytest.mark.parametrize(
    ("method", "path"), [("POST", "/reset"), ("POST", "/drain"), ("GET", "/state"), ("OPTIONS", "/seed")]
)
def test_a_page_in_a_browser_can_do_nothing(call, method, path):
    refused = call.control(method, path, Origin="https://example.com")
    assert (refused.status, "pages of other origins" in refused.message) == (403, True)


def test_a_program_that_was_redirected_from_a_leads_host_does_not_reach_it(call):
    connection = http.client.HTTPConnection(call.served.url.partition("//")[2], timeout=5)
    connection.request("POST", "/_leads/reset", headers={"Host": "next.telecrm.in"})
    assert connection.getresponse().status == 404
    assert call.served.journal[0].request.url == "https://next.telecrm.in/_leads/reset"
    connection.close()
