"""What the processes of a program under test note down: a file to which each appends lines of JSON.

A note is ``{"refused": TEXT}``: a request was stopped; or ``{"unseen": [NAME, ...]}``: libraries that were loaded and
whose requests cannot be seen.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Notes:
    """All notes together, each once, in their order."""

    refused: tuple[str, ...] = ()
    unseen: tuple[str, ...] = ()


def note(file: str, what: dict[str, Any]) -> None:
    """Append a note; one write, so that those of several processes do not mix."""
    with open(file, "a", encoding="utf-8") as notes:  # noqa: PTH123  # pathlib is a slow import for every program
        notes.write(json.dumps(what) + "\n")


def read_notes(file: Path) -> Notes:
    """Read what was noted; a line that is none (its process was killed while it wrote) is passed over."""
    refused: dict[str, None] = {}
    unseen: dict[str, None] = {}
    for line in file.read_text("utf-8", "replace").splitlines() if file.exists() else ():
        try:
            found = json.loads(line)
        except ValueError:
            continue
        if isinstance(found, dict):
            refused |= dict.fromkeys([str(found["refused"])] if "refused" in found else [])
            unseen |= dict.fromkeys(map(str, found.get("unseen", ())))
    return Notes(tuple(refused), tuple(unseen))
