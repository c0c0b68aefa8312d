"""``pytest-leads run``: what it prints, and its exit status."""

import json
import shutil
import sys
from pathlib import Path

import pytest

from pytest_leads.cli import main

from .conftest import Said

BASE = "https://next.telecrm.in/autoupdate/v2/enterprise/e1"
SEND = """
import json, urllib.error, urllib.request

def send(method, path, body=None):
    headers = {"Authorization": "Bearer s3cr3t", "Content-Type": "application/json"}
    data = json.dumps(body).encode() if body else None
    try:
        urllib.request.urlopen(urllib.request.Request(BASE + path, data, headers, method=method))
    except urllib.error.HTTPError:
        pass
"""
CURL = """curl -s -H "Authorization: Bearer $TELECRM_TOKEN" -H 'Content-Type: application/json' -d '{"fields": {}}' \\
"$TELECRM_BASE_URL/enterprise/$TELECRM_ENTERPRISE_ID/lead/search?limit=500"
"""
CREATE = 'send("POST", "/lead", {"fields": {"phone": "+919812345670", "rating": 5}})'
IGNORED = 'send("POST", "/lead", {"fields": {"phone": "+919812345670", "rating": 9}})'


@pytest.fixture
def run(capfd):
    """Run the console script; what the program itself prints is in it, too."""

    def said(*arguments):
        status = main([str(argument) for argument in arguments])
        return Said(status, *capfd.readouterr())

    return said


@pytest.fixture
def judge(run, tmp_path):
    """Run a Python program of these lines."""

    def judged(*lines, options=()):
        path = tmp_path / "app.py"
        path.write_text("\n".join([SEND, f"BASE = {BASE!r}", *lines]), "utf-8")
        return run("run", *options, "--", sys.executable, path)

    return judged


@pytest.fixture
def in_a_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def test_a_program_without_a_mistake_is_clean(judge):
    said = judge(CREATE, "print('done')")
    assert (said.status, said.out) == (0, "done\n")
    assert "1 exchange with the Leads API, answered by the simulator" in said.err
    assert "LEAD0" not in said.err


def test_a_finding_is_told_in_full_with_the_line_of_the_program_and_exits_with_1(judge, tmp_path):
    said = judge(IGNORED)
    assert said.status == 1
    assert f"LEAD002 partial-success at {tmp_path / 'app.py'}:8 in send" in said.err
    assert "pytest-leads run --allow partial-success ..." in said.err
    assert "LEAD002 partial-success    1 error" in said.err
    assert "s3cr3t" not in said.err


def test_what_is_allowed_passes(judge):
    assert judge(IGNORED, options=["--allow", "partial-success"]).status == 0


def test_the_programs_own_failure_wins(judge):
    said = judge(IGNORED, "raise SystemExit(5)")
    assert said.status == 5
    assert "The program ended with status 5, and so does this command." in said.err
    assert "LEAD002" in said.err


def test_a_program_that_sends_nothing_is_never_clean(judge):
    said = judge("print('nothing')")
    assert said.status == 3
    assert "NO LEADS TRAFFIC SEEN: this run says nothing about the program." in said.err


@pytest.mark.parametrize("line", ['send("GET", "/no-such-path")', 'BASE = "http://next.telecrm.in"; send("GET", "/")'])
def test_a_program_none_of_whose_calls_is_known_is_never_clean(judge, line):
    said = judge(line)
    assert said.status == 3
    assert "NO DOCUMENTED CALL WAS LET IN" in said.err


def test_a_request_that_was_stopped_fails_the_run(judge):
    said = judge(CREATE, "import socket", "try: socket.gethostbyname('app.telecrm.in')", "except BaseException: pass")
    assert said.status == 1
    assert "error: A request to the Leads host 'app.telecrm.in'" in said.err


def test_the_async_queue_is_processed_before_the_verdict(judge):
    save = 'send("POST", "/autoupdatelead", {"fields": {"phone": "+919812345670", "rating": 9}})'
    said = judge('BASE = "https://next-api.telecrm.in/enterprise/e1"', save)
    assert (said.status, "fields.rating = 9" in said.err) == (1, True)


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_a_program_in_no_such_language_finds_the_address_in_its_environment(run, tmp_path, monkeypatch):
    monkeypatch.delenv("TELECRM_BASE_URL", raising=False)
    (tmp_path / "app.sh").write_text(
        'curl -s -H "Authorization: Bearer $TELECRM_TOKEN" "$TELECRM_BASE_URL/enterprise/$CRM/metadata"\n'
    )
    said = run("run", "--env", "CRM={enterprise_id}", "--", "sh", tmp_path / "app.sh")
    assert (said.status, "1 exchange" in said.err) == (0, True)


def test_an_address_of_the_real_api_in_the_environment_is_told_of(judge, monkeypatch):
    monkeypatch.setenv("TELECRM_BASE_URL", BASE)
    assert "TELECRM_BASE_URL is set to an address of the real API, and stays as it is" in judge(CREATE).err


def test_the_workspace_its_quirks_and_its_leads_may_be_given(judge, tmp_path):
    workspace, leads = tmp_path / "workspace.json", tmp_path / "leads.json"
    workspace.write_text(json.dumps({"fields": {"phone": "PHONE", "size": "NUMBER"}}))
    leads.write_text(json.dumps([{"fields": {"phone": "+919812345670"}}, {"phone": "+919812345671", "size": 4}]))
    options = ["--workspace", workspace, "--seed-leads", leads, "--quirk", "get_search=405"]
    said = judge(CREATE, 'send("GET", "/lead/search?phone=1")', options=options)
    assert "refused by the API: 405 (1 time), 409 (1 time)" in said.err


def test_what_goes_wrong_may_be_given(judge):
    said = judge(CREATE, CREATE, options=["--fault", "503:times=1"])
    assert "faults that were asked for: 503 (1 time)" in said.err


def test_reports_are_written_with_the_line_of_the_program(judge, tmp_path):
    report = tmp_path / "leads.sarif"
    said = judge(IGNORED, options=["--report", report, "--report", tmp_path / "leads.md"])
    [result] = json.loads(report.read_text("utf-8"))["runs"][0]["results"]
    assert (said.status, result["ruleId"]) == (1, "LEAD002")
    assert result["locations"][0]["physicalLocation"]["region"]["startLine"] == 8
    assert "partial-success" in (tmp_path / "leads.md").read_text("utf-8")


@pytest.mark.usefixtures("in_a_folder")
@pytest.mark.parametrize(
    ("command", "uri"),
    [
        (["sh", "app/my app.sh"], "app/my%20app.sh"),
        (["./app/my app.sh"], "app/my%20app.sh"),
        ([".venv/bin/sh", "app/my app.sh"], "app/my%20app.sh"),
        ([".venv/bin/sh", "-c", "exec sh 'app/my app.sh'" + " " * 5000], None),
        (["sh", "-c", 'exec sh "$0"', "node_modules/x.sh", "missing.sh", "app", "/etc/passwd"], None),
    ],
)
@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_what_no_line_is_told_of_stands_in_the_file_that_the_command_names(run, monkeypatch, command, uri):
    monkeypatch.delenv("TELECRM_BASE_URL", raising=False)
    for name in ("app/my app.sh", "node_modules/x.sh"):
        Path(name).parent.mkdir()
        Path(name).write_text(f"#!/bin/sh\n{CURL}")
        Path(name).chmod(0o755)
    Path(".venv/bin").mkdir(parents=True)
    Path(".venv/bin/sh").symlink_to("/bin/sh")
    said = run("run", "--report", "leads.sarif", "--", *command)
    log = json.loads(Path("leads.sarif").read_text("utf-8"))["runs"][0]
    places = [result["locations"][0]["physicalLocation"] for result in log["results"]]
    told = {"artifactLocation": {"uri": uri, "uriBaseId": "SRCROOT"}, "region": {"startLine": 1}}
    assert (said.status, places) == (1, [told] if uri else [])
    assert len(log["invocations"][0]["toolExecutionNotifications"]) == (0 if uri else 1)


def test_under_github_actions_findings_are_annotations(judge, monkeypatch, tmp_path):
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    assert "::error file=app.py,line=8," in judge(IGNORED).err


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        ([], "a command is needed: pytest-leads run [options] -- node app.js"),
        (["--"], "a command is needed"),
        (["--", ""], "a command is needed"),
        (["--", "no-such-program"], "no-such-program: command not found; is it installed, and on PATH?"),
        (["--allow", "page-kap", "--", "true"], "did you mean 'page-cap'?"),
        (["--env", "A={sync}", "--", "true"], "did you mean 'sync_url'?"),
        (["--quirk", "get_search", "--", "true"], "--quirk get_search: NAME=VALUE is needed"),
        (["--quirk", "get_serch=404", "--", "true"], "did you mean 'get_search'?"),
        (["--fault", "resett", "--", "true"], "did you mean 'reset'?"),
        (["--workspace", "none.json", "--", "true"], "none.json: cannot be read: No such file or directory"),
        (["--seed-leads", "none.json", "--", "true"], "--seed-leads none.json: cannot be read: No such file"),
        (["--report", "leads.txt", "--", "true"], "leads.txt"),
    ],
)
def test_what_cannot_be_run_exits_with_2_and_says_why(run, arguments, why):
    said = run("run", *arguments)
    assert (said.status, said.out) == (2, "")
    assert why in said.err


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("{", "is not JSON"),
        ('{"fields": {}}', "a list of leads is needed at the top, not dict"),
        ("[1]", "[0] is no lead"),
        ('[{"name": "x"}]', "[0]: add_lead: phone is missing"),
    ],
)
def test_a_bad_file_of_leads_is_named_with_the_place_in_it(run, tmp_path, content, why):
    (tmp_path / "leads.json").write_text(content)
    said = run("run", "--seed-leads", tmp_path / "leads.json", "--", "true")
    assert (said.status, why in said.err) == (2, True), said.err


@pytest.mark.parametrize("seconds", ["0", "-1", "x", "nan", "1e9"])
def test_a_time_that_is_none_is_a_usage_error(seconds, capfd):
    with pytest.raises(SystemExit) as caught:
        main(["run", "--timeout", seconds, "--", "true"])
    assert caught.value.code == 2
    assert "is no number of seconds" in capfd.readouterr().err


def test_a_program_that_takes_too_long_is_judged_by_what_it_sent(judge):
    said = judge(IGNORED, "import time; time.sleep(60)", options=["--timeout", "3"])
    assert said.status == 128 + 15
    assert "The program had not ended after 3 s (--timeout), and was stopped." in said.err
    assert "LEAD002" in said.err


GIVES_IN = "import os, signal, sys, time; signal.signal(signal.SIGTERM, lambda *_: sys.exit(0)); "
#: What interrupts the command that runs the program, a process of which the program is a child.
INTERRUPT = "signal.signal(signal.SIGINT, lambda *_: sys.exit(0)); os.kill(os.getppid(), signal.SIGINT); "


@pytest.mark.usefixtures("in_a_folder")
@pytest.mark.parametrize(
    ("options", "line", "status", "told"),
    [
        (["--timeout", "3"], "", 124, "The program had not ended after 3 s (--timeout), and was stopped."),
        (["--timeout", "60"], INTERRUPT, 130, "The program was interrupted."),
        ([], INTERRUPT, 130, "The program was interrupted."),
    ],
)
def test_a_program_that_was_stopped_is_not_clean_although_it_says_so(judge, options, line, status, told):
    said = judge(CREATE, GIVES_IN + line + "time.sleep(60)", options=[*options, "--report", "leads.json"])
    assert said.status == status
    assert told in said.err
    assert f"What it had still to do was not seen, so this command ends with status {status}." in said.err
    assert json.loads(Path("leads.json").read_text("utf-8"))["summary"]["clean"] is False


def test_a_program_that_was_interrupted_is_judged_by_what_it_sent_and_its_own_status_wins(judge):
    said = judge(IGNORED, GIVES_IN + INTERRUPT.replace("exit(0)", "exit(7)") + "time.sleep(60)")
    assert (said.status, "LEAD002" in said.err, "The program was interrupted." in said.err) == (7, True, True)


@pytest.mark.usefixtures("in_a_folder")
def test_a_program_that_ends_within_its_time_is_clean(judge):
    said = judge(CREATE, options=["--timeout", "60", "--report", "leads.json"])
    assert said.status == 0
    assert json.loads(Path("leads.json").read_text("utf-8"))["summary"]["clean"] is True


def test_the_programs_own_arguments_are_left_to_it(run):
    said = run("run", "--", sys.executable, "-c", "import sys; print(sys.argv[1:])", "--", "--allow", "x", "--help")
    assert said.out == "['--', '--allow', 'x', '--help']\n"
