"""What a server promises about iso-date."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from pytest_leads.audit.reading import items, mapping, shown
from pytest_leads.promises import Breach, lead_path, promise

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
_DAY = "%Y-%m-%d"
#: The form of the pitfall's own text first; a day alone may be the format of a workspace.
_FORMS = (*(f"{_DAY}T%H:%M:%S{rest}" for rest in ("Z", ".000Z", "+00:00", "")), _DAY)
#: A server that reads this has one of the documented formats, and so none that begins with the year.
_DOCUMENTED = "%d/%m/%Y"
_MOMENT = datetime(2021, 3, 4, 10, 30, tzinfo=UTC)
_OTHER_DAY = datetime(2021, 5, 5, tzinfo=UTC)
#: All that a server may hold was made between the first two; between the first and the last nothing was.
_FIRST, _LAST, _NEXT = (datetime(*day, tzinfo=UTC) for day in ((2000, 1, 1), (2100, 1, 1), (2000, 1, 2)))
#: How far a date without an offset may lie from the same one in UTC.
_NEAR = 14 * 3_600_000


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
    name = next((name for name in dates if name not in exchange.terms.locked), "")
    if name and not _is_near(_MOMENT, stored.get(name)):
        yield from _updated(exchange, name)
    if exchange.operation == "create_lead":
        yield from _created(exchange, dates[0])


@promise(PITFALL, "create_lead", "search_leads")
def an_iso_date_is_no_bound_of_a_window(exchange: Exchange) -> Iterator[Breach]:
    """A search by an ISO 8601 window finds no lead or the wrong ones, and not those that were created in it."""
    if exchange.succeeded:
        yield from _searched(exchange, "/lead/search", "fields", "created_on")


@promise(PITFALL, "create_lead", "create_actions")
def an_iso_date_is_no_bound_for_actions(exchange: Exchange) -> Iterator[Breach]:
    """A search by an ISO 8601 window of actions finds none or the wrong ones, and not those that lie in it."""
    outcomes = items(exchange.reply.body.get("actions")) if exchange.succeeded and exchange.lead else []
    if any(mapping(outcome).get("status") == "CREATED" for outcome in outcomes):
        yield from _searched(exchange, "/lead/search", "actions", "performed_at")
        yield from _searched(exchange, f"{exchange.lead}/action/search", "created_on")


def _updated(exchange: Exchange, name: str) -> Iterator[Breach]:
    """Whether an update reads a date in one of the forms."""
    for form in _FORMS:
        after = _written(exchange, name, _MOMENT.strftime(form))
        if _is_near(_MOMENT, after) and (form != _DAY or _is_documented(exchange, name)):
            yield Breach(f"an update stored fields.{name} = {_MOMENT.strftime(form)!r} as {shown(after)}", WHY, FIX)
            return


def _is_documented(exchange: Exchange, name: str) -> bool:
    return _is_near(_OTHER_DAY, _written(exchange, name, _OTHER_DAY.strftime(_DOCUMENTED)))


def _written(exchange: Exchange, name: str, text: str) -> Any:
    """What a date field holds after an update, ``None`` when that is refused."""
    reply = exchange.post(exchange.lead, {"fields": {name: text}})
    return (exchange.lead_fields() or {}).get(name) if reply.ok else None


def _created(exchange: Exchange, name: str) -> Iterator[Breach]:
    """Whether a create reads a date in the form of the pitfall's text."""
    text = _MOMENT.strftime(_FORMS[0])
    reply = exchange.post("/lead", {"fields": {exchange.terms.identifier: exchange.another("with a date"), name: text}})
    lead = lead_path(mapping(reply.body).get("lead_id"))
    stored = ((exchange.lead_fields(lead) if lead else None) or {}).get(name)
    if _is_near(_MOMENT, stored):
        yield Breach(f"a create stored fields.{name} = {text!r} as {shown(stored)}", WHY, FIX)


def _searched(exchange: Exchange, path: str, *names: str) -> Iterator[Breach]:
    """Whether a search reads the bounds of the window that has these names in its body, in one of the forms."""

    def found(form: str, end: datetime) -> Any:
        body: dict[str, Any] = {"from": _FIRST.strftime(form), "to": end.strftime(form)}
        for name in reversed(names):
            body = {name: body}
        return mapping(exchange.post(path, body).body).get("total_count")

    def reads(form: str) -> bool:
        some = found(form, _LAST)
        return isinstance(some, int) and some > 0 and found(form, _NEXT) == 0

    for form in _FORMS:
        if reads(form) and (form != _DAY or reads(_DOCUMENTED)):
            first, last, next_ = (moment.strftime(form) for moment in (_FIRST, _LAST, _NEXT))
            window = f"POST {path} by {'.'.join(names)} from {first!r}"
            yield Breach(f"{window} to {last!r} finds what was made since, and to {next_!r} nothing", WHY, FIX)
            return


def _is_near(moment: datetime, stored: Any) -> bool:
    """Whether what is stored is this date, in whatever time zone."""
    is_number = isinstance(stored, int | float) and not isinstance(stored, bool)
    return is_number and abs(moment.timestamp() * 1000 - stored) <= _NEAR


def _is_read(text: str, stored: Any) -> bool:
    """Whether what is stored is the date that ISO text means."""
    try:
        moment = datetime.fromisoformat(text) if _ISO.fullmatch(text) else None
    except ValueError:
        return False
    return moment is not None and _is_near(moment if moment.tzinfo else moment.replace(tzinfo=UTC), stored)
