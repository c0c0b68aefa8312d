"""The report as SARIF 2.1.0, which code scanning shows at the line that sent the request."""

from __future__ import annotations

import json
from importlib.metadata import version
from pathlib import PurePath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from pytest_leads.reports.spots import spots, unjudged
from pytest_leads.words import number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

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
    before, _, after = json.dumps(_log(report), indent=1).rpartition("[]")
    yield before + "["
    ranks = {pitfall.id: rank for rank, pitfall in enumerate(report.pitfalls)}
    for count, spot in enumerate(spots(report)):
        yield ("," if count else "") + "\n" + json.dumps(_result(spot, ranks, report.run.case))
    yield "]" + after + "\n"


def _log(report: Report) -> dict[str, Any]:
    driver = {"name": "pytest-leads", "version": version("pytest-leads"), "rules": [*map(_rule, report.pitfalls)]}
    invocation = {
        "executionSuccessful": report.run.finished,
        "startTimeUtc": report.run.started_at,
        "toolExecutionNotifications": [*map(_notification, unjudged(report))],
    }
    run = {
        "tool": {"driver": driver},
        "invocations": [invocation],
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {ROOT: {"uri": PurePath(report.run.root).as_uri().rstrip("/") + "/"}},
        "results": [],  # they come one by one
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _notification(error: Unjudged) -> dict[str, Any]:
    """A check that came to no verdict is no result of the analysis."""
    made = {"level": "error", "message": {"text": error.sentence}}
    return {**made, "locations": [_location(error.place)]} if error.place else made


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
    made = {
        "ruleId": spot.pitfall.code,
        "ruleIndex": ranks[spot.pitfall.id],
        "level": spot.level,
        "message": {"text": f"{spot.text.rstrip('.')}; in {_cases(spot, case)}. Fix: {spot.pitfall.fix}"},
        "partialFingerprints": {FINGERPRINT: spot.fingerprint},
        "properties": {"kind": spot.kind, "cases": list(spot.cases[:NAMED_CASES])},
    }
    return {**made, "locations": [_location(spot.place)]} if spot.place else made


def _cases(spot: Spot, case: str) -> str:
    first, more = spot.cases[0] or "no test", len(spot.cases) - 1
    return f"{first} and {number(more, f'more {case}')}" if more else first


def _location(place: Place) -> dict[str, Any]:
    absolute = PurePath(place.file).is_absolute()
    artifact = {"uri": PurePath(place.file).as_uri()} if absolute else {"uri": quote(place.file), "uriBaseId": ROOT}
    location: dict[str, Any] = {
        "physicalLocation": {"artifactLocation": artifact, "region": {"startLine": max(1, place.line)}}
    }
    if place.function:
        location["logicalLocations"] = [{"fullyQualifiedName": place.function}]
    return location
