"""What is said when a workspace is served no longer: the findings in full, and a summary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_leads.audit.text import describe_all
from pytest_leads.pitfalls import all_pitfalls
from pytest_leads.reports.summary import summary, summary_of_one
from pytest_leads.reports.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pytest_leads.audit import Finding
    from pytest_leads.serving.served import Part

_WIDTH = 80


def tally_of(parts: Sequence[Part]) -> Tally:
    """The traffic of all parts in numbers, and the findings as rows; a part is told under the name of its test.

    Parts in which nothing was sent, and nothing is wrong, are passed over.
    """
    tally = Tally()
    told = [part for part in parts if len(part.record.journal) or part.verdict.troubles]
    for place, part in enumerate(told, start=1):
        name = part.record.test or ("" if len(told) == 1 else f"part {place}")
        if name in tally.traffic:
            name = f"{name} (part {place})"
        tally.count(name, part.record.journal, part.verdict.troubles)
        tally.add(name, [*part.verdict.errors, *part.verdict.warnings], len(part.record.journal))
    return tally


def describe_parts(parts: Sequence[Part], tally: Tally) -> str:
    """The whole text; ``tally`` is what they add up to."""
    lines = ["", " leads ".center(_WIDTH, "="), *_details(parts), ""]
    if not tally.exchanges:
        return "\n".join([*lines, "NO LEADS TRAFFIC SEEN: this says nothing about any program."])
    named = any(part.record.test for part in parts if len(part.record.journal))
    return "\n".join([*lines, *(summary if named else summary_of_one)(tally, all_pitfalls())])


def _details(parts: Sequence[Part]) -> Iterator[str]:
    for part in parts:
        yield from (f"\nerror: {text}" for text in part.verdict.troubles)
        found, of = (*part.verdict.errors, *part.verdict.warnings), len(part.record.journal)
        yield from (f"\n{text}" for text in describe_all(found, all_pitfalls(), of=of, on_purpose=_permission))


def _permission(finding: Finding) -> str:
    return f"pytest-leads serve --allow {finding.pitfall} ..."
