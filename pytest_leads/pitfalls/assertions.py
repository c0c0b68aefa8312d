"""The assertion helper that speaks of all pitfalls at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pytest_leads.audit import audit
from pytest_leads.audit.evidence import Question, exchanges_of
from pytest_leads.pitfalls.rooms import all_pitfalls
from pytest_leads.pitfalls.verdict import refuse
from pytest_leads.workspace.profile import Profile

if TYPE_CHECKING:
    from collections.abc import Collection

    from pytest_leads.audit import Finding


def assert_no_pitfalls(evidence: Any, *, allow: Collection[str] = ()) -> None:
    """Fail when the traffic falls into any of the pitfalls; warnings fail nothing, as in the audit.

    Args:
        evidence: a journal, exchanges, recordings, or responses of HTTP clients.
        allow: ids of pitfalls that may be fallen into: ``page-cap``.

    Raises:
        PitfallError: there are findings of level error.
        UsageError: the evidence shows too little, or ``allow`` names no pitfall.
    """
    __tracebackhide__ = True
    by = "assert_no_pitfalls"
    exchanges = exchanges_of(evidence, Question(by, needs_request_body=True))
    found = audit(exchanges, Profile(), all_pitfalls(), allow=allow)
    findings = [finding for finding in found if finding.level == "error"]
    refuse(findings, by=by, pitfalls=all_pitfalls(), exchanges=exchanges, on_purpose=_permission)


def _permission(finding: Finding) -> str:
    return f'assert_no_pitfalls(..., allow=["{finding.pitfall}"])'
