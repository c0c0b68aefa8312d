"""What a server promises about partial-success."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from pytest_leads.audit.reading import items, mapping, shown
from pytest_leads.promises import Breach, promise

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pytest_leads.promises import Exchange

PITFALL = "partial-success"
WHY = (
    "A 201 or 200 may have dropped half the data; remarks and the statuses of the actions are all that a caller has to "
    "find out (docs: leads/create, actions/create). What is dropped and not named is lost for good."
)
FIX = "Hand remarks and actions through as they come: every part that was not stored named, nothing else."
_EMAIL = re.compile(r"[a-z0-9.]+@[a-z0-9]+\.[a-z]{2,}")
#: Types whose values are dropped without a word where the pipeline does not know them (docs: enterprise/pitfalls).
_LABELS = ("STATUS", "LOSTREASON")
_HIGHEST_RATING = 5
#: How many of the actions that were made are read back.
_READ = 3


@promise(PITFALL, "create_lead")
def a_create_stores_what_it_does_not_name(exchange: Exchange) -> Iterator[Breach]:
    """Every field of a created lead is stored, unless remarks name it as IGNORED; and what they name is not."""
    stored = exchange.lead_fields() if exchange.succeeded and exchange.lead else None
    if stored is None:
        return
    ignored = _ignored(exchange)
    for name in _told_of(exchange):
        value, read = exchange.fields[name], stored.get(name)
        sent = f"fields.{name} = {shown(value)} was sent"
        if f"fields.{name}" in ignored:
            if _same(exchange, name, value, read):
                yield Breach(f"{sent} and named as IGNORED, and yet it reads back as {shown(read)}", WHY, FIX)
        elif not _stored(exchange, name, value, read):
            yield Breach(f"{sent} and no remark names it, but it reads back as {shown(read)}", WHY, FIX)


@promise(PITFALL, "update_lead")
def an_update_stores_what_is_valid(exchange: Exchange) -> Iterator[Breach]:
    """Every valid field of an update that is answered 200 is stored."""
    stored = exchange.lead_fields() if exchange.succeeded and exchange.lead else None
    if stored is None:
        return
    for name in ("name", "email", "rating"):
        value = exchange.fields.get(name)
        if name == exchange.terms.identifier or not _surely_valid(exchange.terms.types[name], value):
            continue
        if not _stored(exchange, name, value, stored.get(name)):
            seen = (
                f"fields.{name} = {shown(value)} was sent and accepted, but it reads back as {shown(stored.get(name))}"
            )
            yield Breach(seen, WHY, FIX)


@promise(PITFALL, "create_lead", "create_actions")
def actions_are_answered_one_by_one(exchange: Exchange) -> Iterator[Breach]:
    """The answer has an outcome for each action in its order: CREATED, with an id that can be read, or IGNORED."""
    sent = items(mapping(exchange.sent).get("actions"))
    if not exchange.succeeded:
        return
    outcomes = items(exchange.reply.body.get("actions"))
    if len(outcomes) != len(sent):
        yield Breach(f"{len(sent)} actions were sent, and {len(outcomes)} outcomes were answered", WHY, FIX)
        return
    created = []
    for index, (item, outcome) in enumerate(zip(sent, map(mapping, outcomes), strict=True)):
        status, action = outcome.get("status"), outcome.get("action_id")
        if (status, action) != ("IGNORED", None) and not (status == "CREATED" and isinstance(action, str) and action):
            yield Breach(f"the outcome of actions[{index}] is {shown(outcome)}", WHY, FIX)
        elif status == "CREATED":
            created.append((index, mapping(item).get("type"), str(action)))
    for index, type_, action in created[:_READ]:
        yield from _read_back(exchange, index, type_, action)


def _read_back(exchange: Exchange, index: int, type_: Any, action: str) -> Iterator[Breach]:
    reply = exchange.get(f"{exchange.lead}/action/{quote(action, safe='')}")
    read = str(mapping(reply.body).get("type")).removeprefix("ACTION_")
    if reply.status != 200 or read != str(type_).removeprefix("ACTION_"):  # noqa: PLR2004  # success
        seen = f"actions[{index}] of type {shown(type_)} was CREATED as {action}, but reading it gives {reply}"
        yield Breach(f"{seen}{f', of type {read}' if reply.status == 200 else ''}", WHY, FIX)  # noqa: PLR2004  # as above


def _ignored(exchange: Exchange) -> set[str]:
    remarks = [mapping(remark) for remark in items(exchange.reply.body.get("remarks"))]
    return {str(remark.get("field")) for remark in remarks if remark.get("status") == "IGNORED"}


def _told_of(exchange: Exchange) -> list[str]:
    """The fields that were sent of which the answer has to tell if they are not stored."""
    known = set(exchange.terms.fields_of(*set(exchange.terms.types.values()) - set(_LABELS)))
    return [name for name, value in exchange.fields.items() if name in known and value not in (None, "", [])]


def _surely_valid(type_: str, value: Any) -> bool:
    if type_ == "RATING":
        return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= _HIGHEST_RATING
    if type_ == "EMAIL":
        return isinstance(value, str) and _EMAIL.fullmatch(value) is not None
    return type_ == "TEXT" and isinstance(value, str) and value != ""


def _stored(exchange: Exchange, name: str, value: Any, read: Any) -> bool:
    """Whether a value was stored, as far as that can be told: some types have a form of their own."""
    return _same(exchange, name, value, read) if _surely_valid(exchange.terms.types[name], value) else read is not None


def _same(exchange: Exchange, name: str, value: Any, read: Any) -> bool:
    types: Mapping[str, str] = exchange.terms.types
    if types[name] == "EMAIL" and isinstance(value, str) and isinstance(read, str):
        return value.strip().casefold() == read.strip().casefold()
    return bool(value == read)
