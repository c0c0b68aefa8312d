"""Runs the rules of the pitfalls over exchanges."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pytest_leads.audit.finding import is_at_or_below
from pytest_leads.errors import UsageError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from pytest_leads.audit.finding import Finding
    from pytest_leads.audit.pitfall import Pitfall
    from pytest_leads.journal import Exchange
    from pytest_leads.workspace.profile import Profile

#: A value that was ignored because of one of these is that pitfall's finding, not one of partial success too.
CAUSES_OF_IGNORED = ("unknown-status", "iso-date")


def audit(
    exchanges: Sequence[Exchange],
    profile: Profile,
    pitfalls: Iterable[Pitfall],
    *,
    allow: Collection[str] = (),
) -> list[Finding]:
    """Judge ``exchanges`` by the rules of ``pitfalls``; findings come by pitfall, then by exchange.

    ``allow`` lists pitfall ids that the test falls into on purpose.

    Raises:
        UsageError: ``allow`` names no pitfall.
    """
    known = list(pitfalls)
    check_ids(allow, known)
    findings = [finding for pitfall in known for finding in pitfall.rule(exchanges, profile)]
    return [f for f in _fold_consequences(findings) if f.pitfall not in allow]


def check_ids(ids: Iterable[str], pitfalls: Iterable[Pitfall]) -> None:
    """Refuse ids that name no pitfall.

    Raises:
        UsageError: names the id and offers the nearest.
    """
    known = {pitfall.id for pitfall in pitfalls}
    for name in ids:
        if name not in known:
            raise UsageError(f"allow={name!r}: no pitfall has that id{did_you_mean(name, known)}")


def _fold_consequences(findings: list[Finding]) -> list[Finding]:
    """Fold what was ignored into the error that names its cause: one mistake, one finding."""
    causes = [f for f in findings if f.pitfall in CAUSES_OF_IGNORED and f.level == "error"]
    folded: set[int] = set()
    explained: set[int] = set()
    for consequence in (f for f in findings if f.ignored or f.pitfall == "partial-success"):
        reasons = [id(cause) for cause in causes if _explains(cause, consequence)]
        if reasons:
            folded.add(id(consequence))
            explained.update(reasons)
    return [replace(f, ignored=True) if id(f) in explained else f for f in findings if id(f) not in folded]


def _explains(cause: Finding, consequence: Finding) -> bool:
    """One bad field is enough to lose its whole action, so the cause may lie below what was ignored."""
    return cause.exchange is consequence.exchange and is_at_or_below(cause.subject, consequence.subject)
