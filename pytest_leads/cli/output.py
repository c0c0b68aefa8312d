"""What the subcommands have in common: exit statuses, paths on the command line, printing."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TextIO

from pytest_leads.words import number

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Mapping, Sequence

#: Nothing is wrong.
CLEAN = 0
#: Something is wrong with what was judged.
FOUND = 1
#: Something could not be read or judged, or there was nothing to judge; as argparse, of a wrong command line.
UNUSABLE = 2

#: So many files that were passed over are named.
NAMED_FILES = 5

#: The version of the shape that ``--format json`` prints; it changes when a member goes or changes its meaning.
JSON_VERSION = 1


class Looked(Protocol):
    """What became of one file; ``exchanges`` is ``None`` for what could not be read, or is no recording."""

    @property
    def path(self) -> Path:
        """Where it is."""

    @property
    def exchanges(self) -> int | None:
        """How many exchanges with the Leads API are in it."""

    @property
    def error(self) -> str:
        """Why it could not be read or judged."""


def add_paths(parser: argparse.ArgumentParser, *formats: str) -> None:
    """The arguments of every subcommand that reads recordings; ``formats`` are its own, besides text and JSON."""
    parser.add_argument("paths", metavar="PATH", nargs="+", type=Path, help="a recording, or a folder of them")
    parser.add_argument(
        "--format", choices=("text", "json", *formats), default="text", help="what is printed (default: text)"
    )


def status_of(*, found: bool, unusable: bool) -> int:
    """The exit status; what could not be judged weighs more than what was found, for it may hide more."""
    return UNUSABLE if unusable else FOUND if found else CLEAN


def indented(lines: Iterable[str]) -> list[str]:
    """Lines that belong to the file above them."""
    return [f"  {line}" for line in lines]


def as_json(looked: Sequence[Looked], files: Sequence[Mapping[str, Any]]) -> str:
    """The machine-readable form of a report; ``files`` is what it says of those that could be read."""
    import json

    report = {
        "version": JSON_VERSION,
        "files": files,
        "errors": [{"file": str(file.path), "message": file.error} for file in looked if file.error],
        "others": _passed_over(looked),
    }
    return json.dumps(report, indent=2) + "\n"


def others_text(looked: Sequence[Looked]) -> list[str]:
    """What is said of files in folders that were passed over."""
    others = _passed_over(looked)
    names = ", ".join(others[:NAMED_FILES]) + (", ..." if len(others) > NAMED_FILES else "")
    return [f"{number(len(others), 'file')} in folders passed over, being no recording: {names}"] if others else []


def _passed_over(looked: Sequence[Looked]) -> list[str]:
    return [str(file.path) for file in looked if not file.error and file.exchanges is None]


def show(text: str, stream: TextIO) -> None:
    """Print, whatever the terminal can show, and whether or not anyone still reads."""
    encoding = getattr(stream, "encoding", None) or "utf-8"
    try:
        stream.write(text.encode(encoding, "backslashreplace").decode(encoding))
        stream.flush()
    except BrokenPipeError:
        # As Python's documentation has it: else the interpreter complains when it flushes at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
