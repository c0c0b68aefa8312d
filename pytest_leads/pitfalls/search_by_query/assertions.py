"""Assertion helper of search-by-query."""

from __future__ import annotations

from typing import Any

from pytest_leads.audit.evidence import Question, exchanges_of
from pytest_leads.pitfalls.search_by_query import PITFALL
from pytest_leads.pitfalls.verdict import refuse
from pytest_leads.workspace.profile import Profile


def assert_search_by_post(evidence: Any) -> None:
    """Fail when a search is not a POST, or carries criteria in its query string.

    A query parameter that is certainly no criterion is let pass, as in the audit, where it is a warning.

    Args:
        evidence: a journal, exchanges, recordings, or responses of HTTP clients.

    Raises:
        PitfallError: such a search was sent.
        UsageError: the evidence shows too little.
    """
    __tracebackhide__ = True
    by = "assert_search_by_post"
    exchanges = exchanges_of(evidence, Question(by))
    findings = [finding for finding in PITFALL.rule(exchanges, Profile()) if finding.level == "error"]
    refuse(findings, by=by, pitfalls=[PITFALL], exchanges=exchanges)
