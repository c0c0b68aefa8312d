"""The report as SARIF 2.1.0, which code scanning shows at the line that sent the request.

GitHub refuses a file as a whole in which one result has no location. What nothing tells a file of is therefore no
result, but a notification of the run, of which code scanning shows nothing: the other reports tell it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.metadata import version
from os.path import normpath
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from pytest_leads.reports.github import workspace
from pytest_leads.reports.spots import spots, unjudged
from pytest_leads.words import number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pytest_leads.audit import Pitfall
    from pytest_leads.reports.detail import Place
    from pytest_leads.reports.report import Report
    from pytest_leads.reports.spots import Spot, Unjudged

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
ROOT = "SRCROOT"
#: Version of how ``partialFingerprints`` are made.
FINGERPRINT = "pytestLeads/v1"
#: So many tests are named for each result.
NAMED_CASES = 20


def write_sarif(report: Report) -> Iterator[str]:
    """The text, piece by piece."""
    root, found = _root(report), spots(report)
    notes = [_error(error, root) for error in unjudged(report)]
    notes += [_note(spot, report.run.case) for spot in found if not spot.place]
    before, _, after = json.dumps(_log(report, root, notes), indent=1).rpartition("[]")
    yield before + "["
    ranks = {pitfall.id: rank for rank, pitfall in enumerate(report.pitfalls)}
    placed = ((spot, spot.place) for spot in found if spot.place)
    for count, (spot, place) in enumerate(placed):
        result = {**_result(spot, ranks, report.run.case), "locations": [_location(place, root)]}
        yield ("," if count else "") + "\n" + json.dumps(result)
    yield "]" + after + "\n"


@dataclass(frozen=True, slots=True)
class _Root:
    """The folder that files are told from, and that of the run, which is the same or below it."""

    folder: Path
    run: Path


def _root(report: Report) -> _Root:
    """GitHub wants paths from the repository's root on, whatever folder the run is in."""
    folder, run = workspace(report), Path(report.run.root)
    return _Root(folder if run.is_relative_to(folder) else run, run)


def _log(report: Report, root: _Root, notes: Sequence[dict[str, Any]]) -> dict[str, Any]:
    driver = {"name": "pytest-leads", "version": version("pytest-leads"), "rules": [*map(_rule, report.pitfalls)]}
    invocation = {
        "executionSuccessful": report.run.finished,
        "startTimeUtc": report.run.started_at,
        "toolExecutionNotifications": notes,
    }
    run = {
        "tool": {"driver": driver},
        "invocations": [invocation],
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {ROOT: {"uri": root.folder.as_uri().rstrip("/") + "/"}},
        "results": [],  # they come one by one
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _error(error: Unjudged, root: _Root) -> dict[str, Any]:
    """A check that came to no verdict is no result of the analysis."""
    made = {"level": "error", "message": {"text": error.sentence}}
    return {**made, "locations": [_location(error.place, root)]} if error.place else made


def _note(spot: Spot, case: str) -> dict[str, Any]:
    """What stands nowhere."""
    return {"level": spot.level, "message": {"text": _text(spot, case)}, "associatedRule": {"id": spot.pitfall.code}}


def _rule(pitfall: Pitfall) -> dict[str, Any]:
    why = f"{pitfall.symptom} {pitfall.cause}"
    return {
        "id": pitfall.code,
        "name": "".join(word.capitalize() for word in pitfall.id.split("-")),
        "shortDescription": {"text": pitfall.title},
        "fullDescription": {"text": why},
        "help": {
            "text": f"{why}\n\nFix: {pitfall.fix}",
            "markdown": f"**Symptom.** {pitfall.symptom}\n\n**Cause.** {pitfall.cause}\n\n**Fix.** {pitfall.fix}",
        },
        "defaultConfiguration": {"level": "error"},
        "properties": {"tags": ["leads-api", pitfall.id]},
    }


def _result(spot: Spot, ranks: Mapping[str, int], case: str) -> dict[str, Any]:
    return {
        "ruleId": spot.pitfall.code,
        "ruleIndex": ranks[spot.pitfall.id],
        "level": spot.level,
        "message": {"text": _text(spot, case)},
        "partialFingerprints": {FINGERPRINT: spot.fingerprint},
        "properties": {"kind": spot.kind, "cases": list(spot.cases[:NAMED_CASES])},
    }


def _text(spot: Spot, case: str) -> str:
    return f"{spot.text.rstrip('.')}; in {_cases(spot, case)}. Fix: {spot.pitfall.fix}"


def _cases(spot: Spot, case: str) -> str:
    first, more = spot.cases[0] or "no test", len(spot.cases) - 1
    return f"{first} and {number(more, f'more {case}')}" if more else first


def _location(place: Place, root: _Root) -> dict[str, Any]:
    file = Path(normpath(root.run / place.file))
    below = file.is_relative_to(root.folder)
    told = quote(file.relative_to(root.folder).as_posix()) if below else file.as_uri()
    artifact = {"uri": told, "uriBaseId": ROOT} if below else {"uri": told}
    location: dict[str, Any] = {
        "physicalLocation": {"artifactLocation": artifact, "region": {"startLine": max(1, place.line)}}
    }
    if place.function:
        location["logicalLocations"] = [{"fullyQualifiedName": place.function}]
    return location
