"""The seven checks, as Schemathesis runs them: in its own validation, and through its hook module."""

import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

pytest.importorskip("schemathesis")

import schemathesis
from schemathesis.core.failures import FailureGroup
from schemathesis.engine.events import EngineFinished

sys.path.insert(0, str(Path(__file__).parents[1] / "promises"))

import broken_servers
import servers

from pytest_leads import schemathesis as hook_module
from pytest_leads.doors import Handler
from pytest_leads.doors.loopback import loopback
from pytest_leads.openapi import description, schema
from pytest_leads.openapi.bridge import application
from pytest_leads.pitfalls import all_pitfalls
from pytest_leads.wire import Answer, Response
from pytest_leads.workspace import Workspace

TOKENS = {"sync": ["t"], "async": ["t"]}
AUTHORIZED = {"Authorization": "Bearer t"}
NEW = {"fields": {"phone": "+919812345670", "name": "Asha Rao", "rating": 9}}
#: For each pitfall a façade that falls into it, and a call in which that shows.
CASES = {
    "identifier-change": (broken_servers.strips_the_identifier, "lead", NEW),
    "partial-success": (broken_servers.swallows_remarks, "lead", NEW),
    "search-by-query": (broken_servers.filters_by_the_query_string, "lead/search", {}),
    "duplicate-lead": (broken_servers.says_that_a_duplicate_is_fine, "lead", NEW),
    "page-cap": (broken_servers.cuts_the_limit, "lead/search", {}),
    "unknown-status": (broken_servers.folds_labels_of_a_search, "lead", NEW),
    "iso-date": (broken_servers.parses_dates_of_a_search, "lead/search", {}),
}


class Facade:
    """A façade of ``servers`` as a responder."""

    def __init__(self, facade=lambda call, forward, _: forward(call)):
        self.facade = facade
        self.workspace = Workspace(tokens=TOKENS, fields=servers.FIELDS)
        for day in ("01/01/2024", "02/01/2024", "03/01/2024"):
            self.workspace.add_lead(phone=f"+9198123{day[:2]}000", name="Ravi", created_on=day)
        self.handler = Handler(self.workspace)

    def __call__(self, request):
        enterprise, _, path = request.path.partition("/enterprise/")[2].partition("/")

        def forward(call):
            query = "&".join(f"{name}={value}" for name, value in call.query)
            url = f"{servers.BASE.rpartition('/')[0]}/{enterprise}{call.path}{'?' if query else ''}{query}"
            body = request.body if call is sent else json.dumps(call.body).encode()
            answer = self.handler(type(request)(call.method, url, request.headers, body)).response
            return servers.Reply(answer.status, answer.json())

        sent = servers.Call(request.method, f"/{path}", request.query, json.loads(request.body or b"null"))
        reply = self.facade(sent, forward, self.workspace)
        headers = (("Content-Type", "application/json"),)
        return Answer(Response(reply.status, headers, json.dumps(reply.body).encode()))


class Guarded(Facade):
    """A façade that wants a key and a cookie beside the token, and refuses who has none with ``status``."""

    def __init__(self, facade, status=401):
        super().__init__(*facade)
        self.status = status

    def __call__(self, request):
        if request.header("x-api-key") == "k" and request.header("cookie") == "sid=1":
            return super().__call__(request)
        return Answer(Response(self.status, (("Content-Type", "application/json"),), b'{"error": {"code": "NO"}}'))


def titles(facade, path, body, responder=None, **sent):
    """Titles of the failures that one validated call gives."""
    loaded = schema(app=application(responder or Facade(*facade)), token="t", base_path="/crm")
    operation = loaded[f"/crm/enterprise/{{enterpriseId}}/{path}"]["POST"]
    case = operation.Case(path_parameters={"enterpriseId": "e1"}, body=body, media_type="application/json")
    try:
        case.call_and_validate(headers=AUTHORIZED | sent.pop("headers", {}), **sent)
    except FailureGroup as group:
        return {failure.title: failure for failure in group.exceptions}
    return {}


@pytest.mark.parametrize("pitfall", all_pitfalls(), ids=lambda pitfall: pitfall.id)
def test_a_facade_that_falls_into_a_pitfall_is_told_of_it(pitfall):
    facade, path, body = CASES[pitfall.id]
    assert list(titles([facade], path, body)) == [f"{pitfall.code} {pitfall.id}"]


@pytest.mark.parametrize(("path", "body"), [("lead", NEW), ("lead/search", {})])
def test_further_questions_carry_the_headers_and_cookies_of_the_call(path, body):
    sent = {"headers": {"X-Api-Key": "k"}, "cookies": {"sid": "1"}}
    seen = []

    def responder(request):
        answer = guarded(request)
        seen.append(answer.response.status)
        return answer

    guarded = Guarded([])
    assert titles([], path, body, responder, **sent, checks=list(hook_module.CHECKS.values())) == {}
    assert len(seen) > 10
    assert 401 not in seen
    broken = Guarded([broken_servers.cuts_the_limit])
    assert set(titles([], path, body, broken, **sent)) == ({"LEAD005 page-cap"} if path == "lead/search" else set())


@pytest.mark.parametrize("path", ["lead", "lead/search"])
def test_a_facade_that_hands_on_what_it_gets_is_clean(path):
    assert titles([], path, NEW if path == "lead" else {}) == {}


def test_the_failure_says_rule_sight_harm_and_remedy():
    failure = titles([broken_servers.says_that_a_duplicate_is_fine], "lead", NEW)["LEAD004 duplicate-lead"]
    assert failure.message.splitlines()[:4] == [
        "  rule       A create with the identifier of a lead that exists is 409 LEAD_ALREADY_EXISTS, and",
        "             changes nothing.",
        "  seen       a second POST /lead with fields.phone = '919812345670' (the first had",
        "             '+919812345670') was answered 200, not 409 LEAD_ALREADY_EXISTS",
    ]
    assert [line.split()[0] for line in failure.message.splitlines() if line[2] != " "] == [
        "rule",
        "seen",
        "why",
        "fix",
    ]
    assert failure.operation == "POST /crm/enterprise/{enterpriseId}/lead"


def test_there_is_a_check_for_each_pitfall_under_its_name():
    names = [f"leads_{pitfall.id.replace('-', '_')}" for pitfall in all_pitfalls()]
    assert list(hook_module.CHECKS) == names
    for name in names:
        assert getattr(hook_module, name) is hook_module.CHECKS[name]
        assert hook_module.CHECKS[name].__doc__


def test_calls_of_another_api_are_none_of_their_business():
    document = {"openapi": "3.1.0", "info": {"title": "t", "version": "1"}}
    loaded = schemathesis.openapi.from_dict(
        document | {"paths": {"/shop": {"post": {"responses": {"201": {"description": "made"}}}}}}
    )
    loaded.app = application(
        lambda _: Answer(Response(201, (("Content-Type", "application/json"),), b'{"lead_id": "1"}'))
    )
    loaded["/shop"]["POST"].Case().call_and_validate(checks=list(hook_module.CHECKS.values()))


def test_the_hook_module_registers_them_in_a_run_of_the_command_line():
    command = [Path(sys.executable).with_name("schemathesis"), "run", "--help"]
    environment = os.environ | {"SCHEMATHESIS_HOOKS": "pytest_leads.schemathesis", "COLUMNS": "80"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=120)
    for name in hook_module.CHECKS:
        assert name in done.stdout


def test_a_run_in_which_nothing_could_be_judged_says_so(tmp_path):
    (tmp_path / "leads.json").write_text(json.dumps(description(enterprise="e1")), "utf-8")
    options = ["--include-operation-id", "create_lead", "--phases", "examples", "-H", "Authorization: Bearer t"]
    environment = os.environ | {"SCHEMATHESIS_HOOKS": "pytest_leads.schemathesis"}
    with loopback(Handler(Workspace(tokens=TOKENS, enterprise="another"))) as server:
        command = [Path(sys.executable).with_name("schemathesis"), "run", "leads.json", "--url", server.url, *options]
        done = subprocess.run(
            command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=True, timeout=120
        )
    assert "the seven checks have judged nothing" in done.stdout


def test_and_one_in_which_a_call_succeeded_does_not():
    lines = []
    summary = hook_module._Summary()  # noqa: SLF001  # it is Schemathesis that makes one
    for path, body in (("lead", {"fields": {}}), ("lead", NEW)):
        titles([], path, body)
    summary.handle_event(SimpleNamespace(add_summary_line=lines.append), EngineFinished(running_time=1, stop_reason=""))
    assert lines == []
