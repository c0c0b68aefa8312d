"""Assertion helper of iso-date."""

from __future__ import annotations

from typing import Any

from pytest_leads.audit.evidence import Question, exchanges_of
from pytest_leads.audit.terms import with_terms
from pytest_leads.pitfalls.iso_date import PITFALL
from pytest_leads.pitfalls.verdict import refuse
from pytest_leads.workspace.profile import Profile


def assert_supported_dates(evidence: Any, *, date_format: str | None = None, operation: str = "search_leads") -> None:
    """Fail when a date is neither Unix milliseconds nor text in the workspace's format.

    Args:
        evidence: a journal, exchanges, recordings, responses of HTTP clients, or decoded request bodies.
        date_format: the workspace's, such as ``DD/MM/YYYY``; by default what the evidence tells, else that.
        operation: what a decoded body is the body of; ``create_lead`` and the like for writes.

    Raises:
        PitfallError: a date is in ISO 8601, in Unix seconds, or in no known notation.
        UsageError: the evidence shows too little.
    """
    __tracebackhide__ = True
    by = "assert_supported_dates"
    exchanges = exchanges_of(evidence, Question(by, operation=operation, side="request", needs_request_body=True))
    if date_format is not None:
        exchanges = with_terms(exchanges, date_format=date_format)
    findings = [f for f in PITFALL.rule(exchanges, Profile()) if f.level == "error" or f.rule == "epoch-seconds"]
    refuse(findings, by=by, pitfalls=[PITFALL], exchanges=exchanges)
