"""Python programs with hard-coded hosts, outside of pytest."""

import subprocess
import sys

import pytest

LEAD = "https://next.telecrm.in/autoupdate/v2/enterprise/e1/lead"
CLIENTS = {
    "http.client": """
import http.client
connection = http.client.HTTPSConnection("next.telecrm.in")
connection.request("POST", "/autoupdate/v2/enterprise/e1/lead", BODY, HEADERS)
print(connection.getresponse().status)""",
    "urllib": """
import urllib.request
print(urllib.request.urlopen(urllib.request.Request(LEAD, BODY.encode(), HEADERS)).status)""",
    "requests": """
import requests
print(requests.post(LEAD, data=BODY, headers=HEADERS).status_code)""",
    "httpx": """
import httpx
print(httpx.post(LEAD, content=BODY, headers=HEADERS).status_code)""",
    "aiohttp": """
import asyncio, aiohttp
async def main():
    async with aiohttp.ClientSession() as session, session.post(LEAD, data=BODY, headers=HEADERS) as response:
        print(response.status)
asyncio.run(main())""",
}
BEFORE = f"""
LEAD, BODY = {LEAD!r}, '{{"fields": {{"phone": "+919812345670"}}}}'
HEADERS = {{"Authorization": "Bearer t", "Content-Type": "application/json"}}
"""
URLLIB = BEFORE + CLIENTS["urllib"]


@pytest.mark.parametrize("client", CLIENTS)
def test_every_client_gets_its_answer_from_the_server_with_the_line_that_sent_it(python, client, tmp_path):
    pytest.importorskip(client)
    ran = python(BEFORE + CLIENTS[client])
    [exchange] = ran.journal
    assert (ran.out, ran.status) == ("201\n", 0), ran.err
    assert (exchange.request.url, exchange.sent()) == (LEAD, {"fields": {"phone": "+919812345670"}})
    assert (exchange.sender.client, exchange.sender.origin.file) == (client, str(tmp_path / "program.py"))
    assert not [name for name, _ in exchange.request.headers if name.lower().startswith("x-leads")]


def test_the_users_own_sitecustomize_runs_too(python, tmp_path):
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text("print('own')\n")
    ran = python(URLLIB, PYTHONPATH=str(tmp_path / "site"))
    assert (ran.out, len(ran.journal)) == ("own\n201\n", 1)


def test_python_that_a_python_program_starts_is_redirected_too(python, tmp_path):
    (tmp_path / "child.py").write_text(URLLIB)
    ran = python(f"import subprocess, sys; subprocess.run([sys.executable, {str(tmp_path / 'child.py')!r}])")
    assert len(ran.journal) == 1


def test_tests_that_a_program_runs_by_pytest_are_redirected_too(program, tmp_path):
    (tmp_path / "test_own.py").write_text(f"def test_it():\n    exec({URLLIB!r})\n")
    ran = program(sys.executable, "-m", "pytest", tmp_path / "test_own.py", PYTEST_DISABLE_PLUGIN_AUTOLOAD="1")
    assert (ran.status, len(ran.journal)) == (0, 1), ran.out


def test_a_program_whose_python_has_not_our_package_is_redirected_too(program, tmp_path):
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", tmp_path / "venv"], check=True, timeout=60)
    (tmp_path / "app.py").write_text(URLLIB)
    ran = program(tmp_path / "venv/bin/python", tmp_path / "app.py")
    assert (ran.out, len(ran.journal)) == ("201\n", 1), ran.err


def test_what_the_interception_cannot_catch_is_refused_and_noted_even_if_it_is_swallowed(python):
    ran = python("""
import socket
try: socket.create_connection(("next.telecrm.in", 443))
except BaseException: pass
""")
    [noted] = ran.notes.refused
    assert "about to leave this machine and was stopped" in noted
    assert (noted in ran.err, ran.status) == (True, 0)


def test_a_python_in_which_the_interception_cannot_begin_sends_nothing(python, tmp_path):
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "dataclasses.py").write_text("raise ImportError('broken')\n")
    ran = python(URLLIB, PYTHONPATH=str(tmp_path / "broken"))
    [noted] = ran.notes.refused
    assert "the interception could not begin: ImportError('broken')" in noted
    assert (ran.status, ran.journal) == (1, [])


def test_a_library_that_cannot_be_redirected_is_noted(python, tmp_path):
    (tmp_path / "pycurl.py").write_text("")  # beside the program, hence found by it
    assert python("import pycurl").notes.unseen == ("pycurl",)


@pytest.mark.parametrize(("fault", "seen"), [("reset", "ConnectionResetError"), ("truncated", "IncompleteRead")])
def test_a_fault_looks_to_the_program_like_one(python, fault, seen):
    source = f"""{BEFORE}
import urllib.request
try: urllib.request.urlopen(urllib.request.Request(LEAD, BODY.encode(), HEADERS)).read()
except Exception as error: print(type(getattr(error, "reason", error)).__name__)
"""
    assert python(source, begin=lambda record: record.faults.add(fault)).out == f"{seen}\n"


def test_a_client_that_does_not_wait_as_long_runs_out_of_time(python):
    source = f"""{BEFORE}
import urllib.request
try: urllib.request.urlopen(urllib.request.Request(LEAD, BODY.encode(), HEADERS), timeout=5)
except TimeoutError: print("out of time")
"""
    assert python(source, begin=lambda record: record.faults.add("latency:ms=3600000")).out == "out of time\n"


STARTING = {
    "run": "subprocess.run([sys.executable, CHILD], env=ENV)",
    "popen": "subprocess.Popen([sys.executable, CHILD], -1, *[None] * 5, True, False, None, ENV).wait()",
    "asyncio": "asyncio.run(waited())",
    "execve": "os.execve(sys.executable, [sys.executable, CHILD], ENV)",
    "execvpe": "os.execvpe(sys.executable, [sys.executable, CHILD], ENV)",
    "spawnve": "os.spawnve(os.P_WAIT, sys.executable, [sys.executable, CHILD], ENV)",
    "posix_spawn": "os.waitpid(os.posix_spawn(sys.executable, [sys.executable, CHILD], ENV), 0)",
    "own": "os.environ.clear(); os.environ.update(ENV); subprocess.run([sys.executable, CHILD])",
}
WAITED = """
import asyncio, os, subprocess, sys
async def waited(): await (await asyncio.create_subprocess_exec(sys.executable, CHILD, env=ENV)).wait()
"""
SHOWN = "\nimport os; print(os.environ['PYTHONPATH'].rpartition(':')[2], *('B' in os.environ and ['b'] or []))\n"


@pytest.mark.parametrize("starting", STARTING)
def test_a_child_with_an_environment_of_its_own_is_redirected_too(python, tmp_path, starting):
    (tmp_path / "child.py").write_text(URLLIB + SHOWN)
    env = "{'PYTHONPATH': 'src', 'B': 'b'}"
    ran = python(f"{WAITED}\nENV, CHILD = {env}, {str(tmp_path / 'child.py')!r}\n{STARTING[starting]}")
    assert (len(ran.journal), ran.status, ran.out.split()) == (1, 0, ["201", "src", "b"]), ran.err


@pytest.mark.parametrize("env", ["{}", "{b'PYTHONPATH': b'src'}", "{'NODE_OPTIONS': ''}"])
def test_its_environment_may_be_of_any_kind(python, tmp_path, env):
    (tmp_path / "child.py").write_text(URLLIB)
    child = str(tmp_path / "child.py")
    assert len(python(f"import subprocess, sys; subprocess.run([sys.executable, {child!r}], env={env})").journal) == 1


@pytest.mark.parametrize(
    "wrong", ["subprocess.run(['true'], env=5)", "os.execve('/bin/true', ['true'])", "os.execve('/bin/true', [], 5)"]
)
def test_who_gives_no_environment_gets_the_error_of_python(python, wrong):
    source = f"import os, subprocess\ntry: {wrong}\nexcept (AttributeError, TypeError, ValueError): print('error')"
    assert python(source).out == "error\n"
