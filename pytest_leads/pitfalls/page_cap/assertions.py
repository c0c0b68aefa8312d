"""Assertion helpers of page-cap."""

from __future__ import annotations

from typing import Any

from pytest_leads.audit.evidence import Question, exchanges_of
from pytest_leads.pitfalls.page_cap import PITFALL
from pytest_leads.pitfalls.page_cap.pages import unread
from pytest_leads.pitfalls.page_cap.rule import limits
from pytest_leads.pitfalls.verdict import refuse
from pytest_leads.workspace.profile import Profile


def assert_page_limit(evidence: Any) -> None:
    """Fail when a ``limit`` is outside its cap: 1 to 100, or 1 to 10 for team members.

    Args:
        evidence: a journal, exchanges, recordings, or responses of HTTP clients.

    Raises:
        PitfallError: a limit is outside, or no whole number.
        UsageError: the evidence shows too little.
    """
    __tracebackhide__ = True
    by = "assert_page_limit"
    exchanges = exchanges_of(evidence, Question(by))
    findings = [finding for finding in limits(exchanges, Profile()) if finding.level == "error"]
    refuse(findings, by=by, pitfalls=[PITFALL], exchanges=exchanges)


def assert_all_pages_read(evidence: Any) -> None:
    """Fail when a search matched more than was read of it over all its pages.

    Args:
        evidence: a journal, exchanges, recordings, responses of HTTP clients, or decoded response bodies; a list of
            bodies is taken for the pages of one search.

    Raises:
        PitfallError: pages stayed unread.
        UsageError: the evidence shows too little.
    """
    __tracebackhide__ = True
    by = "assert_all_pages_read"
    exchanges = exchanges_of(evidence, Question(by, operation="search_leads", side="response"))
    refuse(unread(exchanges, strict=True), by=by, pitfalls=[PITFALL], exchanges=exchanges)
