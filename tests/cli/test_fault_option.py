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


@pytest.mark.parametrize("rest", [["serve"], ["run"]])
def test_one_that_cannot_be_read_is_a_usage_error(rest, capsys):
    command = [*rest, "--fault", "resett:rate=0.1", *(["--", "true"] if rest == ["run"] else [])]
    assert main(command) == 2
    assert "--fault 'resett:rate=0.1': fault 'resett': no such kind; did you mean 'reset'?" in capsys.readouterr().err
