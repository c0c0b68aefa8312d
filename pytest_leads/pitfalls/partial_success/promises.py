"""What a server promises about partial-success."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from pytest_leads.audit.reading import items, mapping, shown
from pytest_leads.promises import Breach, lead_path, promise
from pytest_leads.workspace.definitions import READ_ONLY_FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pytest_leads.promises import Exchange, Reply, Terms

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
#: Two values of each type that are valid for certain (docs: concepts/field-types); of a dropdown its options are.
_VALID: Mapping[str, tuple[Any, Any]] = {
    "TEXT": ("Kept", "Kept again"),
    "NUMBER": (3, 4),
    "EMAIL": ("kept@example.com", "again@example.com"),
    "PHONE": ("+919812345670", "+919812345671"),
    "RATING": (3, 4),
    "DATE": (1_672_561_800_000, 1_704_097_800_000),
    "MONEY": ("1000", "2000"),
    "TAGS": (["VIP"], ["Returning"]),
    "WEBSITE": ("https://example.com", "https://example.org"),
}
#: No source says whether the address of somebody who is no team member is stored.
_UNSETTLED = {"assignee"}
#: How many of the actions that were made are read back.
_READ = 3


@promise(PITFALL, "create_lead")
def a_create_stores_what_it_does_not_name(exchange: Exchange) -> Iterator[Breach]:
    """Every field of a created lead is stored, unless remarks name it as IGNORED; and what they name is not."""
    stored = exchange.lead_fields() if exchange.succeeded and exchange.lead else None
    if stored is None:
        return
    ignored = _ignored(exchange.reply)
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
    for name in sorted(_writable(exchange.terms) - exchange.terms.locked):
        value, read = exchange.fields.get(name), stored.get(name)
        if _surely_valid(exchange.terms.types[name], value) and not _same(exchange, name, value, read):
            seen = f"fields.{name} = {shown(value)} was sent and accepted, but it reads back as {shown(read)}"
            yield Breach(seen, WHY, FIX)


@promise(PITFALL, "create_lead")
def a_listed_field_is_stored(exchange: Exchange) -> Iterator[Breach]:
    """A valid value of a field that the server lists is stored, by a create and by an update, or refused by name."""
    first, second = ({}, {}) if not (exchange.succeeded and exchange.lead) else _valid(exchange.terms)
    if not first:
        return
    created = exchange.post("/lead", {"fields": first | {exchange.terms.identifier: exchange.another("with all")}})
    lead = lead_path(mapping(created.body).get("lead_id")) if created.ok else ""
    before = exchange.lead_fields(lead) if lead else None
    if before is None:
        return
    for name, value in first.items():
        if f"fields.{name}" not in _ignored(created) and not _stored(exchange, name, value, before.get(name)):
            seen = f"a POST /lead with fields.{name} = {shown(value)} was answered {created}, and no remark names it, "
            yield Breach(f"{seen}but it reads back as {shown(before.get(name))}", WHY, FIX)
    yield from _lost_by_update(exchange, lead, before, second)


def _lost_by_update(exchange: Exchange, lead: str, before: dict[str, Any], sent: dict[str, Any]) -> Iterator[Breach]:
    updated = exchange.post(lead, {"fields": sent})
    after = exchange.lead_fields(lead) if updated.ok else None
    if after is None:
        return
    for name, value in sent.items():
        if after.get(name) is None or after[name] == before.get(name):
            seen = f"an update with fields.{name} = {shown(value)} was answered {updated}, "
            yield Breach(f"{seen}but it reads back as {shown(after.get(name))}", WHY, FIX)


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


@promise(PITFALL, "create_lead", "create_actions")
def an_action_that_does_not_fit_is_named(exchange: Exchange) -> Iterator[Breach]:
    """A payment, or an action of a listed type, that is IGNORED is named in the remarks."""
    if not exchange.succeeded:
        return
    yield from _unnamed(exchange, items(mapping(exchange.sent).get("actions")), exchange.reply)
    if exchange.operation == "create_lead" and exchange.lead:
        sent = [{"type": "PAYMENT", "status": "PENDING", "currency": "INR", "amount": "0"}]
        yield from _unnamed(exchange, sent, exchange.post(f"{exchange.lead}/action", {"actions": sent}))


def _unnamed(exchange: Exchange, sent: list[Any], reply: Reply) -> Iterator[Breach]:
    """What was ignored without a remark, as far as a source tells that one is due."""
    for index, (item, outcome) in enumerate(zip(sent, items(mapping(reply.body).get("actions")), strict=False)):
        type_, is_ignored = mapping(item).get("type"), mapping(outcome).get("status") == "IGNORED"
        if type_ not in ("PAYMENT", *exchange.terms.actions) or not is_ignored:
            continue
        if not any(field.startswith(f"actions[{index}]") for field in _ignored(reply)):
            yield Breach(f"actions[{index}] = {shown(item)} was IGNORED, and no remark begins with its path", WHY, FIX)


def _read_back(exchange: Exchange, index: int, type_: Any, action: str) -> Iterator[Breach]:
    reply = exchange.get(f"{exchange.lead}/action/{quote(action, safe='')}")
    read = str(mapping(reply.body).get("type")).removeprefix("ACTION_")
    if reply.status != 200 or read != str(type_).removeprefix("ACTION_"):  # noqa: PLR2004  # success
        seen = f"actions[{index}] of type {shown(type_)} was CREATED as {action}, but reading it gives {reply}"
        yield Breach(f"{seen}{f', of type {read}' if reply.status == 200 else ''}", WHY, FIX)  # noqa: PLR2004  # as above


def _valid(terms: Terms) -> tuple[dict[str, Any], dict[str, Any]]:
    """Valid values of the listed fields for a create, and others for an update, without those that are locked then."""
    pairs = {name: pair for name in sorted(_writable(terms) & set(terms.listed)) if (pair := _pair(terms, name))}
    changed = {name: new for name, (old, new) in pairs.items() if old != new and name not in terms.locked}
    return {name: old for name, (old, _) in pairs.items()}, changed


def _pair(terms: Terms, name: str) -> tuple[Any, Any] | None:
    """Two valid values of a field, the same where there is one only; ``None`` where none is certain."""
    options = terms.listed[name]
    if terms.types[name] == "DROPDOWN":
        return (options[0], options[-1]) if options else None
    return _VALID.get(terms.types[name])


def _writable(terms: Terms) -> set[str]:
    """The fields that every caller may write, but for the identifier."""
    return set(terms.types) - READ_ONLY_FIELDS - _UNSETTLED - {terms.identifier}


def _ignored(reply: Reply) -> set[str]:
    remarks = [mapping(remark) for remark in items(mapping(reply.body).get("remarks"))]
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
