"""Node programs with hard-coded hosts: every request comes to the server or is refused; other hosts get theirs."""

import json
import re
import shutil
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from pytest_leads.running.environment import PRELOAD

from .conftest import HERE, needs_node

pytestmark = needs_node
CLIENTS = HERE / "clients.mjs"
SOURCE = CLIENTS.read_text("utf-8")
LEAD = "https://next.telecrm.in/autoupdate/v2/enterprise/e1/lead"


def names_in(table):
    """The names of the cases in one of the tables of ``clients.mjs``."""
    return re.findall(r"^  (\w+):", SOURCE.partition(f"const {table} = {{")[2].partition("\n};")[0], re.MULTILINE)


def line_of(name):
    [place] = [i for i, line in enumerate(SOURCE.splitlines(), 1) if line.startswith(f"  {name}:")]
    return place


FETCHES, REQUESTS = names_in("fetching"), names_in("requesting")
ELSEWHERE = [*names_in("connecting"), *names_in("starting"), "child_sync"]
REFUSED = names_in("refused")


def test_every_client_gets_its_answer_from_the_server(program):
    ran = program("node", CLIENTS, *FETCHES, *REQUESTS, *ELSEWHERE)
    asked = [exchange.request.path.rpartition("/")[2] for exchange in ran.journal]
    assert {line["name"]: line.get("status") for line in ran.lines} == dict.fromkeys(
        FETCHES + REQUESTS + ELSEWHERE, 404
    )
    assert sorted(asked) == sorted(FETCHES + REQUESTS + ELSEWHERE)
    assert not ran.notes.refused
    assert ran.err == ""


def test_a_request_carries_the_client_and_the_line_that_sent_it_and_nothing_else_of_ours(program):
    ran = program("node", CLIENTS, *FETCHES, *REQUESTS)
    for exchange in ran.journal:
        name, sender = exchange.request.path.rpartition("/")[2], exchange.sender
        lines = {line_of(name), line_of(name) + 1}
        assert (sender.origin.file, sender.origin.line in lines) == (str(CLIENTS), True), name
        assert sender.client in ({"fetch"} if name in FETCHES else {"node:http", "node:https"}), name
        assert exchange.request.url.startswith("https://next.telecrm.in/autoupdate/"), name
        assert not [header for header, _ in exchange.request.headers if header.lower().startswith("x-leads")], name


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_redirected_is_refused_aloud_and_not_sent(program, name):
    ran = program("node", CLIENTS, name)
    [told] = ran.lines
    assert "was stopped" in told["error"]
    [noted] = ran.notes.refused
    assert noted in ran.err
    assert ran.journal == []


def test_a_refusal_that_the_program_swallows_is_noted_all_the_same(program, tmp_path):
    (tmp_path / "quiet.cjs").write_text("try { require('dns').lookup('app.telecrm.in', () => {}); } catch {}\n")
    ran = program("node", tmp_path / "quiet.cjs")
    assert (ran.status, len(ran.notes.refused)) == (0, 1)


def test_other_hosts_get_what_they_would_get_without_us(program, tmp_path):
    heads = []

    class Other(BaseHTTPRequestHandler):
        def do_GET(self):
            heads.append(dict(self.headers))
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_):
            pass

    with HTTPServer(("127.0.0.1", 0), Other) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}/next.telecrm.in"
        (tmp_path / "other.mjs").write_text(
            f"import http from 'node:http';\nawait fetch('{url}');\nhttp.get('{url}', (r) => r.resume());\n"
        )
        ran = program("node", tmp_path / "other.mjs")
        server.shutdown()
    assert (ran.status, len(heads), ran.journal) == (0, 2, [])
    assert "x-leads" not in json.dumps(heads).lower()


def test_a_chunked_body_comes_whole(program, tmp_path):
    (tmp_path / "chunked.mjs").write_text(f"""
        import https from 'node:https';
        const options = {{ method: 'POST', headers: {{ Authorization: 'Bearer t' }} }};
        const request = https.request('{LEAD}', options, (response) => response.resume());
        request.write('{{"fields": {{"phone": ');
        request.end('"+919812345670"}}}}');
    """)
    [exchange] = program("node", tmp_path / "chunked.mjs").journal
    assert (exchange.response.status, exchange.sent()) == (201, {"fields": {"phone": "+919812345670"}})


def test_a_reset_connection_looks_to_the_program_like_one(program, tmp_path):
    (tmp_path / "reset.mjs").write_text(
        f"await fetch('{LEAD}').catch((e) => console.log(JSON.stringify(e.cause.code)));\n"
    )
    ran = program("node", tmp_path / "reset.mjs", begin=lambda record: record.faults.add("reset"))
    assert ran.lines in (["ECONNRESET"], ["UND_ERR_SOCKET"])


def test_the_users_own_node_options_stay(program, tmp_path):
    (tmp_path / "own.cjs").write_text("console.log(JSON.stringify('own'));\n")
    (tmp_path / "app.mjs").write_text(f"await fetch('{LEAD}');\n")
    ran = program("node", tmp_path / "app.mjs", NODE_OPTIONS=f"--require {tmp_path / 'own.cjs'} --no-warnings")
    assert (ran.lines, len(ran.journal)) == (["own"], 1)


@pytest.mark.parametrize("start", ["spawnSync", "spawn"])
def test_a_child_with_node_options_of_its_own_is_redirected_too(program, tmp_path, start):
    (tmp_path / "app.mjs").write_text(
        f"await fetch('{LEAD}'); console.log(process.env.NODE_OPTIONS.split(' ').pop());\n"
    )
    env = "{ ...process.env, NODE_OPTIONS: '--no-warnings' }"
    (tmp_path / "parent.cjs").write_text(
        f"require('child_process').{start}(process.execPath, [{str(tmp_path / 'app.mjs')!r}], "
        f"{{ env: {env}, stdio: 'inherit' }});\n"
    )
    ran = program("node", tmp_path / "parent.cjs")
    assert (len(ran.journal), ran.out) == (1, "--no-warnings\n"), ran.err


MOCK = """
const https = require('https');
const { Duplex } = require('stream');
class MockHttpsAgent extends https.Agent {
  createConnection(options, callback) {
    if (options.through) return super.createConnection(options, callback);
    const answered = new Duplex({ read() {}, write: (chunk, encoding, done) => done() });
    answered.push('HTTP/1.1 299 Mine\\r\\nContent-Length: 0\\r\\n\\r\\n');
    return answered;
  }
}
const agent = new MockHttpsAgent();
for (const through of [false, true]) {
  https.get(`${LEAD}/${through}`, { agent, through }, (r) => console.log(r.resume().statusCode));
}
"""


def test_the_mock_of_the_program_answers_first_and_what_it_lets_through_comes_to_the_server(program, tmp_path):
    (tmp_path / "mock.cjs").write_text(f"const LEAD = '{LEAD}';\n{MOCK}")
    ran = program("node", tmp_path / "mock.cjs")
    assert sorted(ran.out.split()) == ["299", "401"], ran.err
    assert [exchange.request.path.rpartition("/")[2] for exchange in ran.journal] == ["true"]


def test_without_a_run_the_preload_does_nothing(tmp_path):
    (tmp_path / "app.cjs").write_text(
        f"const before = fetch; require({str(PRELOAD)!r}); console.log(before === fetch);\n"
    )
    done = subprocess.run([shutil.which("node"), tmp_path / "app.cjs"], capture_output=True, check=True, timeout=60)
    assert done.stdout == b"true\n"
