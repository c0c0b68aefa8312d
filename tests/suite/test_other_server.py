"""``--leads-base-url``: the same checks on another server that speaks the Leads API, a second simulator here."""

import re
import threading
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from pytest_leads import Workspace
from pytest_leads.doors import Handler
from pytest_leads.wire import Answer, Request, Response

TOKEN = "sandbox-t0ken"
MASKED = "--leads-token='[*][*][*]' --leads-enterprise=sandbox"
BY_FIXTURE = """
import crm, pytest
from pytest_leads import Integration, LeadsContract

class TestCrm(LeadsContract):
    @pytest.fixture
    def integration(self, leads_api):
        crm.API = f"{leads_api.sync_url}/enterprise/{leads_api.enterprise_id}"
        crm.HEADERS = {"Authorization": f"Bearer {leads_api.token}"}
        return Integration({members})
"""


class Server(ThreadingHTTPServer):
    """Answers from ``responder``; ``requests`` came in."""

    daemon_threads = True

    def __init__(self, responder):
        self.responder = responder
        self.requests = []
        super().__init__(("127.0.0.1", 0), Connection)

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, *_): ...


class Connection(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1
    disable_nagle_algorithm = True

    def answer(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        request = Request(self.command, f"{self.server.url}{self.path}", tuple(self.headers.items()), body)
        self.server.requests.append(request)
        response = self.server.responder(request).response
        self.send_response_only(response.status)
        for name, value in (*response.headers, ("Content-Length", str(len(response.body)))):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(response.body)

    do_GET = do_POST = answer  # noqa: N815  # http.server's names

    def log_message(self, *_): ...


@contextmanager
def serving(responder):
    with Server(responder) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.005,), daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def serve():
    """Makes servers that stop with the test."""
    with ExitStack() as stack:
        yield lambda responder: stack.enter_context(serving(responder))


@pytest.fixture
def workspace():
    return Workspace(enterprise="sandbox", tokens={"sync": [TOKEN], "async": [TOKEN]})


@pytest.fixture
def sandbox(serve, workspace):
    """A server with a workspace of its own."""
    return serve(Handler(workspace))


def at(server, *, token=TOKEN, path=""):
    return [f"--leads-base-url={server.url}{path}", f"--leads-token={token}", "--leads-enterprise=sandbox"]


def by_fixture(project, members="update=crm.update"):
    project.write(BY_FIXTURE.replace("{members}", members))


# Both ways of writing the address end up there


def test_code_that_uses_the_address_of_leads_api_is_played_there(project, sandbox, workspace):
    by_fixture(project)
    project.run(*at(sandbox)).assert_outcomes(passed=1)
    assert len(workspace.leads) == 3
    assert {request.path.split("/")[4] for request in sandbox.requests} == {"sandbox"}


def test_code_with_the_production_address_is_played_there_too(project, sandbox, workspace):
    project.contract()
    project.run(*at(sandbox)).assert_outcomes(passed=1)
    assert len(workspace.leads) == 3
    assert {request.header("Authorization") for request in sandbox.requests} == {f"Bearer {TOKEN}"}


@pytest.mark.parametrize("path", ["/", "/autoupdate/v2", "/autoupdate/v2/"])
def test_the_address_may_end_in_any_of_these_ways(project, sandbox, path):
    project.contract()
    project.run(*at(sandbox, path=path)).assert_outcomes(passed=1)


def test_a_save_by_the_async_api_goes_there(project, sandbox, workspace):
    project.contract(
        "save=save",
        """
def save(fields):
    url = "https://next-api.telecrm.in/enterprise/64f1a2b3c4d5e6f708192a3b/autoupdatelead"
    crm.requests.post(url, json={"fields": fields}, headers=crm.HEADERS).raise_for_status()
""",
    )
    sandbox.responder = processing(workspace)
    project.run(*at(sandbox), only="save_creates").assert_outcomes(passed=1)
    assert len(workspace.leads) == 3


def processing(workspace):
    """The simulator, whose queue is done at once."""
    handler = Handler(workspace)

    def respond(request):
        answer = handler(request)
        workspace.drain()
        return answer

    return respond


def test_what_is_wrong_is_caught_there(project, sandbox):
    project.contract("update=crm.update_with_everything")
    result = project.run(*at(sandbox))
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            "             answered 403 *Cannot modify lead identifier field*",
            f"  repeat     pytest '*' --leads-seed=0 --leads-examples=3 --leads-base-url={sandbox.url} {MASKED}",
        ]
    )
    assert TOKEN not in result.stdout.str()


def test_leads_of_earlier_runs_are_in_nobodys_way(project, sandbox, workspace):
    project.contract("search=crm.search")
    for _ in range(2):
        project.run(*at(sandbox), only="search_finds").assert_outcomes(passed=4)
    assert len(workspace.leads) > 20


def test_its_own_identifier_is_asked_for(project, serve):
    workspace = Workspace(
        identifier="ref_no",
        fields={"ref_no": "TEXT", "city": "TEXT"},
        enterprise="sandbox",
        tokens={"sync": [TOKEN]},
    )
    code = "def update(lead_id, fields): return crm.post(f'/lead/{lead_id}', {'fields': without(fields)})\n"
    code += "def without(fields): return {name: value for name, value in fields.items() if name != 'ref_no'}"
    project.contract("update=update", code)
    project.run(*at(serve(Handler(workspace)))).assert_outcomes(passed=1)
    assert all(lead.fields["ref_no"].startswith("REF-") for lead in workspace.leads)


def test_cookies_of_the_server_stay_with_the_code_that_got_them(project, serve, workspace):
    handler = Handler(workspace)

    def respond(request):
        response = handler(request).response
        return Answer(Response(response.status, (*response.headers, ("Set-Cookie", "visit=1")), response.body))

    server = serve(respond)
    project.contract()
    project.run(*at(server)).assert_outcomes(passed=1)
    assert not any(request.header("Cookie") for request in server.requests)


# What is not covered there


def test_checks_that_have_to_see_inside_are_not_covered(project, sandbox):
    project.contract("search=crm.search, search_created=lambda start, end: []")
    result = project.run(*at(sandbox), only="search_with_no_filter or created_includes or by_a_list")
    assert result.ret == 0
    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines(
        ["      not covered: 2 checks: it has to set the simulator's clock, quirks or pipeline, and another server *"]
    )


def test_checks_in_workspaces_of_other_kinds_are_not_covered(project, sandbox):
    project.contract("update=crm.update, any_workspace=True")
    result = project.run(*at(sandbox), only="of_any_workspace")
    assert result.ret == 0
    result.stdout.fnmatch_lines(
        ["      not covered: 1 check: it tries workspaces of other kinds, and another server *"]
    )


# What else goes on in the same process


def test_requests_to_other_servers_pass_through_untouched(project, sandbox, serve):
    elsewhere = serve(lambda request: Answer(Response(200, (("X-Asked", request.method),), request.body.upper())))
    project.contract(
        "update=update",
        f"""
def update(lead_id, fields):
    answer = crm.requests.post("{elsewhere.url}/audit?lead=1", data=b"changed", headers={{"X-Mine": "yes"}})
    assert (answer.content, answer.headers["X-Asked"]) == (b"CHANGED", "POST")
    return crm.update(lead_id, fields)
""",
    )
    project.run(*at(sandbox)).assert_outcomes(passed=1)
    assert len(elsewhere.requests) == 3
    assert {(r.method, r.path, r.header("X-Mine")) for r in elsewhere.requests} == {("POST", "/audit", "yes")}


def test_other_tests_keep_the_simulator(project, sandbox, workspace):
    project.contract(
        more="""
def test_mine(leads_api, leads_client):
    leads_client.post("/lead", json={"fields": {"phone": "919876543210"}})
    assert len(leads_api.workspace.leads) == 1
"""
    )
    project.run(*at(sandbox), only="mine").assert_outcomes(passed=1)
    assert not workspace.leads
    assert not sandbox.requests


def test_the_inside_of_the_server_cannot_be_asked_for(project, sandbox):
    project.write(BY_FIXTURE.replace("return Integration({members})", "leads_api.workspace"))
    result = project.run(*at(sandbox))
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines([f"*leads_api.workspace: the API is at {sandbox.url}/autoupdate/v2, and its inside *"])


# Servers that are no help

HINT = "  Does a Leads API answer there, to this --leads-token and --leads-enterprise?"


def told(project, *options):
    project.contract()
    result = project.run(*options)
    result.assert_outcomes(failed=1)
    return re.sub(r":\d+", "", next(line for line in result.outlines if line.startswith("--leads-base-url"))), result


def test_a_wrong_token_is_told(project, sandbox, workspace):
    line, result = told(project, *at(sandbox, token="wr0ng"))
    assert line.startswith(
        "--leads-base-url = 'http://127.0.0.1': the check could not be set up: read_metadata was answered 401 {"
    )
    result.stdout.fnmatch_lines([HINT])
    assert "wr0ng" not in result.stdout.str()
    assert not workspace.leads


def test_a_server_that_is_not_there_is_told(project, serve):
    server = serve(Handler(Workspace()))
    server.server_close()
    line, result = told(project, *at(server))
    assert "'http://127.0.0.1': http://127.0.0.1/autoupdate/v2/enterprise/sandbox/metadata gave no answer: " in line
    result.stdout.fnmatch_lines([HINT])


def test_a_server_that_answers_with_a_page_is_told(project, serve):
    page = Response(200, (("Content-Type", "text/html"),), b"<html>Sign in</html>")
    line, result = told(project, *at(serve(lambda _: Answer(page))))
    assert line.endswith("GET /enterprise/sandbox/metadata was answered 200 with a body that is no JSON object")
    result.stdout.fnmatch_lines([HINT])


def test_a_server_that_goes_away_in_the_middle_is_told_and_is_no_fault_of_the_code(project, serve, workspace):
    handler = Handler(workspace)

    def respond(request):
        if request.method == "POST" and not request.path.endswith("/lead"):
            raise ConnectionAbortedError
        return handler(request)

    server = serve(respond)
    project.contract()
    result = project.run(*at(server))
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines([f"{server.url}/autoupdate/v2/enterprise/sandbox/lead/* gave no answer: *"])
    result.stdout.no_fnmatch_line("*  expected  *")


REFUSED = {
    "http://127.0.0.1:1": "--leads-token and --leads-enterprise must be given with it",
    "127.0.0.1:8080 t e": "an address such as http://127.0.0.1:8080 is needed; *",
    "ftp://127.0.0.1 t e": "an address such as http://127.0.0.1:8080 is needed; *",
    "http://127.0.0.1:port t e": "an address such as http://127.0.0.1:8080 is needed; *",
    "http://127.0.0.1/?enterprise=e t e": "an address such as http://127.0.0.1:8080 is needed; *",
    "http://me:pass@127.0.0.1 t e": "an address such as http://127.0.0.1:8080 is needed; *",
    "https://next.telecrm.in t e": "next.telecrm.in is a real host of the Leads API. *never played there; *",
    "https://NEXT-API.telecrm.in.:443/autoupdate/v2 t e": "next-api.telecrm.in. is a real host of the Leads API. *",
    "https://crm.proxy.example t e": "crm.proxy.example is a real host of the Leads API. *",
}


@pytest.mark.parametrize("given", REFUSED)
def test_an_address_that_cannot_or_must_not_be_used_is_a_usage_error(project, given):
    url, *rest = given.split()
    project.contract()
    project.pytester.makeini("[pytest]\nleads_hosts = crm.proxy.example\n")
    names = ("--leads-token", "--leads-enterprise")
    result = project.run(
        f"--leads-base-url={url}", *(f"{name}={value}" for name, value in zip(names, rest, strict=False))
    )
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([f"ERROR: --leads-base-url = '{url}': {REFUSED[given]}"])
