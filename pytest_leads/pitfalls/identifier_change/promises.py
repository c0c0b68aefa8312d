"""What a server promises about identifier-change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pytest_leads.audit.reading import shown
from pytest_leads.promises import Breach, promise

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_leads.promises import Exchange

PITFALL = "identifier-change"
WHY = (
    "The identifier is immutable after creation (docs: leads/update). A caller that changes a phone number by the API "
    "has to be told so; who gets a 200 believes that the lead can be found under the new one."
)
FIX = "Answer an update that holds another identifier with 403 INVALID_LEAD, and keep nothing of it."


@promise(PITFALL, "create_lead", "update_lead")
def an_update_of_the_identifier_is_refused(exchange: Exchange) -> Iterator[Breach]:
    """An update that holds another value of the lead identifier is 403 INVALID_LEAD, and changes nothing."""
    if exchange.operation == "update_lead" and exchange.reply.status == 403:  # noqa: PLR2004  # refused
        if exchange.terms.identifier in exchange.fields and exchange.reply.error.get("code") != "INVALID_LEAD":
            yield Breach(f"the update was refused with {exchange.reply}, not with 403 INVALID_LEAD", WHY, FIX)
        return
    before = exchange.lead_fields() if exchange.succeeded and exchange.lead else None
    name = exchange.terms.identifier
    if not before or before.get(name) in {None, ""}:
        return
    other = exchange.another(f"than {before[name]}")
    reply = exchange.post(exchange.lead, {"fields": {name: other, "name": "Changed with the identifier"}})
    after = exchange.lead_fields()
    sent = f"POST {exchange.lead} with fields.{name} = {shown(other)} (it is {shown(before[name])})"
    if not reply.says(403, "INVALID_LEAD"):
        now = f"; {name} reads {shown((after or {}).get(name))} now"
        _restore(exchange, before)
        yield Breach(f"{sent} was answered {reply}, not 403 INVALID_LEAD{now}", WHY, FIX)
    elif after is not None and _lasting(before) != _lasting(after):
        changed = sorted(key for key in before | after if before.get(key) != after.get(key) and key != "modified_on")
        _restore(exchange, before)
        yield Breach(f"{sent} was refused, and yet it changed {', '.join(changed)}", WHY, FIX)


def _restore(exchange: Exchange, before: dict[str, Any]) -> None:
    """Take back what the update changed beside the identifier, lest another promise be blamed for it."""
    exchange.post(exchange.lead, {"fields": {"name": before.get("name", "")}})


def _lasting(fields: dict[str, Any]) -> dict[str, Any]:
    """A lead without the time of its last change."""
    return {name: value for name, value in fields.items() if name != "modified_on"}
