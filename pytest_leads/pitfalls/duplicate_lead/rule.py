"""The rule: after a 409 the lead that is there is updated by its id, or saved through the Async API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pytest_leads.audit import Finding
from pytest_leads.audit.reading import items, mapping, member, operation_id, sent_as, shown
from pytest_leads.audit.terms import judged
from pytest_leads.pitfalls.duplicate_lead.hindered import allow_for, hinder
from pytest_leads.pitfalls.duplicate_lead.identity import identity, lead_addressed, leads_shown, owners
from pytest_leads.pitfalls.duplicate_lead.refused import Conflict, Ignored, conflict
from pytest_leads.pitfalls.duplicate_lead.repeated import repeated

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pytest_leads.journal import Exchange
    from pytest_leads.workspace.profile import Profile

CONFLICT = 409
CODE = "LEAD_ALREADY_EXISTS"


def rule(exchanges: Sequence[Exchange], profile: Profile) -> Iterator[Finding]:
    """Find each lead whose conflict nothing resolved, once a lead, and each action that was repeated after a fault."""
    yield from unresolved(exchanges, profile)
    yield from repeated(exchanges, profile)


def unresolved(exchanges: Sequence[Exchange], profile: Profile, *, strict: bool = False) -> Iterator[Finding]:
    """Find each lead whose conflict nothing resolved; ``strict``: also where a fault stood in the way of it."""
    known = owners(exchanges, profile)
    conflicts: list[Conflict] = []
    unknowing: list[Exchange] = []
    for exchange, terms in judged(exchanges, profile):
        if exchange.is_hindered:
            hinder(exchange, terms, known, conflicts)
            unknowing += [exchange] if operation_id(exchange) == "create_lead" and exchange.took_effect else []
            continue
        for met in conflicts:
            met.hindered.discard(sent_as(exchange))
        if _conflicts(exchange):
            _meet(exchange, terms, conflicts, unknowing)
        elif exchange.ok:
            _write(exchange, terms, known, conflicts)
            _show(exchange, terms, known, conflicts)
    yield from _told([met for met in conflicts if strict or not met.hindered])


def _told(conflicts: Sequence[Conflict]) -> Iterator[Finding]:
    for met in conflicts:
        if not met.handled and not met.settled:
            yield from [_ignored(met, lost) for lost in met.unseen] or [_dropped(met)]
        elif met.left_out:
            yield _left_out(met)


def _conflicts(exchange: Exchange) -> bool:
    if operation_id(exchange) != "create_lead" or exchange.response.status != CONFLICT:
        return False
    code = member(exchange.received(), "error").get("code")
    return code is None or code == CODE


def _meet(exchange: Exchange, terms: Profile, conflicts: list[Conflict], unknowing: Sequence[Exchange]) -> None:
    """Open a conflict; a create that is tried again belongs to the one that is open already."""
    about = identity(member(exchange.sent(), "fields"), terms)
    new = conflict(about, exchange, terms)
    allow_for(new, unknowing)
    for met in conflicts:
        if met.about == about and not met.handled and not met.settled:
            if not met.bare or new.bare:
                met.fields |= new.fields
                met.ignored |= new.ignored
                return
            conflicts.remove(met)
            break
    conflicts.append(new)


def _write(exchange: Exchange, terms: Profile, known: dict[str, set[str]], conflicts: list[Conflict]) -> None:
    """Tell the conflicts that a successful write may take care of about it."""
    operation, body = operation_id(exchange), exchange.sent()
    if operation not in {"update_lead", "save_lead", "create_actions"}:
        return
    meant = _meant(exchange, terms, known)
    # A lead of which nothing shows the identifier may be the one: no alarm without a reason for it.
    candidates = [met for met in conflicts if met.about is None or met.about in meant or not meant]
    for met in candidates:
        if operation != "update_lead":
            met.add(body)
        fields = member(body, "fields")
        if operation == "save_lead" or (operation == "update_lead" and (fields or _is_unreadable(exchange))):
            met.write(body)
            if _is_unreadable(exchange) or (not meant and len(candidates) > 1):
                met.fields, met.actions = {}, {}


def _meant(exchange: Exchange, terms: Profile, known: dict[str, set[str]]) -> set[str | None]:
    if operation_id(exchange) == "save_lead":
        return {identity(member(exchange.sent(), "fields"), terms)}
    shown_now = {identity(mapping(exchange.received()).get("fields"), terms)} - {None}
    return shown_now | known.get(lead_addressed(exchange), set())


def _is_unreadable(exchange: Exchange) -> bool:
    return exchange.sent() is None and bool(exchange.request.body.strip())


def _show(exchange: Exchange, terms: Profile, known: dict[str, set[str]], conflicts: list[Conflict]) -> None:
    """Tell the conflicts what a successful exchange after them says of their leads.

    What was known before the 409 does not count: code that does not look at the lead then cannot know it.
    """
    lost = _lost(exchange)
    for lead_id, fields in leads_shown(exchange):
        stored = {name: value for name, value in mapping(fields).items() if f"fields.{name}" not in lost}
        own = identity(fields, terms)
        about = {own} if own is not None else known.get(lead_id, set())
        for met in conflicts:
            if met.about in about:
                met.show(stored)


def _lost(exchange: Exchange) -> set[str]:
    """Paths of what was sent and is known not to have been stored."""
    remarks = [mapping(remark).get("field") for remark in items(mapping(exchange.received()).get("remarks"))]
    return {*map(str, remarks), *(dropped.path for dropped in exchange.disclosure.dropped)}


def _dropped(met: Conflict) -> Finding:
    name = met.terms.identifier
    value = member(met.exchange.sent(), "fields").get(name)
    who = f"the lead with {name} = {shown(value)}" if value is not None else "this lead"
    return Finding(
        pitfall="duplicate-lead",
        rule="conflict-dropped",
        level="error",
        exchange=met.exchange,
        path="response.status",
        value=met.exchange.response.status,
        seen=f"{who} exists already, and nothing that was sent later updates or saves it",
        advice=f'POST /lead/search with {{"fields": {{"{name}": ...}}}} finds the lead that is there.',
        subject=f"fields.{name}",
    )


def _ignored(met: Conflict, lost: Ignored) -> Finding:
    """What a lost answer would have told; it rests on a quirk where no source says that it is ignored."""
    dropped, fault = lost.dropped, lost.exchange.disclosure.fault
    return Finding(
        pitfall="duplicate-lead",
        rule="ignored-before-conflict",
        level="warning" if dropped.quirk else "error",
        exchange=met.exchange,
        path=f"request.body.{dropped.path}",
        value=dropped.value,
        seen=(
            f"{dropped.path} = {shown(dropped.value)} was ignored ({dropped.reason}) by exchange "
            f"{lost.exchange.number}, whose answer was lost to the fault {fault.kind if fault else ''}; this 409 says "
            "that the lead exists, not what it lacks, and nothing that was sent later adds it"
        ),
        advice="Read the lead after such a 409, compare it with what was sent, and send what is missing once more.",
        subject=dropped.path,
        ignored=True,
    )


def _left_out(met: Conflict) -> Finding:
    path = met.left_out[0]
    return Finding(
        pitfall="duplicate-lead",
        rule="refused-data-left-out",
        level="warning",
        exchange=met.exchange,
        path=f"request.body.{path}",
        value=_at(met, path),
        seen=f"the create was refused, and what was sent to the lead later leaves out {', '.join(met.left_out)}",
        advice="Send what the lead should have with the update; actions are added by POST /lead/{leadId}/action.",
        subject=path,
    )


def _at(met: Conflict, path: str) -> Any:
    name = path.removeprefix("fields.")
    if name != path:
        return met.fields[name]
    return next(item for index, item in enumerate(met.exchange.sent()["actions"]) if path == f"actions[{index}]")
