"""What is said when a program has ended: the findings in full, and a summary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_leads.audit.text import describe_all
from pytest_leads.pitfalls import all_pitfalls
from pytest_leads.reports.summary import summary, summary_of_one

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_leads.audit import Finding
    from pytest_leads.running.outcome import Outcome

_WIDTH = 80


def describe_outcome(outcome: Outcome) -> str:
    """The whole text."""
    lines = ["", f" leads: {outcome.name} ".center(_WIDTH, "="), *_details(outcome), "", *_end(outcome)]
    if outcome.tally.exchanges:
        lines += (summary if outcome.is_named else summary_of_one)(outcome.tally, all_pitfalls())
    return "\n".join([*lines, *_silence(outcome)]) + "\n"


def _details(outcome: Outcome) -> Iterator[str]:
    for text in outcome.troubles:
        yield from ("", f"error: {text}")
    for part in outcome.parts:
        found, of = (*part.verdict.errors, *part.verdict.warnings), len(part.record.journal)
        for text in describe_all(found, all_pitfalls(), of=of, on_purpose=_permission):
            yield from ("", text)


def _permission(finding: Finding) -> str:
    return f"pytest-leads run --allow {finding.pitfall} ..."


def _end(outcome: Outcome) -> Iterator[str]:
    ended = outcome.ended
    yield from (f"{remark[0].upper()}{remark[1:]}." for remark in ended.remarks)
    if ended.stopped == "interrupted":
        yield "The program was interrupted."
    if ended.status:
        yield f"The program ended with status {ended.status}, and so does this command."
    elif ended.stopped:
        yield f"What it had still to do was not seen, so this command ends with status {outcome.status}."


def _silence(outcome: Outcome) -> Iterator[str]:
    if not outcome.tells_nothing:
        return
    seen = "NO DOCUMENTED CALL WAS LET IN" if outcome.tally.exchanges else "NO LEADS TRAFFIC SEEN"
    yield f"{seen}: this run says nothing about the program."
    if outcome.notes.unseen and not outcome.tally.exchanges:
        yield f"It loaded what cannot be redirected: {', '.join(outcome.notes.unseen)}."
    if not outcome.tally.exchanges:
        yield "Does it call the API at all, and not a mock of its own? Programs in Node and Python are redirected by"
        yield "themselves; any other one has to read the address from its environment: --env NAME={sync_url}"
