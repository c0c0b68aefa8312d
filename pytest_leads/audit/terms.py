"""By whose terms an exchange is judged: its own workspace's, else what the journal tells, else given ones."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pytest_leads.audit.reading import items, mapping, operation_id
from pytest_leads.workspace.profile import Profile

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pytest_leads.journal import Exchange

#: Fields that every lead has and that may be the identifier (docs: concepts/lead-identifier).
_IDENTIFIERS = {"phone": "PHONE", "email": "EMAIL"}


def judged(exchanges: Sequence[Exchange], profile: Profile, *operations: str) -> Iterator[tuple[Exchange, Profile]]:
    """Each exchange of the named ``operations`` (of all, if none is named) with the terms that hold for it."""
    told = None
    for exchange in exchanges:
        if operations and operation_id(exchange) not in operations:
            continue
        own = exchange.disclosure.profile
        if not isinstance(own, Profile) and told is None:
            told = told_by(exchanges, profile)
        yield exchange, own if isinstance(own, Profile) else told or profile


def with_terms(exchanges: Sequence[Exchange], **changes: Any) -> list[Exchange]:
    """The same exchanges, judged by terms in which ``changes`` (members of ``Profile``) are as given."""
    return [
        replace(exchange, disclosure=replace(exchange.disclosure, profile=replace(terms, **changes)))
        for exchange, terms in judged(exchanges, Profile())
    ]


def told_by(exchanges: Sequence[Exchange], profile: Profile) -> Profile:
    """The profile, with what the answers of the API itself say about the workspace put in its place."""
    for exchange in exchanges:
        if not exchange.ok:
            continue
        if operation_id(exchange) == "read_pipeline":
            profile = _with_pipeline(profile, exchange.received())
        elif operation_id(exchange) == "list_fields":
            profile = _with_fields(profile, exchange.received())
        elif operation_id(exchange) == "read_metadata":
            profile = _with_metadata(profile, exchange.received())
    return profile


def labels_of(pipeline: Any) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """Active and archived labels of a pipeline answer, ``None`` when it is not one.

    Both shapes are read: ``leadStages[].activeStatuses[].label`` (docs: enterprise/lead-stage-pipeline) and a
    top-level ``statuses`` as one client met it live, of objects or plain strings.
    """
    body = mapping(pipeline)
    if isinstance(body.get("leadStages"), list):
        stages = [mapping(stage) for stage in body["leadStages"]]
        active = [label for stage in stages for label in _labels(stage.get("activeStatuses"))]
        archived = [label for stage in stages for label in _labels(stage.get("archivedStatuses"))]
        return tuple(active), tuple(archived)
    if isinstance(body.get("statuses"), list):
        return tuple(_labels(body["statuses"])), ()
    return None


def _labels(statuses: Any) -> list[str]:
    found = [status.get("label") if isinstance(status, dict) else status for status in items(statuses)]
    return [label for label in found if isinstance(label, str)]


def _with_pipeline(profile: Profile, answer: Any) -> Profile:
    labels = labels_of(answer)
    if not labels or not labels[0]:
        return profile
    return replace(
        profile,
        statuses=labels[0],
        archived_statuses=labels[1],
        source="the workspace whose pipeline the API answered",
    )


def _with_metadata(profile: Profile, answer: Any) -> Profile:
    """The identifier that a metadata answer names, where that is the API name of a field that is known."""
    known = {**_IDENTIFIERS, **profile.fields}
    name = mapping(answer).get("leadIdentifierFieldId")
    if not isinstance(name, str) or name not in known:
        return profile
    return replace(profile, identifier=name, identifier_type=known[name])


def _with_fields(profile: Profile, answer: Any) -> Profile:
    """Types and identifier from a custom-fields answer (docs: enterprise/custom-fields)."""
    rows = [mapping(row) for row in items(mapping(answer).get("customFields"))]
    types = {
        row["apiName"]: row["type"].upper()
        for row in rows
        if isinstance(row.get("apiName"), str) and isinstance(row.get("type"), str)
    }
    marked = [row.get("apiName") for row in rows if row.get("isLeadid") is True]
    identifier = next((name for name in marked if isinstance(name, str) and name in types), None)
    fields = {**profile.fields, **types}
    if identifier is None:
        return replace(profile, fields=fields)
    return replace(profile, fields=fields, identifier=identifier, identifier_type=types[identifier])
