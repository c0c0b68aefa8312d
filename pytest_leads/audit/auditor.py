"""Runs the rules of the pitfalls over exchanges."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_leads.errors import UsageError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from pytest_leads.audit.finding import Finding
    from pytest_leads.audit.pitfall import Pitfall
    from pytest_leads.journal import Exchange
    from pytest_leads.workspace.profile import Profile

#: A value that was ignored because of one of these is that pitfall's finding, not also one of partial success.
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
    """Leave out each ignored value whose cause is a finding already: one mistake, one finding."""
    causes = {(f.exchange.number, f.subject) for f in findings if f.pitfall in CAUSES_OF_IGNORED}
    return [
        f for f in findings if f.pitfall != "partial-success" or (f.exchange.number, f.subject) not in causes
    ]
