"""What is behind one cell of the page's table: findings in full, each with its exchange and the guilty part marked."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pytest_leads.audit import Pitfall
    from pytest_leads.reports.detail import Detail, Place, Shown
    from pytest_leads.reports.excerpt import Excerpt
    from pytest_leads.reports.tally import ProvokedRow, Row


def dialog(name: str, pitfall: Pitfall, case: str, rows: Sequence[Row], provoked: Sequence[ProvokedRow]) -> str:
    """A dialog that scripts open over the page, and a link without them."""
    return "".join(
        [
            f'<dialog id="{name}" aria-labelledby="{name}-h">\n<header><h2 id="{name}-h">',
            f'<span class="code">{pitfall.code}</span> {escape(pitfall.title)}</h2>',
            '<a class="close" href="#matrix" autofocus>Close</a></header>\n',
            f'<p class="case">in <code>{escape(case)}</code></p>\n<p><b>Fix.</b> {escape(pitfall.fix)}</p>\n',
            *(_finding(row) for row in rows),
            *(_unnoticed(row) for row in provoked),
            "</dialog>\n",
        ]
    )


def _finding(row: Row) -> str:
    detail = row.detail
    facts = "".join(f"<dt>{label}</dt><dd>{text}</dd>" for label, text in _facts(detail))
    return (
        f'<section class="finding">\n<h3><span class="level {row.level}">{row.level}</span> {escape(row.seen)}</h3>\n'
        f"<dl>{facts}</dl>\n{_exchange(detail.exchange)}"
        f'<details><summary>Repeat the request with curl</summary><pre class="wire">{escape(detail.reproduce)}</pre>'
        "</details>\n</section>\n"
    )


def _facts(detail: Detail) -> Iterator[tuple[str, str]]:
    if detail.origin:
        yield "sent by", _place(detail.origin)
    yield "guilty part", f"<code>{escape(detail.path)} = {escape(detail.value)}</code>"
    if detail.advice:
        yield "advice", escape(detail.advice)


def _place(place: Place) -> str:
    function = f" in {escape(place.function)}" if place.function else ""
    return f"<code>{escape(place.file)}:{place.line}</code>{function}"


def _exchange(exchange: Shown) -> str:
    by = f", sent by {escape(exchange.client)}" if exchange.client != "unknown" else ""
    return (
        f"<h4>Exchange {exchange.number} of {exchange.of}{by}</h4>\n"
        f"{_message(exchange, 'request')}{_message(exchange, 'response')}"
    )


def _message(exchange: Shown, side: str) -> str:
    parts = [exchange.parts[name] for name in (side, f"{side} headers") if name in exchange.parts]
    text = "\n".join(map(_marked, parts))
    if body := exchange.parts.get(f"{side} body"):
        text += f"\n\n{_marked(body)}"
    return f'<h5>{"Request" if side == "request" else "Answer"}</h5>\n<pre class="wire">{text}</pre>\n'


def _marked(part: Excerpt) -> str:
    before, guilty, after = map(escape, part.parts)
    return f"{before}<mark><i>guilty: </i>{guilty}</mark>{after}" if guilty else escape(part.text)


def _unnoticed(row: ProvokedRow) -> str:
    return (
        f'<section class="finding">\n<h3><span class="level error">unnoticed</span> {escape(row.said)}</h3>\n'
        f'<pre class="wire">{escape(row.text)}</pre>\n</section>\n'
    )
