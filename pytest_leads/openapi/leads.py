"""What the description says of leads: create, read, update, search, and the Async API.

Source: docs: leads/*, async-api/create-or-update-lead; live shapes: leads-api 3.1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_leads.openapi import fields
from pytest_leads.openapi.actions import LEAD_OF_ACTION, NEW_ACTIONS, OUTCOMES, SENT_ACTIONS
from pytest_leads.openapi.entry import (
    Entry,
    Json,
    Link,
    Refusal,
    array,
    either,
    quirk,
    record,
    ref,
    string,
    told,
)
from pytest_leads.openapi.paging import flag, page, paging, window
from pytest_leads.workspace import errors

if TYPE_CHECKING:
    from collections.abc import Mapping

LEAD = {"leadId": "$response.body#/lead_id", "enterpriseId": "$request.path.enterpriseId"}
_SAME_LEAD = {"leadId": "$request.path.leadId", "enterpriseId": "$request.path.enterpriseId"}
_ID = "603d2b2f9b1e8a001c8e4f5c"
_READ = {"name": "Asha Rao", "phone": "919999999999"}


def _live_row() -> Json:
    """A lead as independent clients have seen it."""
    row = record(
        ("id", "fields"),
        id=string("24 hexadecimal digits"),
        fields=ref("LeadFields"),
        status={"type": ["string", "null"]},
        employeeid=told("E-mail address of the assignee", {"type": ["string", "null"]}),
        createdBy=string(),
        rating=told("0 when there is none", {"type": "number"}),
        score={"type": "number"},
        labelids={"type": "array"},
        actions={"type": "array"},
        isArchived={"type": "boolean"},
        isSpam={"type": "boolean"},
        lostReasonid=string("Label of the lost reason, in spite of its name"),
    )
    return told("Its status stands beside fields, not in them.", row)


def _created() -> Json:
    created = record(("lead_id",), lead_id=string("24 hexadecimal digits"), **OUTCOMES)
    return told("What is IGNORED here was not stored, although the request succeeded.", created)


def _scalars() -> Json:
    scalar: Json = {"type": ["string", "number", "boolean", "null"]}
    values = either(scalar, array(scalar, "One of them has to match."))
    return told("Compared as a whole, without regard to case.", values)


def _filters() -> Json:
    """The filters of a lead search by field; a field of unknown type may be a date."""
    status = told("Labels of the pipeline, compared to the character: case and blanks count.", _scalars())
    status |= {"examples": [["Won"], "Fresh"]}
    known = {name: _scalars() for name in ("name", "phone", "email", "rating", "assignee", "lost_reason")}
    times = {name: window("A window of time") for name in ("created_on", "modified_on")}
    either_kind = either(*_scalars()["anyOf"], window("")["anyOf"][0])
    of_fields: Json = {
        "type": ["object", "null"],
        "description": "A lead matches when it satisfies all of them.",
        "properties": known | {"status": status} | times,
        "additionalProperties": told("A custom field; a date field takes a window", either_kind),
    }
    filters = record(
        fields=quirk(of_fields, "invalid_filter", "400"), actions=quirk(ref("ActionsOfLead"), "invalid_filter", "400")
    )
    closed = quirk(filters | {"additionalProperties": False}, "unknown_filter", "400")
    return told("An empty body matches every lead.", closed)


def schemas(identifier: str) -> dict[str, Json]:
    """The schemas of leads in a workspace with this identifier."""
    documented = record(("fields",), fields=ref("LeadFields"))
    return {
        "LeadFields": fields.read_fields(),
        "NewLeadFields": fields.new_fields(identifier),
        "LeadFieldChanges": fields.changed_fields(identifier),
        "SavedLeadFields": fields.saved_fields(),
        "NewLead": record(("fields",), fields=ref("NewLeadFields"), actions=NEW_ACTIONS),
        "LeadChange": record(("fields",), fields=ref("LeadFieldChanges")),
        "SavedLead": record(("fields",), fields=ref("SavedLeadFields"), actions=SENT_ACTIONS),
        "LeadSearch": _filters(),
        "LeadCreated": _created(),
        "DocumentedLead": documented,
        "LiveLead": _live_row(),
        "LeadRow": either(
            quirk(ref("LiveLead"), "search_row", "live"), quirk(ref("DocumentedLead"), "search_row", "documented")
        ),
        "LeadRead": {
            "allOf": [
                either(
                    quirk(ref("DocumentedLead"), "read_row", "documented"), quirk(ref("LiveLead"), "read_row", "live")
                ),
                record(
                    actions=array(ref("ActionRow"), "Actions of every type, with includeActions=true only"),
                    actions_skip={"type": "integer"},
                    actions_limit={"type": "integer"},
                ),
            ]
        },
        "LeadChanged": told("The lead as it is now.", record(("fields",), fields=ref("LeadFields"))),
        "Queued": told(
            "Accepted into the queue, which is not stored.", record(("status",), status={"const": "QUEUED"})
        ),
    }


def _samples(identifier: str) -> dict[str, Json]:
    own = {identifier: fields.IDENTIFIERS.get(identifier, {"examples": ["ID-1"]})["examples"][0]}
    visit = {"type": "1001", "fields": {"note": "Site visit completed"}}
    return {
        "a lead": {"fields": {"name": "Asha Rao"} | own},
        "partial success": {"fields": own | {"name": "Asha Rao", "rating": 9}, "actions": [visit]},
    }


def entries(identifier: str) -> Mapping[str, Entry]:
    """What is said of each operation, in a workspace with this identifier."""
    created = {
        "lead_id": _ID,
        "actions": [{"action_id": "603d2b2f9b1e8a001c8e4f5d", "status": "CREATED"}],
        "remarks": [{"field": "fields.rating", "status": "IGNORED", "remark": errors.RATING_OUT_OF_RANGE}],
    }
    return {
        "create_lead": Entry(
            "Create a lead",
            ref("LeadCreated"),
            "Partial success: a field or action that does not fit is left out and named in remarks. No upsert: an "
            "identifier that is taken is 409.",
            body=ref("NewLead"),
            samples=_samples(identifier),
            answers={"partial success": created},
            refusals={
                400: Refusal((errors.BadRequestError.code,), quirk="invalid_identifier"),
                409: Refusal((errors.LeadAlreadyExistsError.code,), quirk="duplicate_message"),
            },
            links={
                "read": Link("read_lead", LEAD),
                "update": Link("update_lead", LEAD),
                "act": Link("create_actions", LEAD),
                "actions": Link("search_actions", LEAD),
                "find": Link(
                    "search_leads",
                    {"enterpriseId": "$request.path.enterpriseId"},
                    {"fields": {identifier: f"$request.body#/fields/{identifier}"}},
                ),
            },
        ),
        "read_lead": _read_lead(),
        "update_lead": _update_lead(),
        "search_leads": _search_leads(),
        "save_lead": _save_lead(identifier),
    }


def _read_lead() -> Entry:
    return Entry(
        "Read a lead",
        ref("LeadRead"),
        "skip and limit are ignored unless includeActions is true.",
        query=(flag("includeActions", "Whether to give a slice of its actions, too"), *paging(100, " of its actions")),
        answers={
            "with actions": {
                "fields": _READ,
                "actions": [{"type": "1001", "fields": {"note": "Site visit completed"}}],
                "actions_skip": 0,
                "actions_limit": 5,
            }
        },
        refusals={
            400: Refusal((errors.BadRequestError.code,), (errors.LIMIT_OF_LEADS,)),
            404: Refusal((errors.LeadNotFoundError.code,), ("The lead with ID 62ab16e was not found.",)),
        },
    )


def _update_lead() -> Entry:
    return Entry(
        "Update a lead",
        ref("LeadChanged"),
        "Fields that are left out stay. A status that is not in the pipeline is dropped without a word; no source says "
        "whether other values that do not fit are always refused (quirk update_invalid_value).",
        body=ref("LeadChange"),
        samples={"a rating": {"fields": {"rating": 4, "status": "Contacted"}}},
        answers={"a lead": {"fields": _READ}},
        refusals={
            400: Refusal((errors.BadRequestError.code,), quirk="update_invalid_value"),
            403: Refusal((errors.InvalidLeadError.code,), (errors.IDENTIFIER_IMMUTABLE,)),
            404: LEAD_OF_ACTION,
        },
        links={"read": Link("read_lead", _SAME_LEAD)},
    )


def _search_leads() -> Entry:
    april = {"from": "01/04/2026 00:00:00", "to": "30/04/2026 23:59:59"}
    calls = {"type": ["OUTGOING_CALL"], "performed_by": "agent@company.com", "performed_at": april}
    row = {"id": _ID, "status": "Won", "fields": _READ | {"created_on": 1_672_561_800_000}}
    return Entry(
        "Search leads",
        page(ref("LeadRow")),
        "Newest first. All filters stand in the body; of the query string only skip and limit count.",
        query=paging(100),
        body=ref("LeadSearch"),
        body_required=False,
        samples={"everything": {}, "won after a call": {"fields": {"status": ["Won"]}, "actions": calls}},
        answers={"a page": {"data": [row], "total_count": 1, "skip": 0, "limit": 10}},
        refusals={400: Refusal((errors.BadRequestError.code,), (errors.LIMIT_OF_LEADS, errors.INVALID_FILTER))},
    )


def _save_lead(identifier: str) -> Entry:
    sample = _samples(identifier)["a lead"]
    visit = {"type": "ACTION_1001", "fields": {"note": "Site visit completed"}}
    return Entry(
        "Create a lead, or update it",
        ref("Queued"),
        "The Async API: matched by the identifier; nobody is told what is dropped.",
        body=ref("SavedLead"),
        samples={"a lead": sample, "with an action": sample | {"actions": [visit]}},
        answers={"queued": {"status": "QUEUED"}},
        refusals={400: Refusal((errors.BadRequestError.code,), quirk="async_bad_body"), 429: Refusal()},
    )
