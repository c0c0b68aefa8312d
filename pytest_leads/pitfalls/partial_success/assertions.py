"""Assertion helper of partial-success."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pytest_leads.audit.evidence import Question, exchanges_of
from pytest_leads.pitfalls.partial_success import PITFALL, concerns
from pytest_leads.pitfalls.verdict import refuse
from pytest_leads.workspace.profile import Profile

if TYPE_CHECKING:
    from collections.abc import Collection

    from pytest_leads.audit import Finding


def assert_no_ignored(evidence: Any, *, expected: Collection[str] = ()) -> None:
    """Fail when something that was sent was ignored.

    Args:
        evidence: a journal, exchanges, recordings, responses of HTTP clients, or decoded response bodies.
        expected: paths in the request body that may be ignored: ``fields.rating``, ``actions[1]``.

    Raises:
        PitfallError: a remark or an action status says IGNORED, or the simulator knows of a silent loss.
        UsageError: the evidence shows too little.
    """
    __tracebackhide__ = True
    by = "assert_no_ignored"
    exchanges = exchanges_of(evidence, Question(by, operation="create_lead", side="response"))
    findings = [
        finding
        for finding in PITFALL.rule(exchanges, Profile())
        if not any(concerns(finding, path) for path in expected)
    ]
    refuse(findings, by=by, pitfalls=[PITFALL], exchanges=exchanges, on_purpose=_permission)


def _permission(finding: Finding) -> str:
    return f'assert_no_ignored(..., expected=["{finding.subject}"])'
