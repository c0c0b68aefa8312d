"""Where reports go: the form by the ending of the path, checked before the run, written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_leads.errors import UsageError, did_you_mean
from pytest_leads.recordings.writing import write_atomically
from pytest_leads.reports.html_page import write_html
from pytest_leads.reports.json_file import write_json
from pytest_leads.reports.markdown import write_markdown
from pytest_leads.reports.sarif import write_sarif

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from pytest_leads.reports.report import Report

    Writer = Callable[[Report], Iterator[str]]

WRITERS: dict[str, Writer] = {
    ".json": write_json,
    ".sarif": write_sarif,
    ".md": write_markdown,
    ".html": write_html,
}


@dataclass(frozen=True, slots=True)
class Target:
    """One report to be written; the job summary of GitHub Actions is added to, all else is replaced."""

    path: Path
    write: Writer
    adds: bool = False


def targets(given: Iterable[str | Path], folder: Path, *, given_by: str) -> list[Target]:
    """Check where reports are to go, so that a run does not end without them; missing folders are made.

    Paths are told from ``folder``. The file that ``GITHUB_STEP_SUMMARY`` names is one, too, whatever its ending.

    Raises:
        UsageError: names the path, and says why no report can be written there.
    """
    return [_target(os.fspath(path), folder, given_by) for path in given]


def _target(given: str, folder: Path, given_by: str) -> Target:
    if not given.strip() or "\0" in given:
        raise UsageError(f"{given_by} = {given!r}: the path of a report is needed; is a variable in it empty?")
    path = folder / given
    adds = given == os.environ.get("GITHUB_STEP_SUMMARY")
    if not adds and path.suffix.lower() not in WRITERS:
        raise UsageError(f"{given_by} = {given!r}: {_unknown(path.suffix)}")
    try:
        if path.is_dir():
            raise UsageError(f"{given_by} = {given!r}: that is a folder; name a file in it, such as {given}/leads.html")
        path.parent.mkdir(parents=True, exist_ok=True)
        _try(path, adds=adds)
    except OSError as error:
        raise UsageError(f"{given_by} = {given!r}: no report can be written there: {error.strerror}") from None
    return Target(path, write_markdown if adds else WRITERS[path.suffix.lower()], adds)


def _try(path: Path, *, adds: bool) -> None:
    """Write nothing, in the way in which the report is written."""
    if adds:
        path.open("a", encoding="utf-8").close()
    else:
        tempfile.TemporaryFile(dir=path.parent).close()


def _unknown(suffix: str) -> str:
    if suffix.lower() == ".xml":
        return "pytest writes JUnit XML by itself: --junitxml=PATH; the findings are properties in it"
    return f"no report has the ending {suffix!r}{did_you_mean(suffix, WRITERS)}"


def write_reports(report: Report, to: Iterable[Target]) -> list[str]:
    """Write each; what is said of those that could not be written."""
    wrong = []
    for target in to:
        try:
            if target.adds:
                with target.path.open("a", encoding="utf-8") as file:
                    file.writelines(_encodable(target.write(report)))
            else:
                write_atomically(target.path, _encodable(target.write(report)))
        except OSError as error:
            wrong.append(f"the report {target.path} could not be written: {error.strerror}")
    return wrong


def _encodable(pieces: Iterable[str]) -> Iterator[str]:
    """The same, with halves of surrogate pairs (a file name, a text that a test raised) told by their codes."""
    for piece in pieces:
        yield piece.encode("utf-8", "backslashreplace").decode("utf-8")
