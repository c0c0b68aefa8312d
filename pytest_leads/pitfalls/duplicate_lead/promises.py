"""What a server promises about duplicate-lead."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pytest_leads.audit.reading import items, mapping, shown
from pytest_leads.promises import Breach, promise

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_leads.promises import Exchange

PITFALL = "duplicate-lead"
WHY = (
    "POST /lead is no upsert (docs: leads/pitfalls): the 409 is how a caller learns that the lead is there, and that "
    "what it has sent was not stored. Behind a server that hides it, new data is lost, or the person is there twice."
)
FIX = "Answer a create whose identifier is taken, in any spelling, with 409 LEAD_ALREADY_EXISTS, and change nothing."
_INDIAN = re.compile(r"\+?91[0-9]{10}")
_NATIONAL = 10


@promise(PITFALL, "create_lead")
def a_second_create_is_refused(exchange: Exchange) -> Iterator[Breach]:
    """A create with the identifier of a lead that exists is 409 LEAD_ALREADY_EXISTS, and changes nothing."""
    if exchange.reply.status == 409 and exchange.reply.error.get("code") != "LEAD_ALREADY_EXISTS":  # noqa: PLR2004  # conflict
        yield Breach(f"the create was refused with {exchange.reply}, not with 409 LEAD_ALREADY_EXISTS", WHY, FIX)
    before = exchange.lead_fields() if exchange.succeeded and exchange.lead else None
    name = exchange.terms.identifier
    if before is None or not isinstance(exchange.fields.get(name), str):
        return
    for other in _spellings(exchange, name):
        reply = exchange.post("/lead", {"fields": {name: other, "name": "Created a second time"}})
        sent = f"a second POST /lead with fields.{name} = {shown(other)} (the first had {shown(exchange.fields[name])})"
        if not reply.says(409, "LEAD_ALREADY_EXISTS"):
            yield Breach(f"{sent} was answered {reply}, not 409 LEAD_ALREADY_EXISTS", WHY, FIX)
        elif (after := exchange.lead_fields()) is not None and before != after:
            yield Breach(f"{sent} was refused, and yet the lead has changed: {_changes(before, after)}", WHY, FIX)


def _spellings(exchange: Exchange, name: str) -> Iterator[str]:
    """Other spellings of the identifier that was sent.

    Bare digits are completed with the workspace's own country code, which no call tells. They are the same lead where
    the server finds the lead by them.
    """
    value, type_ = exchange.fields[name], exchange.terms.types.get(name, "TEXT")
    yield respelt(value, type_)
    if type_ == "PHONE" and _INDIAN.fullmatch(value):
        bare = value[-_NATIONAL:]
        found = mapping(exchange.post("/lead/search", {"fields": {name: bare}}).body)
        numbers = [mapping(mapping(row).get("fields")).get(name) for row in items(found.get("data"))]
        if found.get("total_count") == 1 and [str(number).lstrip("+") for number in numbers] == [value.lstrip("+")]:
            yield bare


def respelt(value: str, type_: str) -> str:
    """Another spelling of the same identifier, or the same where no other is certain.

    Source: docs: concepts/lead-identifier.
    """
    if type_ == "PHONE":
        return ("" if value.startswith("+") else "+") + value.removeprefix("+") if _INDIAN.fullmatch(value) else value
    other = value.swapcase() if value.isascii() else value
    return f" {other} " if type_ == "EMAIL" else other


def _changes(before: dict[str, Any], after: dict[str, Any]) -> str:
    names = sorted(name for name in before | after if before.get(name) != after.get(name))
    return ", ".join(f"{name} from {shown(before.get(name))} to {shown(after.get(name))}" for name in names)
