"""The report as Markdown, for the summary of a CI job or a comment."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from pytest_leads.reports.spots import spots, unjudged
from pytest_leads.words import number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pytest_leads.reports.detail import Place
    from pytest_leads.reports.report import Report
    from pytest_leads.reports.spots import Spot

#: GitHub takes a job summary of 1 MiB: so many places are told, with so many tests each.
MOST_SPOTS, NAMED_CASES = 200, 10
#: Characters of a text that are told.
LONGEST = 1000

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&!$])")
_BLANKS = re.compile(r"\s+")
_TICKS = re.compile(r"`+")


def write_markdown(report: Report) -> Iterator[str]:
    """The text, piece by piece."""
    for line in _lines(report):
        yield f"{line}\n"


def _lines(report: Report) -> Iterator[str]:
    yield from ("## Leads API: documented pitfalls", "", f"**{escaped(report.verdict)}**", "")
    yield from ("| pitfall | found |", "| --- | --- |")
    for pitfall in report.ranked:
        yield f"| {pitfall.code} {pitfall.id} | {report.told_of(pitfall)} |"
    yield ""
    yield from (line for error in unjudged(report) for line in (f"- {_at(error.place)}{escaped(error.sentence)}", ""))
    found = spots(report)
    for pitfall, of_it in groupby(found[:MOST_SPOTS], key=lambda spot: spot.pitfall):
        yield from (
            f"### {pitfall.code} {pitfall.id}: {escaped(pitfall.title)}",
            "",
            f"Fix: {escaped(pitfall.fix)}",
            "",
        )
        yield from (line for spot in of_it for line in _spot(spot, report.run.case))
        yield ""
    if len(found) > MOST_SPOTS:
        yield from (f"... and {number(len(found) - MOST_SPOTS, 'more place')}.", "")
    yield from _remarks(report.remarks)


def _spot(spot: Spot, case: str) -> Iterator[str]:
    warning = "warning: " if spot.level == "warning" else ""
    yield f"- {_at(spot.place)}{warning}{escaped(spot.text)}"
    named = [code(name) for name in spot.cases[:NAMED_CASES] if name]
    more = len(spot.cases) - NAMED_CASES
    if named:
        rest = f" and {number(more, f'more {case}')}" if more > 0 else ""
        yield f"  <br>in {', '.join(named)}{rest}"


def _at(place: Place | None) -> str:
    if place is None:
        return ""
    function = f" in {place.function}" if place.function else ""
    return f"{code(f'{place.file}:{place.line}{function}')}: "


def _remarks(remarks: Iterable[str]) -> Iterator[str]:
    for remark in remarks:
        yield from (f"> {escaped(remark)}", "")


def escaped(text: str) -> str:
    """A text in one line that is shown as it is."""
    return _SPECIAL.sub(r"\\\1", _BLANKS.sub(" ", text)[:LONGEST])


def code(text: str) -> str:
    """A text as code; more backticks around it than in it."""
    fence = "`" * (max((len(ticks) for ticks in _TICKS.findall(text)), default=0) + 1)
    space = " " if "`" in text else ""
    return f"{fence}{space}{_BLANKS.sub(' ', text)}{space}{fence}"
