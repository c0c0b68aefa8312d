"""Actions: such as the API appends to a timeline, and such as it leaves out (docs: concepts/actions)."""

from __future__ import annotations

from copy import deepcopy
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from pytest_leads.errors import UsageError
from pytest_leads.strategies.arguments import kinds, terms
from pytest_leads.strategies.faults import faults
from pytest_leads.strategies.values import values
from pytest_leads.workspace.payment import CURRENCIES, PAYMENT_STATUSES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hypothesis.strategies import SearchStrategy

    from pytest_leads.strategies.arguments import Kind, Source
    from pytest_leads.workspace.profile import Profile

_PAYMENT = {"type": "PAYMENT", "status": "PENDING", "currency": "INR", "amount": "1000"}
_AMOUNTS = st.integers(1, 10_000).map(str)
_ANY_PAYMENT = st.fixed_dictionaries(
    {
        "type": st.just("PAYMENT"),
        "status": st.sampled_from(PAYMENT_STATUSES),
        "currency": st.sampled_from(CURRENCIES),
        "amount": _AMOUNTS | st.sampled_from(("0.01", "1234.50")),
    }
)
#: The code and the field of an action where the workspace takes any.
_ANY_CODE, _ANY_FIELD = "1001", MappingProxyType({"note": "TEXT"})
#: One change each that makes a payment invalid; ``...`` takes the member away.
PAYMENT_FAULTS: Mapping[str, tuple[dict[str, Any], ...]] = MappingProxyType(
    {
        "out-of-range": ({"amount": "0"}, {"amount": "-5"}),
        "bad-syntax": ({"amount": "free"},),
        "unknown-label": ({"currency": "XXX"}, {"status": "PAID"}),
        "wrong-type": ({"amount": ["1000"]}, {"status": True}),
        "missing-member": ({"status": ...}, {"currency": ...}, {"amount": ...}),
    }
)
#: Faults of custom actions whose answer the documents leave open: only drawn by name.
_CUSTOM_FAULTS = ("invalid-field", "unknown-code")
_CODES = tuple(str(code) for code in range(9001, 9100))
#: Types that the documents name and that are not custom or PAYMENT (docs: concepts/action-types, actions/pitfalls).
READ_ONLY_TYPES = (
    "INCOMING_CALL",
    "OUTGOING_CALL",
    "MISSED_CALL",
    "CALL_ACTION",
    "MAQSAM_INCOMING_CALL",
    "MAQSAM_OUTGOING_CALL",
    "IVR_INCOMING_CALL",
    "IVR_OUTGOING_CALL",
    "MCUBE_INCOMING_CALL",
    "MCUBE_OUTGOING_CALL",
    "KNOWLARITY_INCOMING_CALL",
    "KNOWLARITY_OUTGOING_CALL",
    "CALLER_DESK_INCOMING_CALL",
    "INCOMING_WHATSAPP_MSG",
    "LEAD_ASSIGNMENT",
)


def actions(*, workspace: Source = None) -> SearchStrategy[dict[str, Any]]:
    """Actions that the Sync API appends to a timeline: payments, and custom ones where there are any.

    Covers what ``payments`` and ``custom_actions`` do; never comes what never comes there.

    Raises:
        UsageError: ``workspace`` is none.
    """
    return st.one_of(payments(), *_custom_of(custom_codes(terms(workspace, "actions"))))


def payments() -> SearchStrategy[dict[str, Any]]:
    """Payments, which are the same in every workspace.

    Covers every status and currency of the documents, whole and decimal amounts as text. Never comes: an amount as a
    number (quirk ``payment_amount_number``), ``paymentid``, ``created_on``.
    """
    # The first shrinks to less than any other action, so that it is what a failing test shows where all fail.
    return _AMOUNTS.map(lambda amount: changed({"amount": amount})) | _ANY_PAYMENT


def custom_actions(*, workspace: Source = None) -> SearchStrategy[dict[str, Any]]:
    """Custom actions by their bare code, as the Sync API takes them, with all of their fields.

    Covers the workspace's own codes, and ``"1001"`` with a note where it takes any. Never comes: the prefix
    ``ACTION_``, which the Async API needs and the Sync API refuses in one of two ways (quirk ``sync_prefixed_action``);
    a code with a field of which it is not known what it stores; a field left out, ``created_on``.

    Raises:
        UsageError: ``workspace`` is none, or has no custom action that can be drawn.
    """
    profile = terms(workspace, "custom_actions")
    codes = custom_codes(profile)
    if not codes:
        raise UsageError(f"strategies.custom_actions(): {profile.source} has no custom action that can be drawn")
    return st.one_of(*_custom_of(codes))


def invalid_actions(*, workspace: Source = None, kind: Kind = None) -> SearchStrategy[dict[str, Any]]:
    """An action with one fault, for which the API leaves the whole action out.

    ``kind`` is one of these, or several; by default the first five, which are payments: ``out-of-range`` (an amount of
    0), ``bad-syntax`` (an amount of letters), ``unknown-label`` (a status or currency that the documents do not list),
    ``wrong-type``, ``missing-member``; ``invalid-field`` (a custom action, which may lose that field alone: quirk
    ``invalid_action_field``) and ``unknown-code`` (where the workspace names its actions; no source speaks of it).
    Never comes: what some choice of a quirk appends or answers otherwise (a prefix, an amount or a type given as a
    number), and a read-only type, which fails the whole request.

    Raises:
        UsageError: ``workspace`` is none, there is no such kind, or the workspace has no action for it.
    """
    profile = terms(workspace, "invalid_actions")
    wanted = kinds(kind, (*PAYMENT_FAULTS, *_CUSTOM_FAULTS), "invalid_actions", unsettled=_CUSTOM_FAULTS)
    changes = [change for kind in wanted for change in PAYMENT_FAULTS.get(kind, ())]
    found = [st.sampled_from(changes).map(changed)] if changes else []
    found += list(_with_an_invalid_field(profile)) if "invalid-field" in wanted else []
    if "unknown-code" in wanted and not profile.open_actions:
        codes = [code for code in _CODES if code not in profile.actions]
        found.append(st.sampled_from(codes).map(lambda code: {"type": code, "fields": {}}))
    if not found:
        raise UsageError(
            f"strategies.invalid_actions(kind={kind!r}): {profile.source} has no action that can be invalid in this way"
        )
    return st.one_of(*found)


def read_only_actions() -> SearchStrategy[dict[str, Any]]:
    """Actions of types that the API shows and does not take: ``POST .../action`` with one is 400 as a whole.

    Covers the calls, messages and events that the documents name for certain. Never comes: a type that only clients
    speak of (``SYSTEM_NOTE``); other members than the type.
    """
    return st.sampled_from(READ_ONLY_TYPES).map(lambda type_: {"type": type_})


def changed(change: Mapping[str, Any]) -> dict[str, Any]:
    """A payment with this change."""
    return {name: deepcopy(value) for name, value in {**_PAYMENT, **change}.items() if value is not ...}


def _with_an_invalid_field(profile: Profile) -> Iterator[SearchStrategy[dict[str, Any]]]:
    """Custom actions of each code with each of its fields wrong."""
    for code, fields in custom_codes(profile).items():
        for name, kind in profile.actions.get(code, {}).items():
            if wrong := [value for each in faults(profile, kind).values() for value in each]:
                yield from _custom_of({code: {**fields, name: st.sampled_from(wrong).map(deepcopy)}})


def custom_codes(profile: Profile) -> dict[str, dict[str, SearchStrategy[Any]]]:
    """Codes of custom actions, each with the values of its fields."""
    types = dict(profile.actions) or ({_ANY_CODE: _ANY_FIELD} if profile.open_actions else {})
    codes = {}
    for code, fields in sorted(types.items()):
        drawn = {name: values(profile, kind, f"{code}.{name}") for name, kind in sorted(fields.items())}
        known = {name: strategy for name, strategy in drawn.items() if strategy is not None}
        if len(known) == len(drawn):
            codes[code] = known
    return codes


def _custom_of(codes: Mapping[str, Mapping[str, SearchStrategy[Any]]]) -> list[SearchStrategy[dict[str, Any]]]:
    return [
        st.fixed_dictionaries({"type": st.just(code), "fields": st.fixed_dictionaries(dict(fields))})
        for code, fields in codes.items()
    ]
