"""Leads and actions in the shapes that the API gives them.

Source: docs: leads/get, actions/get; live shapes: leads-api 3.1 and 4.1.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pytest_leads.workspace.lead import Action, Lead
    from pytest_leads.workspace.notes import Notes
    from pytest_leads.workspace.search import Page


def encode(value: Any) -> bytes:
    """JSON bytes of an answer; a lone surrogate stays the escape that it came as."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "backslashreplace")


def fields_of(lead: Lead) -> dict[str, Any]:
    """All fields of a lead as they are read; those without a value are absent."""
    return {**lead.fields, "created_on": lead.created_on, "modified_on": lead.modified_on}


def lead_row(lead: Lead, shape: str) -> dict[str, Any]:
    """A lead as ``documented`` (``fields`` only) or ``live`` (``id``, top-level ``status`` and more)."""
    fields = fields_of(lead)
    if shape == "documented":
        return {"fields": fields}
    row = {
        "id": lead.id,
        "fields": fields,
        "status": fields.pop("status", None),
        "employeeid": fields.get("assignee"),
        "createdBy": lead.created_by,
        "rating": fields.get("rating", 0),
        "score": lead.score,
        "labelids": [],
        "actions": [],
        "isArchived": False,
        "isSpam": False,
    }
    return row | ({"lostReasonid": fields["lost_reason"]} if "lost_reason" in fields else {})


def encode_page(page: Page) -> bytes:
    """JSON bytes of a page of a search."""
    rows = b",".join(_encoded_rows(page.leads, page.shape))
    tail = b'],"total_count":%d,"skip":%d,"limit":%d}' % (page.total, page.skip, page.limit)
    return b'{"data":[' + rows + tail


def _encoded_rows(leads: Sequence[Lead], shape: str) -> list[bytes]:
    """Search rows as JSON bytes; each version of a lead is rendered once."""
    try:
        return [lead.rows[shape] for lead in leads]
    except KeyError:
        for lead in leads:
            if shape not in lead.rows:
                lead.rows[shape] = encode(lead_row(lead, shape))
        return [lead.rows[shape] for lead in leads]


def action_row(action: Action, notes: Notes) -> dict[str, Any]:
    """An action in a list of actions."""
    row = action_body(action, notes)
    if notes.choose("action_row") == "documented":
        return row
    return {
        "id": action.id,
        **row,
        "creationTimestamp": action.created_on,
        "modificationTimestamp": action.modified_on,
        "employeeid": action.performed_by,
    }


def action_body(action: Action, notes: Notes) -> dict[str, Any]:
    """An action read by its id: its type and its members."""
    prefix = "ACTION_" if action.is_custom and notes.choose("action_type_in_reads") == "prefixed" else ""
    return {"type": prefix + action.type, **action.members}
