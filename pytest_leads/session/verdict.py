"""The verdict on one record: findings that the test did not allow, and promises that it did not keep."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_leads.audit import audit
from pytest_leads.audit.text import describe_all
from pytest_leads.pitfalls import all_pitfalls
from pytest_leads.pitfalls.partial_success import concerns
from pytest_leads.workspace.profile import Profile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pytest_leads.audit import Finding
    from pytest_leads.session.record import Record


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came out: findings by level, and ``troubles`` that fail the test in any audit mode."""

    errors: tuple[Finding, ...] = ()
    warnings: tuple[Finding, ...] = ()
    troubles: tuple[str, ...] = ()


def judge(record: Record, *, audited: bool = True) -> Verdict:
    """Judge all that a test did; the Async queue is processed first, so that its silent drops are known."""
    if record.opened:
        record.workspace.drain()
    return _judged(record, record.promises, audited=audited)


def judge_so_far(record: Record) -> Verdict:
    """Judge what a test did until now, and change nothing; what it promised may still come."""
    return _judged(record, ())


def _judged(record: Record, promises: Iterable[Callable[[], str | None]], *, audited: bool = True) -> Verdict:
    findings = _findings(record) if len(record.journal) else []
    broken = [text for promise in promises if (text := promise())]
    troubles = [*record.troubles, *_unmet(record, findings), *broken]
    if not audited:
        return Verdict(troubles=tuple(troubles))
    kept = [f for f in findings if f.pitfall not in {*record.allow, *record.provoked} and not _expected(record, f)]
    return Verdict(
        tuple(f for f in kept if f.level == "error"),
        tuple(f for f in kept if f.level == "warning"),
        tuple(troubles),
    )


def explain(verdict: Verdict, exchanges: int) -> str:
    """The text with which a test fails: every trouble, then every finding of level error."""
    return "\n\n".join([*verdict.troubles, *describe_all(verdict.errors, all_pitfalls(), of=exchanges)])


def _findings(record: Record) -> list[Finding]:
    profile = record.workspace.profile if record.opened else Profile()
    return audit(list(record.journal), profile, all_pitfalls())


def _expected(record: Record, finding: Finding) -> bool:
    return any(concerns(finding, path) for path in record.expected_ignored)


def _unmet(record: Record, findings: list[Finding]) -> list[str]:
    """Each ``expect_ignored`` that nothing answered."""
    ignored = [f for f in findings if f.ignored]
    return [
        f"leads_api.expect_ignored({path!r}): nothing there was ignored in {len(record.journal)} exchanges.\n"
        f"  ignored were: {', '.join(f.subject for f in ignored) or 'none'}\n"
        "  Either the value is accepted now (drop the expectation), or the path is misspelt: it is the path in "
        "the request body, such as fields.rating or actions[0].fields.email."
        for path in record.expected_ignored
        if not any(concerns(f, path) for f in ignored)
    ]
