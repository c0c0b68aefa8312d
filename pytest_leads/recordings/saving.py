"""Writing a recording: scrubbed, in vcrpy's format, whole or not at all."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from hashlib import sha256
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING

from pytest_leads.recordings.reading import read_recording
from pytest_leads.recordings.replay import address_of, body_of
from pytest_leads.recordings.vcr_format import text_of
from pytest_leads.recordings.writing import write_atomically

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Sequence

    from pytest_leads.recordings.cassette import Cassette, Interaction
    from pytest_leads.recordings.scrub import Scrubber


def save(path: Path, recorded: Iterable[Interaction], *, header: Iterable[str], scrubber: Scrubber) -> None:
    """Write a recording in the place of what was there; a crash on the way leaves the old file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, text_of(scrubber.interactions(recorded), header))


def extend(path: Path, known: Cassette, recorded: Sequence[Interaction], *, note: str, scrubber: Scrubber) -> None:
    """Add what is new to a recording; what others have added to the file meanwhile is kept.

    Its header stays, with the ``note`` below it: what is there is as old as it was.
    """
    with locked(path):
        there = read_recording(path).interactions
        meanwhile = {_key(interaction) for interaction in there[len(known.interactions) :]}
        fresh = [one for one in scrubber.interactions(recorded) if _key(one) not in meanwhile]
        if fresh:
            save(path, [*there, *fresh], header=[*_header_of(path), note], scrubber=scrubber)


def _header_of(path: Path) -> list[str]:
    """The lines of the comment at the top of a recording."""
    lines = takewhile(lambda line: line.startswith("#"), path.read_text("utf-8-sig").splitlines())
    return [line.removeprefix("#").removeprefix(" ") for line in lines]


@contextmanager
def locked(path: Path) -> Generator[None]:
    """Keep the other processes of a run from writing the same file; a process that dies lets go of it."""
    try:
        import fcntl
    except ImportError:  # not on every system; there, two workers must not extend one cassette at the same time
        yield
        return
    name = sha256(str(path.resolve()).encode()).hexdigest()[:16]
    with (Path(tempfile.gettempdir()) / f"pytest-leads-{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _key(interaction: Interaction) -> tuple[object, str]:
    return address_of(interaction.request), body_of(interaction.request)
