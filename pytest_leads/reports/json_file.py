"""The report as JSON, of the shape that ``report.schema.json`` describes."""

from __future__ import annotations

import json
from dataclasses import asdict
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from pytest_leads.reports.spots import fingerprints, of_row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pytest_leads.reports.report import Case, Report
    from pytest_leads.reports.tally import Row

#: The version of the shape; it changes when a member goes or changes its meaning.
VERSION = 1


def write_json(report: Report) -> Iterator[str]:
    """The text, piece by piece; each item is a line."""
    codes = {pitfall.id: pitfall.code for pitfall in report.pitfalls}
    prints = fingerprints([of_row(report, row) for row in report.findings])
    yield f'{{\n  "version": {VERSION},\n'
    yield f'  "tool": {json.dumps({"name": "pytest-leads", "version": version("pytest-leads")})},\n'
    yield f'  "run": {json.dumps({**asdict(report.run), "case": report.run.case})},\n'
    yield f'  "summary": {json.dumps(_summary(report))},\n'
    lists: dict[str, Iterable[Any]] = {
        "pitfalls": _pitfalls(report),
        "cases": map(_case, report.cases),
        "findings": (
            _finding(row, codes[row.pitfall], fingerprint)
            for row, fingerprint in zip(report.findings, prints, strict=True)
        ),
        "checks": map(asdict, report.checks),
        "provoked": ({**asdict(row), "fails": row.fails} for row in report.provoked),
        "remarks": report.remarks,
    }
    for number, (name, values) in enumerate(lists.items(), start=1):
        yield from _list(name, values)
        yield "\n" if number == len(lists) else ",\n"
    yield "}\n"


def _list(name: str, values: Iterable[Any]) -> Iterator[str]:
    yield f'  "{name}": ['
    comma = ""
    for value in values:
        yield f"{comma}\n    {json.dumps(value)}"
        comma = ","
    yield "\n  ]" if comma else "]"


def _summary(report: Report) -> dict[str, Any]:
    return {
        "clean": report.is_clean,
        "cases": sum(bool(case.name) for case in report.cases),
        "cases_with_traffic": report.with_traffic,
        "errors": report.count("error"),
        "warnings": report.count("warning"),
        "failed_checks": len(report.failed_checks),
        "unjudged_checks": len(report.unjudged_checks),
        "unnoticed": len(report.unnoticed),
        "exchanges": report.total.exchanges,
        "operations": dict(report.total.operations),
        "unknown_routes": dict(report.total.unknown_routes),
        "refusals": dict(report.total.refusals),
        "faults": dict(report.total.faults),
    }


def _pitfalls(report: Report) -> Iterator[dict[str, Any]]:
    for pitfall in report.pitfalls:
        numbers = report.numbers(pitfall.id)
        yield {
            **{name: getattr(pitfall, name) for name in ("id", "code", "title", "symptom", "cause", "fix")},
            "errors": numbers["error"],
            "warnings": numbers["warning"],
            "failed_checks": numbers["failed"],
            "unnoticed": numbers["unnoticed"],
        }


def _case(case: Case) -> dict[str, Any]:
    place = case.ended.place
    return {
        "name": case.name,
        "outcome": case.ended.outcome,
        "file": place.file if place else None,
        "line": place.line if place else None,
        "exchanges": case.traffic.exchanges,
        "troubles": case.traffic.troubles,
    }


def _finding(row: Row, code: str, fingerprint: str) -> dict[str, Any]:
    detail = row.detail
    exchange = {name: getattr(detail.exchange, name) for name in _OF_AN_EXCHANGE}
    parts = [
        {"name": name, "text": part.text, "guilty": [part.start, part.end] if part.end else None}
        for name, part in detail.exchange.parts.items()
    ]
    return {
        "pitfall": row.pitfall,
        "code": code,
        "rule": detail.rule,
        "level": row.level,
        "case": row.test,
        "seen": row.seen,
        "path": detail.path,
        "value": detail.value,
        "subject": detail.subject,
        "advice": detail.advice,
        "origin": asdict(detail.origin) if detail.origin else None,
        "fingerprint": fingerprint,
        "exchange": {**exchange, "parts": parts},
        "reproduce": detail.reproduce,
    }


_OF_AN_EXCHANGE = ("number", "of", "operation", "method", "url", "status", "client", "place")
