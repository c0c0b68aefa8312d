"""Running a program to its end, with all that it starts: signals reach it, and nothing of it stays behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from threading import Timer
from typing import TYPE_CHECKING, Literal

from pytest_leads.errors import UsageError
from pytest_leads.running.orphans import Orphans, adopting

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping, Sequence
    from types import FrameType

#: Seconds that a program has to end after it was told to, and that what it leaves behind has to end by itself.
GRACE, SETTLING = 3.0, 0.5
_POLL = 0.02
_FORWARDED = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
#: What a shell adds to the number of the signal that a program was killed by.
_BY_SIGNAL = 128


#: Why a program was told to end before it had.
Stop = Literal["", "interrupted", "timed out"]


@dataclass(frozen=True, slots=True)
class Ended:
    """How a program ended: its exit status as a shell has it, and sentences on what had to be done to it.

    ``stopped`` says why it was told to end: somebody interrupted it, or its time was up; empty if it was not.
    """

    status: int
    remarks: tuple[str, ...] = ()
    stopped: Stop = ""


def run(command: Sequence[str], environment: Mapping[str, str], *, timeout: float | None = None) -> Ended:
    """Run a program in a process group of its own until it ends; its input and output are ours.

    SIGINT, SIGTERM and SIGHUP are passed on. What has not ended ``GRACE`` seconds after that, or after ``timeout``
    seconds, is killed; so is what the program leaves behind, on Linux even in a session of its own.

    Raises:
        UsageError: it cannot be started.
    """
    return _Running().to_the_end(command, environment, timeout)


def _start(command: Sequence[str], environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(command, env=environment, process_group=0)  # noqa: S603  # it is what the user asks for
    except FileNotFoundError:
        raise UsageError(f"{command[0]}: command not found; is it installed, and on PATH?") from None
    except OSError as error:
        raise UsageError(f"{command[0]}: it cannot be started: {error.strerror}") from None


class _Running:
    """A program that runs; its process group has its number, which is 0 as long as there is none."""

    def __init__(self) -> None:
        self._group = 0
        self._timers = ExitStack()
        self._told = 0
        self._stopped: Stop = ""
        self._orphans = Orphans(come=False)
        self._remarks: list[str] = []

    def to_the_end(self, command: Sequence[str], environment: Mapping[str, str], timeout: float | None) -> Ended:
        with self._timers, _forwarding(self._pass_on), adopting() as self._orphans:
            process = _start(command, environment)
            self._group = process.pid
            try:
                if self._told:  # a signal came before there was anybody to pass it on to
                    self._end(self._told, signal.Signals(self._told).name)
                if timeout is not None:
                    self._after(timeout, self._time_is_up, timeout)
                with _terminal_of(self._group) as terminal:
                    status = self._wait(process, terminal)
            finally:
                self._sweep()
        return Ended(status if status >= 0 else _BY_SIGNAL - status, tuple(self._remarks), self._stopped)

    def _wait(self, process: subprocess.Popen[bytes], terminal: _Terminal | None) -> int:
        """The exit status; ``os.waitpid``, since a program that the user stops by Ctrl-Z has to stop us, too."""
        # Orphans are reaped as they end: who asks whether a daemon has gone must not wait for ever. Not if we have
        # other children, which are for somebody else to wait for.
        whom = -1 if self._orphans.come and not self._orphans.before else process.pid
        while True:
            pid, status = os.waitpid(whom, os.WUNTRACED)
            if pid != process.pid:
                continue
            if not os.WIFSTOPPED(status):
                process.returncode = os.waitstatus_to_exitcode(status)
                return process.returncode
            if terminal is not None:
                terminal.suspend()

    def _signal(self, number: int) -> None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._group, number)

    def _after(self, seconds: float, act: object, *arguments: object) -> None:
        timer = Timer(seconds, act, arguments)  # type: ignore[arg-type]  # both are ours
        timer.daemon = True
        timer.start()
        self._timers.callback(timer.cancel)

    def _end(self, number: int, done: str) -> None:
        """Tell the program to end, and kill it if it does not."""
        self._told = number
        self._signal(number)
        self._after(GRACE, self._kill, done)

    def _kill(self, done: str) -> None:
        self._remarks.append(f"the program did not end within {GRACE:g} s after {done}, and was killed")
        self._signal(signal.SIGKILL)

    def _pass_on(self, number: int, _frame: FrameType | None) -> None:
        self._stopped = self._stopped or "interrupted"
        if not self._group:
            self._told = number
        elif self._told:  # somebody is impatient
            self._signal(signal.SIGKILL)
        else:
            self._end(number, signal.Signals(number).name)

    def _time_is_up(self, seconds: float) -> None:
        self._stopped = self._stopped or "timed out"
        self._remarks.append(f"the program had not ended after {seconds:g} s (--timeout), and was stopped")
        self._end(signal.SIGTERM, "SIGTERM")

    def _sweep(self) -> None:
        """End what the program left behind, and did not end by itself."""
        if self._ends_within(SETTLING):
            return
        self._remarks.append("the program left processes behind, which were stopped")
        for number in (signal.SIGTERM, signal.SIGKILL):
            self._signal(number)
            for pid in self._orphans.living():
                with suppress(ProcessLookupError, PermissionError):
                    os.kill(pid, number)
            if self._ends_within(GRACE):
                return

    def _ends_within(self, seconds: float) -> bool:
        deadline = time.monotonic() + seconds
        while self._is_alive():
            if time.monotonic() > deadline:
                return False
            time.sleep(_POLL)
        return True

    def _is_alive(self) -> bool:
        if self._orphans.living():
            return True
        try:
            os.killpg(self._group, 0)
        except (ProcessLookupError, PermissionError):
            return False
        return True


@contextmanager
def _forwarding(handler: object) -> Generator[None]:
    heeded = [number for number in _FORWARDED if signal.getsignal(number) is not signal.SIG_IGN]  # nohup ignores one
    before = {number: signal.signal(number, handler) for number in heeded}  # type: ignore[arg-type]  # it is ours
    try:
        yield
    finally:
        for number, old in before.items():
            signal.signal(number, old)


class _Terminal:
    """The terminal, while the program's group has it: whoever has not is stopped when it reads."""

    def __init__(self, group: int) -> None:
        self._file = sys.stdin.fileno()
        self._group = group

    def give(self) -> None:
        with suppress(OSError):  # the program may have ended already
            os.tcsetpgrp(self._file, self._group)
            os.killpg(self._group, signal.SIGCONT)

    def take(self) -> None:
        os.tcsetpgrp(self._file, os.getpgrp())

    def suspend(self) -> None:
        """Stop as the program was stopped, so that the shell gets its prompt; go on with it later."""
        self.take()
        os.kill(os.getpid(), signal.SIGSTOP)
        self.give()


@contextmanager
def _terminal_of(group: int) -> Generator[_Terminal | None]:
    """Hand the terminal over if we have one and are in its foreground."""
    try:
        ours = sys.stdin.isatty() and os.tcgetpgrp(sys.stdin.fileno()) == os.getpgrp()
    except (OSError, ValueError, AttributeError):
        ours = False
    if not ours:
        yield None
        return
    before = signal.signal(signal.SIGTTOU, signal.SIG_IGN)  # else taking it back would stop us
    terminal = _Terminal(group)
    terminal.give()
    try:
        yield terminal
    finally:
        terminal.take()
        signal.signal(signal.SIGTTOU, before)
