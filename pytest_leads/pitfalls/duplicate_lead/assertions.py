"""Assertion helper of duplicate-lead."""

from __future__ import annotations

from typing import Any

from pytest_leads.audit.evidence import Question, exchanges_of
from pytest_leads.audit.terms import with_terms
from pytest_leads.pitfalls.duplicate_lead import PITFALL
from pytest_leads.pitfalls.duplicate_lead.rule import unresolved
from pytest_leads.pitfalls.verdict import refuse
from pytest_leads.workspace.profile import Profile


def assert_duplicates_handled(evidence: Any, *, identifier: str | None = None) -> None:
    """Fail when a create met a lead that exists, and nothing later updates or saves that lead.

    What an update leaves out of the refused create is let pass, as in the audit, where it is a warning.

    Args:
        evidence: a journal, exchanges, recordings, or responses of HTTP clients, in the order in which they were sent.
        identifier: API name of the identifier; by default what the evidence tells, else ``phone``.

    Raises:
        PitfallError: a conflict was dropped.
        UsageError: the evidence shows too little.
    """
    __tracebackhide__ = True
    by = "assert_duplicates_handled"
    exchanges = exchanges_of(evidence, Question(by, needs_request_body=True))
    if identifier is not None:
        kind = {"phone": "PHONE", "email": "EMAIL"}.get(identifier, "TEXT")
        exchanges = with_terms(exchanges, identifier=identifier, identifier_type=kind)
    found = unresolved(exchanges, Profile(), strict=True)
    findings = [finding for finding in found if finding.rule == "conflict-dropped"]
    refuse(findings, by=by, pitfalls=[PITFALL], exchanges=exchanges)
