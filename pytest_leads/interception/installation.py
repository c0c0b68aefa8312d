"""Applying the patches when the first tap comes, and removing them when the last one goes."""

from __future__ import annotations

import sys
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

from pytest_leads.errors import EscapeError
from pytest_leads.interception import taps
from pytest_leads.interception.backstop import backstop_patches
from pytest_leads.interception.clients import CLIENTS, genuine
from pytest_leads.interception.importing import ImportWatch, executed
from pytest_leads.interception.mocks import SPIES, any_started, lose_track
from pytest_leads.interception.tls import tls_patches

if TYPE_CHECKING:
    from types import ModuleType

    from pytest_leads.interception.patching import Patch
    from pytest_leads.interception.taps import Interception

_lock = threading.RLock()
# Per name of a module, the patches made for it, applied and removed as often as needed. A module that is reloaded
# or imported anew has new classes; the patches of the old ones stay, for whoever still has those.
_known: dict[str, list[Patch]] = {}
# Per name, the module that the self-check has seen to be intercepted: each is checked once.
_checked: dict[str, ModuleType] = {}
_MAKERS = {**CLIENTS, **SPIES}


def enter(tap: Interception) -> None:
    """Add a tap.

    Raises:
        EscapeError: a client that is present cannot be intercepted; it is named, and the tap is not added.
    """
    import http.client  # noqa: F401  # the one client that everybody has

    taps.add(tap)
    try:
        ensure()
    except BaseException:
        leave(tap)
        raise


def leave(tap: Interception) -> None:
    """Remove a tap, and with the last one everything that was put in place."""
    with _lock:
        taps.drop(tap)
        if not taps.active():
            WATCH.remove()
            lose_track()
            for patch in _patches():
                patch.remove()


def ensure() -> None:
    """While anything is intercepted: put lost patches back, patch what was imported since, check what is new.

    Raises:
        EscapeError: a client that is present cannot be intercepted; it is named.
    """
    if not taps.active():
        return
    _apply()
    _check()  # without the lock: a client may import another one in the thread of its check


def active_patches() -> list[str]:
    """Return the attributes that are replaced at this moment, as dotted names."""
    return [str(patch) for patch in _patches() if patch.in_place]


def _patches() -> list[Patch]:
    return [patch for patches in list(_known.values()) for patch in patches]


def _apply(imported: str = "") -> None:
    """Put in place what is not; ``imported`` names a module whose execution has just ended."""
    with _lock:
        if not taps.active():
            return
        WATCH.install()
        if not _known:
            _known["socket"] = [*backstop_patches(), *tls_patches()]
        for name in _MAKERS:
            if name == imported or executed(name):
                _make(name, sys.modules[name])
        for patch in _patches():
            patch.apply()


def _make(name: str, module: ModuleType) -> None:
    """Make the patches for what is new in a module: all of it at first, later the classes of a reload."""
    made: list[Patch] = []
    # A version without what we patch is named by the self-check, which is better than failing its import here.
    with suppress(AttributeError):
        made = [patch for patch in _MAKERS[name](module) if genuine(patch, module)]
    known = _known.setdefault(name, [])
    there = {(id(patch.owner), patch.name) for patch in known}
    fresh = [patch for patch in made if (id(patch.owner), patch.name) not in there]
    if fresh and known:
        _checked.clear()
    known.extend(fresh)


def _check() -> None:
    """Check the clients that were not yet; not while a mock is active, which would take the check for a call."""
    if any_started():
        return
    from pytest_leads.interception.probes import present, self_check

    fresh = {client: sys.modules[client] for client in present()}
    fresh = {client: module for client, module in fresh.items() if _checked.get(client) is not module}
    if not fresh:
        return
    problems = self_check(fresh)
    if problems:
        raise EscapeError("\n".join(problems))
    _checked.update(fresh)


WATCH = ImportWatch(_MAKERS, _apply)
