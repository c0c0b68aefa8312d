"""Interception of the HTTP clients of this process, in every thread: requests to chosen hosts are answered here.

    with intercept({"next.telecrm.in"}, answer):
        requests.post("https://next.telecrm.in/...", json=...)  # answer(request, sender) -> Response

Methods of client classes are replaced, so clients made before, and names imported before, are covered; what is
imported later is patched as it comes. Requests to other hosts pass through untouched.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable
    from contextlib import AbstractContextManager

    from pytest_leads.interception.taps import Answer, Interception

__all__ = ["active_patches", "ensure", "intercept", "self_check", "uninterceptable", "untapped"]


@contextmanager
def intercept(
    hosts: Iterable[str], answer: Answer, *, on_escape: Callable[[str], None] | None = None
) -> Generator[Interception]:
    """Have every request to ``hosts`` answered by ``answer`` while the context lasts, in all threads.

    Ports do not matter. Contexts nest; the newest whose hosts match answers. ``answer`` is called in the thread
    of the request and must be quick: what is to come late says so in its ``delivery``. An ``OSError`` that it raises
    looks to the client like one of the connection, an ``AssertionError`` comes out of the client unchanged.
    ``on_escape`` gets the text of the ``EscapeError`` when something tries to reach one of the hosts past the
    interception, even if the code under test swallows the error.

    Raises:
        EscapeError: a client that is imported cannot be intercepted; it is named, with its version.
    """
    from pytest_leads.interception import installation, taps

    tap = taps.Interception(frozenset(map(taps.plain, hosts)), answer, on_escape)
    installation.enter(tap)
    try:
        yield tap
    finally:
        installation.leave(tap)


def untapped() -> AbstractContextManager[None]:
    """Let the requests of this thread go to the network, for whoever answers in the network's name."""
    from pytest_leads.interception import taps

    return taps.untapped()


def ensure() -> None:
    """Check that the patches are in place, while anything is intercepted; put back what somebody removed.

    Cheap enough to be called before every test. Also checks the clients that were imported since.

    Raises:
        EscapeError: a client that is imported cannot be intercepted; it is named, with its version.
    """
    from pytest_leads.interception import installation

    installation.ensure()


def active_patches() -> list[str]:
    """Return the attributes that are replaced at this moment, as dotted names; none when nothing is intercepted."""
    from pytest_leads.interception import installation

    return installation.active_patches()


def self_check() -> list[str]:
    """Send one request through each client that is imported, to a name that can never resolve.

    To be called while something is intercepted. Returns one sentence for each client that let it through.
    """
    from pytest_leads.interception import probes

    return probes.self_check()


def uninterceptable() -> frozenset[str]:
    """Return the names of loaded libraries whose requests cannot be intercepted (pycurl, ...), for the summary."""
    from pytest_leads.interception import clients

    return clients.uninterceptable()
