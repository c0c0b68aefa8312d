"""Which rows of a search were read over all its pages, in whatever order they were asked for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pytest_leads.audit import Finding
from pytest_leads.audit.reading import (
    SEARCHES,
    canonical,
    items,
    mapping,
    operation_id,
    query_value,
    sent_as,
    whole_number,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pytest_leads.journal import Exchange


@dataclass(slots=True)
class Reading:
    """What was read of one search: half-open ranges of rows, the rows themselves, and the newest answer.

    ``for_one`` is true while every page asked for a single row: whoever does that wants one lead, or the count.
    ``hindered`` are requests for pages that a fault kept from the reader, as long as they are not sent again.
    """

    ranges: list[tuple[int, int]] = field(default_factory=list)
    rows: set[str] = field(default_factory=set)
    total: int = 0
    last: Exchange | None = None
    for_one: bool = True
    hindered: set[object] = field(default_factory=set)

    def add(self, exchange: Exchange, page: dict[str, Any]) -> None:
        """Count one page."""
        self.hindered.discard(sent_as(exchange))
        rows = items(page["data"])
        start = _start(exchange, page)
        self.ranges.append((start, start + len(rows)))
        self.rows.update(_identity(row) for row in rows)
        self.total, self.last = page["total_count"], exchange
        self.for_one = self.for_one and query_value(exchange, "limit") == "1"

    @property
    def covered(self) -> int:
        """How many of the first ``total`` rows lie in some page that was read."""
        count = reached = 0
        for start, end in sorted(self.ranges):
            count += max(0, min(end, self.total) - max(start, reached))
            reached = max(reached, end)
        return count

    @property
    def read(self) -> int:
        """Rows that were read: rows move between pages when leads come and go, so distinct rows count too."""
        return max(self.covered, len(self.rows))


def unread(exchanges: Sequence[Exchange], *, strict: bool = False) -> Iterator[Finding]:
    """Find each search that left matching rows unread, at its last page.

    ``strict`` finds those for one row, too, and those of which a fault kept a page back, so that one had to stop.
    """
    readings: dict[tuple[str, ...], Reading] = {}
    for exchange in exchanges:
        if exchange.is_hindered:
            readings.setdefault(_search(exchange), Reading()).hindered.add(sent_as(exchange))
        elif (page := _page(exchange)) is not None:
            readings.setdefault(_search(exchange), Reading()).add(exchange, page)
    for reading in readings.values():
        excused = reading.for_one or reading.hindered
        if reading.last is not None and reading.read < reading.total and (strict or not excused):
            yield _finding(reading, reading.last)


def _page(exchange: Exchange) -> dict[str, Any] | None:
    """The body of a successful paged answer that can be counted."""
    if not exchange.ok or operation_id(exchange) not in SEARCHES | {"list_members"}:
        return None
    page = mapping(exchange.received())
    total = page.get("total_count")
    countable = isinstance(page.get("data"), list) and isinstance(total, int) and not isinstance(total, bool)
    return page if countable else None


def _search(exchange: Exchange) -> tuple[str, ...]:
    """What makes two requests pages of one search: the path and the criteria."""
    criteria = sorted(f"{k}={v}" for k, v in exchange.request.query if k not in {"skip", "limit"})
    body = exchange.sent()
    if isinstance(body, dict):
        body = {k: v for k, v in body.items() if k not in {"skip", "limit"}}
    return (exchange.request.method, exchange.request.path, canonical(body or {}), *criteria)


def _start(exchange: Exchange, page: dict[str, Any]) -> int:
    skip = page.get("skip")
    if isinstance(skip, int) and not isinstance(skip, bool):
        return max(skip, 0)
    return max(whole_number(query_value(exchange, "skip")) or 0, 0)


def _identity(row: Any) -> str:
    """A lead or action by its id, anything else by all that it says."""
    own = mapping(row).get("id")
    return own if isinstance(own, str) else canonical(row)


def _finding(reading: Reading, exchange: Exchange) -> Finding:
    left = reading.total - reading.read
    return Finding(
        pitfall="page-cap",
        rule="pages-unread",
        level="warning",
        exchange=exchange,
        path="response.body.total_count",
        value=reading.total,
        seen=f"{reading.total} match, {reading.read} of them were read; {left} stayed unread",
        advice="If only the first page is wanted, allow it. If only the count is, ask for it with limit=1.",
    )
