"""The report as one self-contained HTML page: pitfalls by tests, and behind each finding its exchange.

It works without scripts, too (CI servers forbid them): a finding is then opened at the foot of the page.
"""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from pytest_leads.reports.contract import outcomes_of
from pytest_leads.reports.html_finding import dialog
from pytest_leads.reports.report import NOUNS
from pytest_leads.reports.spots import unjudged
from pytest_leads.words import number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pytest_leads.audit import Pitfall
    from pytest_leads.reports.report import Case, Report
    from pytest_leads.reports.spots import Unjudged
    from pytest_leads.reports.tally import CheckRow, ProvokedRow, Row

OUTSIDE = "outside of any test"
#: Checks that are named where many end in the same error.
NAMED_CHECKS = 3
_PROVOKED = ("unnoticed", "noticed", "not comparable", "did not apply", "allowed")
#: A sign and a word for what no finding is in.
_QUIET = {True: ("&#10003;", "no finding"), False: ("&#8211;", "not seen")}


def write_html(report: Report) -> Iterator[str]:
    """The page, piece by piece."""
    style, script = (Path(__file__).with_name(name).read_text("utf-8") for name in ("page.css", "page.js"))
    yield _head(style, script)
    yield f'<body>\n<header>\n<h1>Leads API: documented pitfalls</h1>\n<p class="verdict {_mood(report)}">'
    yield f"{escape(report.verdict)}</p>\n{_facts(report)}</header>\n<main>\n"
    yield from _pitfalls(report)
    matrix = _Matrix(report)
    yield from matrix.table()
    yield from _contract(report)
    yield from _provoked(report)
    yield from _remarks(report)
    yield "</main>\n"
    yield from matrix.dialogs()
    yield f"<script>{script}</script>\n</body>\n</html>\n"


def _head(style: str, script: str) -> str:
    sources = " ".join(f"{kind}-src {_hash(text)};" for kind, text in (("style", style), ("script", script)))
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; {sources} '
        "base-uri 'none'; form-action 'none'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n<meta name="referrer" content="no-referrer">\n'
        f"<title>Leads API: documented pitfalls</title>\n<style>{style}</style>\n</head>\n"
    )


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _mood(report: Report) -> str:
    return "good" if report.is_clean else "bad"


def _facts(report: Report) -> str:
    run = report.run
    facts = {
        "by": f"pytest-leads {run.command}" if run.command != "pytest" else "pytest",
        "started": f"{run.started_at[:16].replace('T', ' ')} UTC",
        "took": f"{run.seconds:.1f} s",
    }
    return (
        f'<dl class="facts">{"".join(f"<div><dt>{k}</dt><dd>{escape(v)}</dd></div>" for k, v in facts.items())}</dl>\n'
    )


def _pitfalls(report: Report) -> Iterator[str]:
    yield '<section aria-labelledby="pitfalls">\n<h2 id="pitfalls">Pitfalls</h2>\n<div class="pitfalls">\n'
    for pitfall in report.ranked:
        worst = _worst(report.numbers(pitfall.id)) or "quiet"
        yield f'<details><summary>{_named(pitfall)} <span class="told {worst}">'
        yield f'{report.told_of(pitfall)}</span></summary>\n<p class="title">{escape(pitfall.title)}</p>'
        for label, text in (("Symptom", pitfall.symptom), ("Cause", pitfall.cause), ("Fix", pitfall.fix)):
            yield f"<p><b>{label}.</b> {escape(text)}</p>"
        yield "</details>\n"
    yield "</div>\n</section>\n"


def _named(pitfall: Pitfall) -> str:
    return f'<span class="code">{pitfall.code}</span> <span class="id">{pitfall.id}</span>'


def _worst(counts: dict[str, int] | Counter[str]) -> str:
    """The worst kind of which there is any."""
    return next((kind for kind in NOUNS if counts.get(kind)), "")


class _Matrix:
    """Cases by pitfalls: a table, and what is behind its cells."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._rows: dict[tuple[str, str], list[Row]] = {}
        self._provoked: dict[tuple[str, str], list[ProvokedRow]] = {}
        for row in report.findings:
            self._rows.setdefault((row.test, row.pitfall), []).append(row)
        for provoked in report.unnoticed:
            self._provoked.setdefault((provoked.test, provoked.pitfall), []).append(provoked)
        told = [case for case in report.cases if case.traffic.exchanges or case.traffic.troubles]
        self._cases = sorted(told, key=lambda case: (*self._badness(case), not case.name, case.name))

    def _counts(self, case: str, pitfall: str) -> Counter[str]:
        counts = Counter[str](row.level for row in self._rows.get((case, pitfall), ()))
        counts["unnoticed"] = len(self._provoked.get((case, pitfall), ()))
        return counts

    def _badness(self, case: Case) -> tuple[int, ...]:
        total: Counter[str] = Counter()
        for pitfall in self._report.pitfalls:
            total.update(self._counts(case.name, pitfall.id))
        return (-total["error"], -total["unnoticed"], -len(case.traffic.troubles), -total["warning"])

    def table(self) -> Iterator[str]:
        """The table; what sent nothing is a number."""
        noun = self._report.run.case
        yield f'<section aria-labelledby="matrix">\n<h2 id="matrix">Pitfalls by {noun}</h2>\n'
        silent = sum(bool(case.name) for case in self._report.cases) - sum(bool(case.name) for case in self._cases)
        rest = f" Left out, without Leads traffic: {number(silent, noun)}." if silent else ""
        yield (
            '<p class="legend">A finding opens its exchange. &#10003; no finding; &#8211; not seen, since no call was '
            f"made that could show it.{rest}</p>\n"
        )
        if self._cases:
            columns = "".join(f'<th scope="col" role="columnheader">{_named(p)}</th>' for p in self._report.pitfalls)
            yield '<table class="matrix" role="table" aria-labelledby="matrix">\n<thead role="rowgroup"><tr role="row">'
            yield f'<th scope="col" role="columnheader">{noun}</th>{columns}</tr></thead>\n<tbody role="rowgroup">\n'
            for index, case in enumerate(self._cases):
                yield self._line(index, case)
            yield "</tbody>\n</table>\n"
        yield "</section>\n"

    def _line(self, index: int, case: Case) -> str:
        cells = "".join(self._cell(index, case, pitfall) for pitfall in self._report.pitfalls)
        outcome = case.ended.outcome
        ended = f'<span class="outcome {escape(outcome.split(" ")[0])}">{escape(outcome)}</span> ' if outcome else ""
        facts = f'<span class="facts">{ended}{number(case.traffic.exchanges, "exchange")}</span>'
        head = f"<code>{_breakable(case.name or OUTSIDE)}</code> {facts}{_troubles(case.traffic.troubles)}"
        return f'<tr role="row"><th scope="row" role="rowheader">{head}</th>{cells}</tr>\n'

    def _cell(self, index: int, case: Case, pitfall: Pitfall) -> str:
        counts = self._counts(case.name, pitfall.id)
        worst = _worst(counts)
        if not worst:
            sign, words = _QUIET[self._report.could_show(case, pitfall)]
            return f'<td role="cell" class="quiet"><span aria-hidden="true">{sign}</span><i>{words}</i></td>'
        words = "<br>".join(_short(counts))
        return (
            f'<td role="cell"><span class="of" aria-hidden="true">{pitfall.id}</span>'
            f'<a class="{worst}" href="#c{index}-{pitfall.id}">{words}<i> of {pitfall.id}</i></a></td>'
        )

    def dialogs(self) -> Iterator[str]:
        """What is behind the cells, in the order of the table."""
        for index, case in enumerate(self._cases):
            for pitfall in self._report.pitfalls:
                key = (case.name, pitfall.id)
                if key in self._rows or key in self._provoked:
                    rows, provoked = self._rows.get(key, []), self._provoked.get(key, [])
                    yield dialog(f"c{index}-{pitfall.id}", pitfall, case.name or OUTSIDE, rows, provoked)


def _short(counts: Counter[str]) -> Iterator[str]:
    """What is counted, short enough for a cell."""
    for kind in ("error", "unnoticed", "warning"):
        if counts[kind]:
            yield f"{counts[kind]} unnoticed" if kind == "unnoticed" else number(counts[kind], kind)


def _breakable(name: str) -> str:
    """A node id, which may be broken after its slashes and colons."""
    return escape(name).replace("/", "/<wbr>").replace("::", "::<wbr>")


def _troubles(troubles: Sequence[str]) -> str:
    if not troubles:
        return ""
    texts = "".join(f"<pre>{escape(text)}</pre>" for text in troubles)
    return f'<details class="troubles"><summary>{number(len(troubles), "trouble")}</summary>{texts}</details>'


def _counted(rows: Iterable[tuple[str, Counter[str]]], columns: Sequence[str], label: str) -> Iterator[str]:
    """A table of numbers."""
    heads = "".join(f'<th scope="col">{column}</th>' for column in columns)
    yield f'<div class="scroll" role="region" tabindex="0" aria-label="{escape(label)}"><table class="numbers">'
    yield f'<thead><tr><th scope="col">pitfall</th>{heads}</tr></thead>\n<tbody>\n'
    for name, counts in rows:
        cells = "".join(f'<td class="{_class(c)}">{counts[c]}</td>' if counts[c] else "<td>-</td>" for c in columns)
        yield f'<tr><th scope="row">{name}</th>{cells}</tr>\n'
    yield "</tbody></table></div>\n"


def _class(outcome: str) -> str:
    return "failed" if outcome in {"failed", "error", "unnoticed"} else "plain"


def _contract(report: Report) -> Iterator[str]:
    if not report.checks:
        return
    yield '<section aria-labelledby="contract">\n<h2 id="contract">Contract checks</h2>\n'
    errors = unjudged(report)
    for subject in dict.fromkeys(row.subject for row in report.checks):
        rows = [row for row in report.checks if row.subject == subject]
        yield f"<h3><code>{_breakable(subject)}</code></h3>\n"
        counts = ((_named(p), Counter[str](r.outcome for r in rows if r.pitfall == p.id)) for p in report.pitfalls)
        yield from _counted(counts, outcomes_of(rows), f"Contract checks of {subject}")
        yield from (_error(error) for error in errors if error.subject == subject)
        yield from _named_checks(rows)
    yield "</section>\n"


def _error(error: Unjudged) -> str:
    more = len(error.checks) - NAMED_CHECKS
    rest = f" and {number(more, 'more check')}" if more > 0 else ""
    return _opened("error", f"{', '.join(error.checks[:NAMED_CHECKS])}{rest}", error.text)


def _opened(outcome: str, named: str, text: str) -> str:
    told = f'<span class="told {outcome}">{outcome}</span> <code>{escape(named)}</code>'
    return f"<details><summary>{told}</summary><pre>{escape(text)}</pre></details>\n"


def _named_checks(rows: Sequence[CheckRow]) -> Iterator[str]:
    for row in rows:
        if row.outcome == "failed":
            yield _opened("failed", row.check, row.text)
    gaps = [
        f"<li>known gap: {escape(row.check)} ({escape(row.why)})</li>" for row in rows if row.outcome == "known gap"
    ]
    yield f"<ul>{''.join(gaps)}</ul>\n" if gaps else ""
    reasons = Counter(row.why for row in rows if row.outcome == "not covered")
    for why, count in reasons.items():
        yield f"<p>not covered: {number(count, 'check')}: {escape(why)}</p>\n"


def _provoked(report: Report) -> Iterator[str]:
    if not report.provoked:
        return
    yield '<section aria-labelledby="provoked">\n<h2 id="provoked">Provoked symptoms</h2>\n'
    rows = report.provoked
    counts = ((_named(p), Counter[str](row.outcome for row in rows if row.pitfall == p.id)) for p in report.pitfalls)
    yield from _counted(counts, _PROVOKED, "Provoked symptoms by pitfall")
    gaps = [row for row in rows if row.gap and row.outcome == "unnoticed"]
    items = [f"known gap: {_breakable(row.test)}: {row.pitfall} ({escape(row.gap)})" for row in gaps]
    unlike = dict.fromkeys((row.test, row.why) for row in rows if row.outcome == "not comparable")
    items += [f"not comparable: {_breakable(test)}: {escape(why)}" for test, why in unlike]
    yield f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>\n" if items else ""
    yield "</section>\n"


def _remarks(report: Report) -> Iterator[str]:
    if report.remarks:
        texts = "".join(f"<pre>{escape(remark)}</pre>\n" for remark in report.remarks)
        yield f'<section aria-labelledby="remarks">\n<h2 id="remarks">Remarks</h2>\n{texts}</section>\n'
