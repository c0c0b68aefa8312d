"""``--fault`` of ``serve`` and ``run``."""

from __future__ import annotations

import json
import signal
import subprocess
import sys

import httpx
import pytest

from pytest_leads.cli import main

SENDING = """
import json, os, urllib.request, urllib.error
url = f"{os.environ['TELECRM_BASE_URL']}/enterprise/{os.environ['TELECRM_ENTERPRISE_ID']}/lead"
headers = {"Authorization": f"Bearer {os.environ['TELECRM_TOKEN']}", "Content-Type": "application/json"}
for _ in range(2):
    try:
        urllib.request.urlopen(urllib.request.Request(url, b'{"fields": {"phone": "9999999999"}}', headers))
        print("stored")
    except urllib.error.HTTPError as error:
        print(error.code)
"""


def test_serve_answers_what_it_asks_for():
    command = [sys.executable, "-m", "pytest_leads", "serve", "--fault", "429:operation=create_lead,retry_after=7"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as serving:
        at = json.loads(serving.stdout.readline())
        url = f"{at['sync_url']}/enterprise/{at['enterprise_id']}/lead"
        headers = {"Authorization": f"Bearer {at['token']}"}
        replies = [httpx.post(url, json={"fields": {"phone": "9999999999"}}, headers=headers) for _ in range(2)]
        serving.send_signal(signal.SIGTERM)
        _, said = serving.communicate(timeout=10)
    assert [(reply.status_code, reply.headers.get("retry-after")) for reply in replies] == [(429, "7"), (201, None)]
    assert serving.returncode == 0
    assert "faults that were asked for: 429 (1 time)" in said


def test_run_puts_it_in_the_way_of_a_program(tmp_path, capfd):
    (tmp_path / "send.py").write_text(SENDING)
    status = main(["run", "--fault", "503:operation=create_lead", "--", sys.executable, str(tmp_path / "send.py")])
    out, said = capfd.readouterr()
    assert (status, out.split()) == (0, ["503", "stored"])
    assert "faults that were asked for: 503 (1 time)" in said


UNMET = "--fault: no request came to which it applies: 503:operation=read_lead"
PUT = """
request = urllib.request.Request(os.environ["TELECRM_BASE_URL"].partition("/autoupdate")[0] + "/_leads/faults")
request.method, request.data = "PUT", json.dumps({"faults": ["503:operation=read_lead"]}).encode()
request.add_header("Content-Type", "application/json")
urllib.request.urlopen(request)
"""


@pytest.mark.parametrize(
    ("options", "begin", "told"),
    [
        (["--fault", "503:operation=read_lead"], "", UNMET),
        ([], PUT, UNMET.replace("--fault", "PUT /_leads/faults")),
        (["--fault", "503:operation=create_lead", "--fault", "503:operation=read_lead,rate=0.5"], "", None),
    ],
)
def test_one_that_meets_no_request_fails_the_run(tmp_path, capfd, options, begin, told):
    head, send, rest = SENDING.partition("for _")
    (tmp_path / "send.py").write_text(head + begin + send + rest)
    report = tmp_path / "leads.json"
    status = main(["run", *options, "--report", str(report), "--", sys.executable, str(tmp_path / "send.py")])
    said, written = capfd.readouterr().err, json.loads(report.read_text("utf-8"))
    assert (status, written["summary"]["clean"]) == ((1, False) if told else (0, True))
    assert written["cases"][0]["troubles"] == ([told] if told else [])
    assert (f"error: {told}" in said) is (told is not None)


def test_serve_exits_with_1_when_one_met_no_request():
    command = [sys.executable, "-m", "pytest_leads", "serve", "--fault", "503:operation=read_lead"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as serving:
        control = json.loads(serving.stdout.readline())["control_url"]
        httpx.post(f"{control}/reset")
        serving.send_signal(signal.SIGTERM)
        _, said = serving.communicate(timeout=10)
    assert (serving.returncode, said.count(f"error: {UNMET}")) == (1, 1)


@pytest.mark.parametrize("rest", [["serve"], ["run"]])
def test_one_that_cannot_be_read_is_a_usage_error(rest, capsys):
    command = [*rest, "--fault", "resett:rate=0.1", *(["--", "true"] if rest == ["run"] else [])]
    assert main(command) == 2
    assert "--fault 'resett:rate=0.1': fault 'resett': no such kind; did you mean 'reset'?" in capsys.readouterr().err
