"""The rule: a date is Unix milliseconds, or text in the workspace's own format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_leads.audit import Finding
from pytest_leads.audit.reading import SEARCHES, WRITES, shown
from pytest_leads.audit.terms import judged
from pytest_leads.pitfalls.iso_date.notation import (
    is_doubtful,
    is_iso,
    is_iso_moment,
    is_loosely_own,
    is_number,
    is_own,
    seconds,
)
from pytest_leads.pitfalls.iso_date.places import places

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pytest_leads.audit import Level
    from pytest_leads.journal import Exchange
    from pytest_leads.pitfalls.iso_date.places import Place
    from pytest_leads.workspace.profile import Profile

LOOSE = "Write day and month with two digits, and a time as HH:MM:SS."


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one date; ``level`` is lower where it is not certain to be one, or to be wrong."""

    rule: str
    level: Level
    seen: str
    advice: str = ""


def rule(exchanges: Sequence[Exchange], profile: Profile) -> Iterator[Finding]:
    """Find dates in ISO 8601, dates in no known notation, and seconds where milliseconds are meant."""
    for exchange, terms in judged(exchanges, profile, *SEARCHES, *WRITES):
        for place in places(exchange, terms):
            fault = _fault(place, terms)
            if fault:
                yield Finding(
                    pitfall="iso-date",
                    rule=fault.rule,
                    level=fault.level,
                    exchange=exchange,
                    path=f"request.body.{place.path}",
                    value=place.value,
                    seen=f"{place.path} = {shown(place.value)} {fault.seen}",
                    advice=fault.advice,
                    subject=place.path,
                )


def _fault(place: Place, terms: Profile) -> Fault | None:
    if place.certainty == "date" and (day := seconds(place.value)):
        as_read = f"{day:%Y-%m-%d %H:%M} UTC"
        return Fault(
            "epoch-seconds",
            "warning",
            f"looks like Unix seconds; read as milliseconds it is {as_read}",
            "Multiply by 1000.",
        )
    if place.certainty == "date" and place.filtered and is_doubtful(place.value):
        seen = "has the size of Unix milliseconds, but no source says that text or fractions are read as such"
        return Fault("doubtful-date", "warning", seen, "Send a whole number.")
    return _fault_of_text(place, place.value, terms) if isinstance(place.value, str) else None


def _fault_of_text(place: Place, text: str, terms: Profile) -> Fault | None:
    own = f"neither Unix milliseconds nor the workspace's format {terms.date_format}"
    advice = f"The format is that of {terms.source}; if yours is another, say so in leads_workspace_config."
    if not text.strip() or is_own(text, terms.date_format):
        return None
    if is_loosely_own(text, terms.date_format):
        seen = f"is the workspace's format {terms.date_format} written loosely; no source says that this is read"
        return Fault("doubtful-date", "warning", seen, LOOSE) if place.certainty == "date" else None
    if is_iso(text) and place.certainty in {"date", "range"}:
        return Fault("iso-8601", "error", f"is ISO 8601, {own}", advice)
    if is_iso_moment(text) or (is_iso(text) and place.certainty == "likely"):
        return Fault("iso-8601", "warning", f"is ISO 8601, {own}, if this field is of type DATE", advice)
    if place.certainty == "date" and not is_number(text):
        return Fault("unreadable-date", "error", f"is {own}", advice)
    return None
