"""Processes whose parents are gone: on Linux they become children of ours, in whatever session they are."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Generator

#: An option of ``prctl``, from <linux/prctl.h>.
_SET_CHILD_SUBREAPER = 36
_PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class Orphans:
    """Those that came to us; ``before`` are the numbers of the processes below us that we had already.

    ``come`` says whether any come: elsewhere than on Linux there are none.
    """

    come: bool
    before: frozenset[int] = frozenset()

    def living(self) -> frozenset[int]:
        """The numbers of the processes below us that have not ended; those that have are reaped."""
        for pid in self._new():
            with suppress(ChildProcessError):  # it is not ours yet
                os.waitpid(pid, os.WNOHANG)
        return self._new()

    def _new(self) -> frozenset[int]:
        return _descendants() - self.before if self.come else frozenset()


@contextmanager
def adopting() -> Generator[Orphans]:
    """Be given orphans meanwhile."""
    before = _descendants() if sys.platform == "linux" else frozenset()
    come = sys.platform == "linux" and _adopt(1)
    try:
        yield Orphans(come, before)
    finally:
        if come:
            _adopt(0)


def _adopt(on: int) -> bool:
    try:
        import ctypes

        return bool(ctypes.CDLL(None).prctl(_SET_CHILD_SUBREAPER, ctypes.c_ulong(on)) == 0)
    except (ImportError, OSError, AttributeError):  # a Python or a C library without it
        return False


def _descendants() -> frozenset[int]:
    """The numbers of the processes below us, those included that have ended and that nobody has asked after."""
    children: dict[int, list[int]] = {}
    for pid, parent in _parents():
        children.setdefault(parent, []).append(pid)
    found: set[int] = set()
    new = [os.getpid()]
    while new:
        new = [pid for parent in new for pid in children.get(parent, ())]
        found.update(new)
    return frozenset(found)


def _parents() -> Generator[tuple[int, int]]:
    for entry in _PROC.glob("[0-9]*"):
        with suppress(OSError, ValueError, IndexError):  # it may have ended meanwhile
            # PID (NAME) STATE PARENT ...; a name may hold brackets.
            yield int(entry.name), int((entry / "stat").read_bytes().rpartition(b")")[2].split()[1])
