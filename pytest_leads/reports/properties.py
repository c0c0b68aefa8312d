"""What JUnit XML tells of a test: properties, as pytest's own ``record_property`` makes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_leads.audit.text import local

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pytest_leads.reports.tally import Row

EXCHANGES, FINDING = "leads_exchanges", "leads_finding"


def set_properties(
    properties: list[tuple[str, object]], exchanges: int, rows: Iterable[Row], codes: Mapping[str, str]
) -> None:
    """Tell how many exchanges a test had, and each finding; what was told of an earlier run of it goes."""
    properties[:] = [pair for pair in properties if pair[0] not in {EXCHANGES, FINDING}]
    if exchanges:
        properties.append((EXCHANGES, str(exchanges)))
    for row in rows:
        origin = row.detail.origin
        place = f" at {local(origin.file)}:{origin.line}" if origin else ""
        properties.append((FINDING, f"{row.level}: {codes[row.pitfall]} {row.pitfall}{place}: {row.seen}"))
