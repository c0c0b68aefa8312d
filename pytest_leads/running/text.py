"""What is said when a program has ended: the findings in full, and a summary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_leads.audit.text import describe
from pytest_leads.pitfalls import all_pitfalls
from pytest_leads.reports.summary import summary
from pytest_leads.reports.tally import Tally
from pytest_leads.words import number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pytest_leads.running.notes import Notes
    from pytest_leads.running.process import Ended
    from pytest_leads.serving import Part

_WIDTH = 80


def report(name: str, parts: Sequence[Part], ended: Ended, notes: Notes) -> str:
    """The whole text; ``name`` is the command as the user wrote it."""
    exchanges = sum(len(part.record.journal) for part in parts)
    lines = [f" leads: {name} ".center(_WIDTH, "=")]
    lines += _details(parts, notes)
    lines += _end(ended)
    lines += _silence(notes) if not exchanges else _summary(name, parts, exchanges, notes)
    return "\n".join(["", *lines, ""])


def _details(parts: Sequence[Part], notes: Notes) -> Iterator[str]:
    known = {pitfall.id: pitfall for pitfall in all_pitfalls()}
    for text in [*notes.refused, *(text for part in parts for text in part.verdict.troubles)]:
        yield from ("", f"error: {text}")
    for part in parts:
        for finding in (*part.verdict.errors, *part.verdict.warnings):
            permission = [f"pytest-leads run --allow {finding.pitfall} ..."]
            of = len(part.record.journal)
            yield from ("", describe(finding, known[finding.pitfall], of=of, on_purpose=permission))
    yield ""


def _end(ended: Ended) -> Iterator[str]:
    yield from (f"The program: {remark}." for remark in ended.remarks)
    if ended.status:
        yield f"The program failed with status {ended.status}; that is the status of this command, too."


def _summary(name: str, parts: Sequence[Part], exchanges: int, notes: Notes) -> list[str]:
    tally = Tally(unseen=set(notes.unseen))
    for part in parts:
        tally.count(name, part.record.journal)
        tally.add(name, [*part.verdict.errors, *part.verdict.warnings])
    headline = f"{number(exchanges, 'exchange')} with the Leads API, answered by the simulator"
    return [headline, *summary(tally, all_pitfalls())[1:]]


def _silence(notes: Notes) -> Iterator[str]:
    yield "NO LEADS TRAFFIC SEEN: this run says nothing about the program."
    if notes.unseen:
        yield f"It loaded {', '.join(notes.unseen)}, whose requests cannot be redirected."
    yield (
        "Does it call the API at all, and not a mock of its own? Programs in Node and Python are redirected by "
        "themselves; any other one has to read the address from its environment: --env NAME={sync_url}"
    )
