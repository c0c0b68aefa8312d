"""What a provoked run may not do: go on for ever, or end the process."""

from __future__ import annotations

import os
import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NoReturn

from pytest_leads.errors import EndlessRunError

if TYPE_CHECKING:
    from collections.abc import Generator

#: A run may take so many seconds, and so many times what the plain run took.
LEAST_SECONDS, TIMES = 5.0, 10
#: It may send so many requests, and so many times those of the plain run.
LEAST_REQUESTS = 500
#: Seconds until the alarm rings again, for code that went on all the same.
AGAIN = 2.0


def allowed_seconds(plain: float) -> float:
    """How long a run may take whose plain run took ``plain`` seconds."""
    return LEAST_SECONDS + TIMES * plain


def allowed_requests(plain: int) -> int:
    """How many requests a run may send whose plain run sent ``plain``."""
    return LEAST_REQUESTS + TIMES * plain


@contextmanager
def limited(seconds: float) -> Generator[None]:
    """Raise ``EndlessRunError`` in here after ``seconds``; without alarms (on Windows) requests alone are counted."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(*_: Any) -> NoReturn:
        raise EndlessRunError(f"it did not end within {seconds:.0f} seconds")

    before = signal.signal(signal.SIGALRM, ring)
    left, _ = signal.setitimer(signal.ITIMER_REAL, seconds, AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, left)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def no_way_out() -> Generator[None]:
    """Have ``os._exit`` end the run, and not the process; children that were forked may still end themselves."""
    original, process = os._exit, os.getpid()  # documented, in spite of its name

    def ended(status: int) -> NoReturn:
        if os.getpid() != process:
            original(status)
        raise EndlessRunError(f"it called os._exit({status})")

    os._exit = ended  # as above
    try:
        yield
    finally:
        os._exit = original  # as above
