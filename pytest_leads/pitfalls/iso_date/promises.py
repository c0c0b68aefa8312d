"""What a server promises about iso-date."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from pytest_leads.audit.reading import items, mapping, shown
from pytest_leads.promises import Breach, promise

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_leads.promises import Exchange

PITFALL = "iso-date"
WHY = (
    "Dates are Unix milliseconds or text in the workspace's format; ISO 8601 is not parsed (docs: async-api/pitfalls). "
    "A caller whose ISO dates work here gets nothing, or the wrong leads, from the Leads API itself."
)
FIX = "Do not parse ISO 8601 on the way; refuse it clearly, or hand it on as it is."
#: With a T it is no workspace format.
_ISO = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)?", re.ASCII)
_MOMENT = "2021-03-04T10:30:00Z"
#: How far a date without an offset may lie from the same one in UTC, and a day.
_NEAR = 14 * 3_600_000
_DAY = timedelta(days=1)


@promise(PITFALL, "create_lead", "update_lead")
def an_iso_date_is_not_stored_as_a_date(exchange: Exchange) -> Iterator[Breach]:
    """An ISO 8601 date in a date field is not stored as the date that it means."""
    dates = exchange.terms.fields_of("DATE") if exchange.succeeded and exchange.lead else []
    stored = exchange.lead_fields() if dates else None
    if stored is None:
        return
    for name in dates:
        sent = exchange.fields.get(name)
        if isinstance(sent, str) and _is_read(sent, stored.get(name)):
            yield Breach(f"fields.{name} = {sent!r} was sent, and reads back as {shown(stored[name])}", WHY, FIX)
            return
    if not _is_read(_MOMENT, stored.get(dates[0])):
        exchange.post(exchange.lead, {"fields": {dates[0]: _MOMENT}})
        after = (exchange.lead_fields() or {}).get(dates[0])
        if _is_read(_MOMENT, after):
            yield Breach(f"an update stored fields.{dates[0]} = {_MOMENT!r} as {shown(after)}", WHY, FIX)


@promise(PITFALL, "create_lead", "search_leads")
def an_iso_date_is_no_bound_of_a_window(exchange: Exchange) -> Iterator[Breach]:
    """A search by an ISO 8601 window finds no lead or the wrong ones, and not those that were created in it."""
    last = _last_created(exchange) if exchange.succeeded else None
    if last is None:
        return
    span = (last, last + int(_DAY.total_seconds() * 1000))
    everything, numbers, iso = (
        mapping(exchange.post("/lead/search", {"fields": {"created_on": window} if window else {}}).body).get(
            "total_count"
        )
        for window in (None, _window(*span), _window(*map(_iso, span)))
    )
    if iso == numbers and isinstance(numbers, int) and isinstance(everything, int) and 0 < numbers < everything:
        seen = f"a search for created_on from {_iso(last)!r} finds the {numbers} of {everything} leads created since"
        yield Breach(seen, WHY, FIX)


def _window(start: Any, end: Any) -> dict[str, Any]:
    return {"from": start, "to": end}


def _iso(milliseconds: int) -> str:
    moment = datetime.fromtimestamp(milliseconds // 1000, UTC) + timedelta(milliseconds=milliseconds % 1000)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _last_created(exchange: Exchange) -> int | None:
    """When the newest lead was created, Unix milliseconds."""
    rows = items(mapping(exchange.post("/lead/search", {}, ("limit", "1")).body).get("data"))
    created = mapping(mapping(rows[0]).get("fields")).get("created_on") if rows else None
    sane = isinstance(created, int) and not isinstance(created, bool) and 0 < created < 10**13
    return created if sane else None


def _is_read(text: str, stored: Any) -> bool:
    """Whether what is stored is the date that ISO text means, in whatever time zone."""
    if not _ISO.fullmatch(text) or isinstance(stored, bool) or not isinstance(stored, int | float):
        return False
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return False
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return abs(moment.timestamp() * 1000 - stored) <= _NEAR
