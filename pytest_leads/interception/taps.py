"""The stack of taps: which hosts are intercepted at this moment, and who answers for them."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_leads.errors import EscapeError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from pytest_leads.wire import Request, Response, Sender

    Answer = Callable[[Request, Sender], Response]


@dataclass(frozen=True, eq=False, slots=True)
class Interception:
    """One tap: requests to ``hosts`` are answered by ``answer``; ``on_escape`` hears of those that slip by."""

    hosts: frozenset[str]
    answer: Answer
    on_escape: Callable[[str], None] | None = None


_lock = threading.Lock()
# While set, the requests of this thread go to the network: they are the kit's own.
_own = threading.local()
# The newest tap is last. The tuple is replaced, never changed, so that readers in other threads need no lock.
_taps: tuple[Interception, ...] = ()


def plain(host: str) -> str:
    """Return a host name as taps compare it: lower case, no final dot."""
    return host.rstrip(".").lower()


def add(tap: Interception) -> None:
    """Put a tap on top of the stack."""
    global _taps  # noqa: PLW0603  # the one place where the interception's state lives
    with _lock:
        _taps = (*_taps, tap)


def drop(tap: Interception) -> None:
    """Take a tap out of the stack, wherever it is."""
    global _taps  # noqa: PLW0603  # the one place where the interception's state lives
    with _lock:
        _taps = tuple(other for other in _taps if other is not tap)


def active() -> bool:
    """Whether anything is intercepted."""
    return bool(_taps)


@contextmanager
def untapped() -> Generator[None]:
    """Let the requests of this thread pass."""
    _own.passing = True
    try:
        yield
    finally:
        _own.passing = False


def find(host: str | None) -> Interception | None:
    """Return the newest tap on a host, or ``None`` for a host that nobody intercepts."""
    taps = _taps
    if not taps or not host or getattr(_own, "passing", False):
        return None
    name = plain(host)
    return next((tap for tap in reversed(taps) if name in tap.hosts), None)


def refuse(host: str, tap: Interception) -> EscapeError:
    """Report an attempt to reach a tapped host over the network, and return the error to raise."""
    text = (
        f"A request to the Leads host {host!r} was about to leave this machine and was stopped.\n"
        "Why: it was sent by an HTTP client, or by a way of using one, that pytest-leads cannot intercept, so "
        "nothing about it could be simulated or checked.\n"
        "Fix: send it with http.client, urllib, urllib3, requests, httpx, httpx2 or aiohttp in this process; "
        "or keep this test from sending it."
    )
    if tap.on_escape is not None:
        tap.on_escape(text)
    return EscapeError(text)
