"""Actions: such as the API appends to a timeline, and such as it leaves out (docs: concepts/actions)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from pytest_leads.workspace.profile import Profile

_PAYMENT = {"type": "PAYMENT", "status": "PENDING", "currency": "INR", "amount": "1000"}
#: One member each that makes a payment invalid.
_FAULTS: tuple[dict[str, Any], ...] = (
    {"amount": "0"},
    {"amount": "-5"},
    {"amount": "free"},
    {"currency": "XXX"},
    {"status": "PAID"},
)


def valid_actions(profile: Profile) -> SearchStrategy[dict[str, Any]]:
    """A payment, or a custom action by its bare code, as the Sync API takes it."""
    amounts = st.integers(1, 10_000).map(str)
    payments = amounts.map(lambda amount: {**_PAYMENT, "amount": amount})
    codes = sorted(profile.actions) or (["1001"] if profile.open_fields else [])
    plain = [code for code in codes if all(kind == "TEXT" for kind in profile.actions.get(code, {}).values())]
    if not plain:
        return payments
    return payments | st.sampled_from(plain).flatmap(lambda code: _custom(profile, code))


def invalid_actions() -> SearchStrategy[dict[str, Any]]:
    """A payment with one member that makes the API leave the whole action out."""
    return st.sampled_from(_FAULTS).map(lambda fault: {**_PAYMENT, **fault})


def _custom(profile: Profile, code: str) -> SearchStrategy[dict[str, Any]]:
    names = sorted(profile.actions.get(code, {"note": "TEXT"}))
    fields = st.fixed_dictionaries({name: st.sampled_from(("Called back", "Site visit")) for name in names})
    return fields.map(lambda values: {"type": code, "fields": values})
