"""The built-in action type PAYMENT (docs: concepts/actions)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pytest_leads.workspace.field_types import is_number
from pytest_leads.workspace.writing import Checked, Rejected

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pytest_leads.workspace.notes import Notes

PAYMENT_STATUSES = ("PENDING", "COMPLETED", "FAILED", "REFUNDED", "CANCELLED", "PROCESSING")
CURRENCIES = ("INR", "USD", "PKR", "AED", "QAR", "SAR", "MYR", "AUD", "CAD", "SGD", "XOF")
#: What an update may not touch (docs: actions/update).
IMMUTABLE = ("amount", "currency", "paymentid")
_AMOUNT = re.compile(r"[0-9]{1,300}(?:\.[0-9]{1,300})?")


def check_payment(item: Mapping[str, Any], path: str, notes: Notes) -> Checked:
    """Check the members of a payment, all of which stand at the top level of the item."""
    checked = Checked({}, [])
    for name, accept, reason in (
        ("status", _is_status, f"Payment status must be one of {', '.join(PAYMENT_STATUSES)}"),
        ("currency", _is_currency, f"Payment currency must be one of {', '.join(CURRENCIES)}"),
        ("amount", _is_amount, "Payment amount must be a numeric string greater than 0"),
    ):
        value = _amount(item.get(name), notes) if name == "amount" else item.get(name)
        if accept(value):
            checked.accepted[name] = value
        else:
            quirk = "payment_amount_number" if name == "amount" and is_number(value) else ""
            checked.rejected.append(Rejected(f"{path}.{name}", name, item.get(name), reason, "invalid", quirk=quirk))
    if isinstance(item.get("paymentid"), str):
        notes.rests_on("paymentid")
        checked.accepted["paymentid"] = item["paymentid"]
    return checked


def _amount(value: Any, notes: Notes) -> Any:
    if is_number(value) and notes.choose("payment_amount_number") == "accept":
        return str(value)
    return value


def _is_status(value: Any) -> bool:
    return isinstance(value, str) and value in PAYMENT_STATUSES


def _is_currency(value: Any) -> bool:
    return isinstance(value, str) and value in CURRENCIES


def _is_amount(value: Any) -> bool:
    return isinstance(value, str) and _AMOUNT.fullmatch(value) is not None and value.strip("0.") != ""
