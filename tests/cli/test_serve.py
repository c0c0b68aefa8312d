"""``pytest-leads serve``: addresses on standard output, what happens on standard error, a verdict at the end."""

import json
import signal
import socket
import subprocess
import sys

import httpx
import pytest

COMMAND = [sys.executable, "-m", "pytest_leads", "serve"]
IGNORED = {"fields": {"phone": "9876543210", "rating": 9}}


class Serving:
    """A running command."""

    def __init__(self, *arguments, cwd=None):
        command = [*COMMAND, *map(str, arguments)]
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=cwd, encoding="utf-8"
        )
        self.at = json.loads(self.process.stdout.readline())

    def create(self, body=IGNORED):
        url = f"{self.at['sync_url']}/enterprise/{self.at['enterprise_id']}/lead"
        return httpx.post(url, json=body, headers={"Authorization": f"Bearer {self.at['token']}"})

    def control(self, method, path, body=None):
        return httpx.request(method, self.at["control_url"] + path, json=body).json()

    def end(self, how=signal.SIGTERM):
        """The exit status, standard output and standard error."""
        self.process.send_signal(how)
        out, err = self.process.communicate(timeout=10)
        return self.process.returncode, out, err


@pytest.fixture
def serving(request):
    """Start the command; it is killed if the test does not end it."""

    def started(*arguments, **how):
        made = Serving(*arguments, **how)

        def kill():
            made.process.kill()
            made.process.communicate()

        request.addfinalizer(kill)
        return made

    return started


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_it_serves_until_it_is_told_to_end_and_then_judges(serving, how):
    command = serving()
    assert command.create().status_code == 201
    status, out, err = command.end(how)
    assert (status, out) == (1, "")
    said = err.splitlines()
    assert "  201  POST " in said[0]
    assert said[1].startswith("  ! LEAD002 partial-success in 1: fields.rating = 9")
    assert "  on purpose pytest-leads serve --allow partial-success ..." in said
    assert "1 exchange with the Leads API, answered by the simulator" in said
    assert "Traceback" not in err


def test_it_prints_the_addresses_as_one_line(serving):
    command = serving()
    assert set(command.at) == {"sync_url", "async_url", "control_url", "enterprise_id", "token", "async_token"}
    assert command.at["sync_url"] == f"{command.at['async_url']}/autoupdate/v2"
    assert command.at["async_url"].startswith("http://127.0.0.1:")
    status, out, err = command.end()
    assert (status, out, "NO LEADS TRAFFIC SEEN" in err) == (0, "", True)


def test_what_is_allowed_is_clean(serving):
    command = serving("--allow", "partial-success")
    command.create()
    assert command.end()[0] == 0


def test_an_open_connection_does_not_hold_up_the_end(serving):
    command = serving()
    address = command.at["async_url"].partition("//")[2].split(":")
    with socket.create_connection(address) as idle, socket.create_connection(address) as half_open:
        half_open.sendall(b"POST / HT")
        assert command.end()[0] == 0
        assert idle.recv(1) == b""


def test_the_options_say_what_is_simulated(serving, tmp_path):
    (tmp_path / "shop.toml").write_text('enterprise = "e9"\ntokens = { sync = ["s9"] }\n', "utf-8")
    (tmp_path / "leads.json").write_text('[{"phone": "9000000000"}]', "utf-8")
    command = serving(
        "--workspace", "shop.toml", "--seed-leads", "leads.json", "--quirk", "get_search=405", cwd=tmp_path
    )
    assert (command.at["enterprise_id"], command.at["token"]) == ("e9", "s9")
    for _ in range(2):
        assert len(command.control("GET", "/state")["leads"]) == 1
        assert command.control("GET", "/quirks")["quirks"]["get_search"] == "405"
        command.control("POST", "/reset", {})
    assert command.end()[0] == 0


def test_each_test_of_another_language_is_told_by_its_name(serving):
    command = serving()
    command.control("POST", "/reset", {"test": "checkout sends a lead"})
    command.create()
    assert [f["code"] for f in command.control("GET", "/findings")["findings"]] == ["LEAD002"]
    command.control("POST", "/reset", {"test": "another"})
    status, _, err = command.end()
    assert status == 1
    assert "--- reset: checkout sends a lead" in err
    assert "      checkout sends a lead" in err.splitlines()


def test_reports_are_written_at_the_end(serving, tmp_path):
    command = serving("--report", "out.json", "--report", "out.html", cwd=tmp_path)
    command.create()
    assert command.end()[0] == 1
    assert json.loads((tmp_path / "out.json").read_text("utf-8"))["run"]["command"] == "serve"
    assert "partial-success" in (tmp_path / "out.html").read_text("utf-8")


def test_who_listens_for_all_is_warned(serving):
    command = serving("--host", "0.0.0.0")  # noqa: S104  # that is what it is about
    assert command.at["async_url"].startswith("http://127.0.0.1:")
    assert command.create().status_code == 201
    assert "warning: it listens on 0.0.0.0: whoever reaches this machine" in command.end()[2]


WRONG = {
    ("--port", "70000"): "port 70000: a number from 0 to 65535 is needed",
    ("--port", "http"): "argument --port: invalid int value: 'http'",
    ("--host", "192.0.2.1"): "cannot listen on 192.0.2.1 port 0",
    ("--workspace", "nowhere.json"): "nowhere.json: cannot be read",
    ("--quirk", "get_search"): "--quirk get_search: NAME=VALUE is needed",
    ("--quirk", "get_serch=404"): "quirks.get_serch: no such quirk; did you mean 'get_search'?",
    ("--quirk", "get_search=7"): "quirks.get_search = 7: no such value",
    ("--allow", "partial"): "allow='partial': no pitfall has that id; did you mean 'partial-success'?",
    ("--fault", "rest"): "no such kind; did you mean 'reset'?",
    ("--seed-leads", "nowhere.json"): "--seed-leads nowhere.json: cannot be read",
    ("--report", "out.xyz"): "--report = 'out.xyz'",
    ("--report", "nowhere/."): "--report = 'nowhere/.'",
    ("--nothing",): "unrecognized arguments: --nothing",
}


@pytest.mark.parametrize("arguments", WRONG, ids=" ".join)
def test_what_cannot_be_served_is_said(arguments, tmp_path):
    done = subprocess.run([*COMMAND, *arguments], capture_output=True, text=True, timeout=30, cwd=tmp_path, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert WRONG[arguments] in done.stderr
    assert "Traceback" not in done.stderr


def test_a_taken_port_is_said(serving):
    port = serving().at["async_url"].rpartition(":")[2]
    done = subprocess.run([*COMMAND, "--port", port], capture_output=True, text=True, timeout=30, check=False)
    said = f"pytest-leads serve: cannot listen on 127.0.0.1 port {port}: Address already in use; give another"
    assert (done.returncode, said in done.stderr) == (2, True)
