"""Running a program: its signals, its end, and nothing that stays behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from threading import Timer

import pytest

from pytest_leads.errors import UsageError
from pytest_leads.running import process

STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(60)"

LEFT_BEHIND = ("the program left processes behind, which were stopped",)
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="orphans come to us on Linux alone")


@pytest.fixture
def _much_patience(monkeypatch):
    monkeypatch.setattr(process, "SETTLING", 30)  # a busy machine is slow, and nothing waits longer than it has to


@pytest.fixture(autouse=True)
def _little_patience(monkeypatch):
    monkeypatch.setattr(process, "GRACE", 0.3)


def run(*command, timeout=30):
    return process.run([str(part) for part in command], os.environ, timeout=timeout)


def python(source, *arguments, timeout=30):
    return run(sys.executable, "-c", source, *arguments, timeout=timeout)


def is_alive(pid):
    """Whether a process runs; one that has ended and that nobody has asked after does not."""
    stat = Path(f"/proc/{pid}/stat")
    return stat.exists() and ") Z " not in stat.read_text()


@pytest.mark.parametrize("status", [0, 4])
def test_the_status_is_the_programs_own(status):
    assert python(f"raise SystemExit({status})") == process.Ended(status)


def test_a_program_that_a_signal_kills_has_the_status_that_a_shell_gives_it():
    assert python("import os; os.kill(os.getpid(), 9)").status == 128 + 9


@pytest.mark.parametrize(
    ("command", "why"),
    [
        (["no-such-program"], "no-such-program: command not found; is it installed, and on PATH?"),
        (["/"], "/: it cannot be started: Permission denied"),
    ],
)
def test_what_cannot_be_started_is_named(command, why):
    with pytest.raises(UsageError) as caught:
        run(*command)
    assert str(caught.value) == why


def test_a_program_that_takes_too_long_is_stopped():
    ended = python("import time; time.sleep(60)", timeout=0.2)
    remark = "the program had not ended after 0.2 s (--timeout), and was stopped"
    assert ended == process.Ended(128 + signal.SIGTERM, (remark,), "timed out")


def test_a_program_that_ignores_sigterm_is_killed():
    began = time.monotonic()
    ended = python(STUBBORN, timeout=0.5)
    assert (ended.status, time.monotonic() - began < 5) == (128 + signal.SIGKILL, True)
    assert "the program did not end within 0.3 s after SIGTERM, and was killed" in ended.remarks


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_signals_reach_the_program_and_it_may_end_in_its_own_way(number):
    Timer(0.3, os.kill, (os.getpid(), number)).start()
    ended = python(f"import signal, sys, time; signal.signal({int(number)}, lambda *_: sys.exit(7)); time.sleep(60)")
    assert (ended.status, ended.stopped) == (7, "interrupted")


def test_a_second_signal_kills_at_once(monkeypatch):
    monkeypatch.setattr(process, "GRACE", 60)
    for delay in (0.4, 0.6):
        Timer(delay, os.kill, (os.getpid(), signal.SIGTERM)).start()
    assert python(STUBBORN).status == 128 + signal.SIGKILL


def test_our_own_handlers_are_back_afterwards():
    before = signal.getsignal(signal.SIGINT)
    python("pass")
    assert signal.getsignal(signal.SIGINT) is before


def test_what_the_program_leaves_behind_is_stopped(tmp_path):
    file = tmp_path / "pid"
    ended = run("sh", "-c", f"sleep 60 & echo $! > {file}")
    assert ended == process.Ended(0, LEFT_BEHIND)
    assert not is_alive(int(file.read_text()))


def test_what_it_leaves_behind_is_killed_if_it_does_not_want_to_go(tmp_path):
    file = tmp_path / "pid"
    run("sh", "-c", f"trap '' TERM; sh -c 'echo $$ > {file}; while :; do sleep 1; done' & sleep 0.3")
    assert not is_alive(int(file.read_text()))


DAEMON = """
import os, signal, sys, time
if os.fork(): os.wait(); sys.exit(0)
os.setsid()
if os.fork(): os._exit(0)
{first}
print(os.getpid(), flush=True)
time.sleep(60)
"""


@on_linux
@pytest.mark.parametrize("first", ["", "signal.signal(signal.SIGTERM, signal.SIG_IGN)", "os.fork()"])
def test_what_is_left_behind_in_a_session_of_its_own_is_stopped(capfd, first):
    ended = python(DAEMON.format(first=first))
    assert ended == process.Ended(0, LEFT_BEHIND)
    pids = capfd.readouterr().out.split()
    assert pids
    assert not any(map(is_alive, pids))


@on_linux
def test_other_children_of_ours_live_on():
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as other:
        ended = run("sh", "-c", "sleep 60 &")
        assert (ended.remarks, other.poll()) == (LEFT_BEHIND, None)
        other.kill()
    assert other.returncode == -signal.SIGKILL


@on_linux
@pytest.mark.usefixtures("_much_patience")
def test_a_daemon_that_has_ended_is_gone_for_those_who_ask():
    ended = run("sh", "-c", "pid=$(setsid sh -c 'sleep 0.1 >&2 & echo $!'); while kill -0 $pid; do sleep 0.02; done")
    assert ended == process.Ended(0)


@pytest.mark.usefixtures("_much_patience")
def test_what_ends_by_itself_soon_is_not_told_of():
    assert run("sh", "-c", "sleep 0.1 &") == process.Ended(0)


@pytest.mark.usefixtures("_much_patience")
def test_a_process_of_multiprocessing_that_ends_by_itself_soon_is_not_told_of():
    source = "import multiprocessing as m; m.set_start_method('spawn'); m.Event(); m.Process(target=print).start()"
    assert python(source) == process.Ended(0)


def test_input_and_output_pass_through_whole():
    source = (
        "import os, sys; from pytest_leads.running.process import run;"
        "run(['sh', '-c', 'cat; echo err >&2'], os.environ)"
    )
    text = b"x" * 5_000_000
    done = subprocess.run([sys.executable, "-c", source], input=text, capture_output=True, check=True, timeout=60)
    assert (done.stdout, done.stderr) == (text, b"err\n")


# A terminal, whose foreground the program is given. What is typed comes from standard input.
IN_A_TERMINAL = "import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))"
RUN = (
    "import os, sys; from pytest_leads.running.process import run;"
    "ended = run([sys.executable, '-c', sys.argv[1]], os.environ, timeout=20); print('status', ended.status)"
)


def in_a_terminal(source, typed):
    command = [sys.executable, "-c", IN_A_TERMINAL, sys.executable, "-c", RUN, source]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as terminal:
        said = b""
        while b"ready" not in said:
            said += terminal.stdout.read1()
        return (said + terminal.communicate(typed, timeout=30)[0]).decode()


def test_a_program_may_read_from_the_terminal():
    assert "got hello" in in_a_terminal("print('ready'); print('got', input())", b"hello\n")


def test_ctrl_c_reaches_the_program_and_the_report_still_comes():
    said = in_a_terminal("import time; print('ready', flush=True); time.sleep(60)", b"\x03")
    assert f"status {128 + signal.SIGINT}" in said
