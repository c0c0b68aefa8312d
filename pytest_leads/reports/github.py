"""The report as annotations of GitHub Actions: one line of output each, shown at the line of the code."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from pytest_leads.reports.spots import spots, unjudged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_leads.reports.detail import Place
    from pytest_leads.reports.report import Report

#: GitHub shows ten errors and ten warnings of a step, and says nothing of the rest.
MOST = 10
#: What heads an annotation that is about no pitfall.
TITLE = "pytest-leads"


def annotation_lines(report: Report) -> Iterator[str]:
    """The lines, worst first; what GitHub would leave out is a number in the last."""
    everything = list(_told(report))
    for level in ("error", "warning"):
        told = [one[1:] for one in everything if one[0] == level]
        room = MOST if len(told) <= MOST else MOST - 1
        for place, title, text in told[:room]:
            yield _line(level, {**_place(report, place), "title": title}, text)
        if len(told) > room:
            yield _line(level, {"title": TITLE}, f"and {len(told) - room} more places, see the report")


def _told(report: Report) -> Iterator[tuple[str, Place | None, str, str]]:
    """Level, place, title and text of each; a check without a verdict is about no pitfall."""
    for error in unjudged(report):
        yield "error", error.place, TITLE, error.sentence
    for spot in spots(report):
        yield spot.level, spot.place, spot.title, f"{spot.text}\nFix: {spot.pitfall.fix}"


def under_github() -> bool:
    """Whether this process runs in a step of GitHub Actions."""
    return os.environ.get("GITHUB_ACTIONS") == "true"


def write_annotations(report: Report) -> Iterator[str]:
    """The lines as text."""
    for line in annotation_lines(report):
        yield f"{line}\n"


def workspace(report: Report) -> Path:
    """The folder that GitHub wants paths from: that of its workspace, elsewhere the run's root."""
    return Path(os.environ.get("GITHUB_WORKSPACE") or report.run.root)


def _place(report: Report, place: Place | None) -> dict[str, str]:
    if place is None:
        return {}
    file, folder = Path(report.run.root, place.file), workspace(report)
    told = file.relative_to(folder) if file.is_relative_to(folder) else file
    return {"file": told.as_posix(), "line": str(max(1, place.line))}


def _line(level: str, properties: dict[str, str], text: str) -> str:
    given = ",".join(f"{name}={_escaped(value, ':,')}" for name, value in properties.items())
    return f"::{level} {given}::{_escaped(text)}"


def _escaped(text: str, also: str = "") -> str:
    """As the runner undoes it: percent signs, line ends, and in properties colons and commas."""
    for character in f"%\r\n{also}":
        text = text.replace(character, f"%{ord(character):02X}")
    return text
