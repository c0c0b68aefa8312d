"""The rule: a status that is filtered by or written is, to the character, a label of the pipeline."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pytest_leads.audit import Finding
from pytest_leads.audit.reading import member, operation_id
from pytest_leads.audit.terms import judged
from pytest_leads.pitfalls.unknown_status.nearness import difference, nearest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pytest_leads.journal import Exchange
    from pytest_leads.workspace.profile import Profile

ADVICE = (
    "The labels are those of {source}. If your workspace has other labels, give its own pipeline: override the "
    "fixture leads_workspace_config, with what your GET /lead-stage-pipeline answers."
)


def rule(exchanges: Sequence[Exchange], profile: Profile) -> Iterator[Finding]:
    """Find every label that is not in the pipeline; an archived one may be searched for, but not written."""
    places = judged(exchanges, profile, "search_leads", "create_lead", "update_lead", "save_lead")
    for exchange, terms in places:
        if not terms.statuses:
            continue  # nothing is known of this workspace's labels
        filtered = operation_id(exchange) == "search_leads"
        valid = {*terms.statuses, *(terms.archived_statuses if filtered else ())}
        for subject, label in _labels(member(exchange.sent(), "fields"), terms, several=filtered):
            if label not in valid:
                yield _finding(exchange, terms, subject, label)


def _labels(fields: dict[str, Any], terms: Profile, *, several: bool) -> Iterator[tuple[str, str]]:
    """Path and label of each status in lead fields; a filter may hold several."""
    for name, value in fields.items():
        if terms.fields.get(name, "STATUS" if name == "status" else "") != "STATUS":
            continue
        if isinstance(value, str) and (value or several):  # an empty one that is written clears the status
            yield f"fields.{name}", value
        elif isinstance(value, list) and several:
            yield from ((f"fields.{name}[{i}]", one) for i, one in enumerate(value) if isinstance(one, str))


def _finding(exchange: Exchange, terms: Profile, subject: str, label: str) -> Finding:
    archived = label in terms.archived_statuses
    return Finding(
        pitfall="unknown-status",
        rule="archived-label" if archived else "unknown-label",
        level="error",
        exchange=exchange,
        path=f"request.body.{subject}",
        value=label,
        seen=_archived(label) if archived else _unknown(label, terms),
        advice=_joined(exchange, label, terms) or ADVICE.format(source=terms.source),
        subject=subject,
    )


def _joined(exchange: Exchange, label: str, terms: Profile) -> str:
    """What to do about a filter that holds several labels in one text; empty for any other."""
    parts = [part if part in terms.statuses else part.strip() for part in label.split(",")]
    if operation_id(exchange) != "search_leads" or len(parts) == 1 or not {*parts} <= {*terms.statuses}:
        return ""
    return f"These are {len(parts)} labels in one text; send an array: [{', '.join(ascii(part) for part in parts)}]."


def _archived(label: str) -> str:
    return f"{label!a} is archived, and only active statuses can be written"


def _unknown(label: str, terms: Profile) -> str:
    near = nearest(label, terms.statuses)
    if near is None:
        known = ", ".join(ascii(other) for other in terms.statuses)
        return f"{label!a} is no label of the pipeline; its labels are {known}"
    words = difference(label, near)
    return f"{label!a} is no label of the pipeline; the nearest is {near!a}{f' ({words})' if words else ''}"
