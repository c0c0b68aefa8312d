"""What the description says of actions: create, read, update, search.

Source: docs: concepts/actions, actions/*; live shapes: leads-api 4.1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_leads.openapi.entry import (
    Entry,
    Json,
    Link,
    Refusal,
    array,
    either,
    milliseconds,
    one_of,
    quirk,
    record,
    ref,
    string,
    told,
)
from pytest_leads.openapi.paging import page, paging, window
from pytest_leads.workspace import errors
from pytest_leads.workspace.payment import CURRENCIES, IMMUTABLE, PAYMENT_STATUSES

if TYPE_CHECKING:
    from collections.abc import Mapping

_CODE = "^[0-9]+$"
_AMOUNT = "^[0-9]+([.][0-9]+)?$"
_VISIT = {"type": "1001", "fields": {"note": "Site visit completed"}}
_PAYMENT = {"type": "PAYMENT", "status": "COMPLETED", "currency": "INR", "amount": "5000"}
_NEW_ID = "603d2b2f9b1e8a001c8e4f5d"
#: The actions of a write to the Sync API; null is as if they were not there.
NEW_ACTIONS: Json = {
    "type": ["array", "null"],
    "items": either(
        ref("NewCustomAction"),
        ref("NewPayment"),
        quirk({"description": "Anything else is IGNORED."}, "read_only_action_on_create", "ignored"),
    ),
    "description": "Each stands or falls by itself; null counts as none, which no source says.",
}
#: Those of the Async API.
SENT_ACTIONS: Json = {
    "type": ["array", "null"],
    "items": either(ref("SentCustomAction"), ref("NewPayment"), {"description": "Anything else is dropped."}),
    "description": "Custom types carry the prefix ACTION_ here.",
}
#: What became of the actions and fields of a write: both lists are as the request has them in number and order.
OUTCOMES: Mapping[str, Json] = {
    "actions": quirk(array(ref("ActionOutcome"), "One for each action of the request, in its order"), "empty_lists"),
    "remarks": quirk(array(ref("Remark"), "What was left out, and why"), "empty_lists"),
}
LEAD_OF_ACTION = Refusal((errors.LeadNotFoundError.code,), ("Lead with ID 62ab16e was not found.",))
_UNKNOWN = Refusal(
    (errors.ActionNotFoundError.code, errors.LeadNotFoundError.code), ("Action with ID 62ab16e was not found.",)
)
_PLACE = {"leadId": "$request.path.leadId", "enterpriseId": "$request.path.enterpriseId"}


def _written() -> dict[str, Json]:
    """What is sent."""
    open_fields = {"type": ["object", "null"], "description": "By the fieldSchema of its type"}
    bad_type = {"pattern": "^(PAYMENT|[0-9]+|ACTION_[0-9]+)$"}
    return {
        "NewCustomAction": record(
            ("type",), type=string("The bare code", pattern=_CODE, examples=["1001"]), fields=open_fields
        ),
        "SentCustomAction": record(
            ("type",), type=string("The code with its prefix", pattern="^ACTION_[0-9]+$"), fields=open_fields
        ),
        "NewPayment": record(
            ("type", "status", "currency", "amount"),
            type={"const": "PAYMENT"},
            status=one_of(*PAYMENT_STATUSES),
            currency=one_of(*CURRENCIES),
            amount=string("Above 0", pattern=_AMOUNT, examples=["10000"]),
        ),
        "IgnoredAction": quirk(
            {
                "description": "Anything else is IGNORED, save a type that is only read (a call, a message, ...): that "
                "one fails the request.",
                "properties": {"type": bad_type},
            },
            "sync_prefixed_action",
            "ignored",
        ),
        "CustomActionChange": record(
            ("type", "fields"),
            type=string("That of the existing action", pattern=_CODE),
            fields={"type": "object", "description": "No source says whether those that are left out stay"},
        ),
        "PaymentChange": record(("type", "status"), type={"const": "PAYMENT"}, status=one_of(*PAYMENT_STATUSES))
        | {"not": {"anyOf": [{"required": [name]} for name in IMMUTABLE]}},
    }


def _read() -> dict[str, Json]:
    """What is answered."""
    custom = either(
        quirk(string(pattern=_CODE), "action_type_in_reads", "bare"),
        quirk(string(pattern="^ACTION_[0-9]+$"), "action_type_in_reads", "prefixed"),
    )
    texts = {"amount": string(), "paymentid": quirk(string(), "paymentid")}
    payment = {"status": one_of(*PAYMENT_STATUSES), "currency": one_of(*CURRENCIES)}
    live = {
        "id": string(),
        "creationTimestamp": milliseconds(),
        "modificationTimestamp": milliseconds(),
        "employeeid": string("E-mail address of the performer; another text is an automation"),
    }
    return {
        "CustomAction": record(("type", "fields"), type=custom, fields={"type": "object"}),
        "Payment": record(("type", "status", "currency", "amount"), type={"const": "PAYMENT"}, **payment, **texts),
        "Action": either(ref("CustomAction"), ref("Payment")),
        "ActionRow": told(
            "An action of any type; the members beside type hang on it.",
            record(
                ("type",),
                type=string("A custom code, PAYMENT, or a type that is only read", examples=["1001", "OUTGOING_CALL"]),
                **{name: quirk(schema, "action_row", "live") for name, schema in live.items()},
            ),
        ),
        "ActionOutcome": {
            "oneOf": [
                record(("action_id", "status"), action_id=string(), status={"const": "CREATED"}),
                record(("action_id", "status"), action_id={"type": "null"}, status={"const": "IGNORED"}),
            ]
        },
        "Remark": quirk(
            record(
                ("field", "status", "remark"),
                field=string("Path in the request", examples=["fields.rating", "actions[1].fields.email"]),
                status={"const": "IGNORED"},
                remark=string(examples=[errors.RATING_OUT_OF_RANGE, errors.EMAIL_INVALID]),
            ),
            "remark_wording",
        ),
        "ActionsCreated": record(("lead_id",), lead_id=string(), **OUTCOMES),
    }


def _searched() -> dict[str, Json]:
    """Filters of actions: in a lead search, and of one lead's."""
    texts = told("One of them has to match.", either(string(), array(string()), {"type": "null"}))
    members = {"type": texts, "performed_by": told("E-mail addresses of team members", texts)}
    of_lead = members | {"performed_at": either(window(""), {"type": "null"})}
    own = {
        "type": string("A custom code, or a type that is only read"),
        "performed_by": quirk(texts, "action_search_performer"),
        "created_on": either(window(""), {"type": "null"}),
    }
    return {
        "ActionsOfLead": {
            "type": ["object", "null"],
            "description": "The lead has an action that satisfies all of them.",
            "properties": of_lead,
            "additionalProperties": False,
        },
        "ActionSearch": quirk(
            {"type": "object", "properties": own, "additionalProperties": False}, "invalid_filter", "400"
        ),
    }


SCHEMAS: dict[str, Json] = {
    "NewActions": record(
        ("actions",),
        actions=array(
            either(ref("NewCustomAction"), ref("NewPayment"), ref("IgnoredAction")), "Each stands or falls by itself."
        ),
    ),
    "ActionChange": either(ref("CustomActionChange"), ref("PaymentChange")),
    **_written(),
    **_read(),
    **_searched(),
}


def _create() -> Entry:
    created = {
        "lead_id": "603d2b2f9b1e8a001c8e4f5c",
        "actions": [{"action_id": _NEW_ID, "status": "CREATED"}, {"action_id": None, "status": "IGNORED"}],
        "remarks": [{"field": "actions[1].fields.email", "status": "IGNORED", "remark": errors.EMAIL_INVALID}],
    }
    payment = {"type": "PAYMENT", "status": "PENDING", "currency": "INR", "amount": "10000"}
    action = {**_PLACE, "actionId": "$response.body#/actions/0/action_id"}
    return Entry(
        "Create actions",
        ref("ActionsCreated"),
        "Partial success: an action that does not fit is IGNORED, and the answer is 200 all the same.",
        body=ref("NewActions"),
        samples={"a visit": {"actions": [_VISIT]}, "a payment": {"actions": [payment]}},
        answers={"partial success": created},
        refusals={
            400: Refusal((errors.BadRequestError.code,), (errors.ONLY_CREATABLE,)),
            404: LEAD_OF_ACTION,
        },
        links={
            "read": Link("read_action", action),
            "update": Link("update_action", action),
            "find": Link("search_actions", _PLACE),
        },
    )


ENTRIES: Mapping[str, Entry] = {
    "create_actions": _create(),
    "read_action": Entry(
        "Read an action",
        ref("Action"),
        answers={"a payment": _PAYMENT, "a custom action": _VISIT},
        refusals={400: Refusal((errors.BadRequestError.code,), (errors.ONLY_RETRIEVABLE,)), 404: _UNKNOWN},
    ),
    "update_action": Entry(
        "Update an action",
        ref("Action"),
        "The type must be that of the existing action. Of a payment only the status can be changed.",
        body=ref("ActionChange"),
        samples={"a payment": {"type": "PAYMENT", "status": "COMPLETED"}},
        answers={"a payment": _PAYMENT},
        refusals={400: Refusal((errors.BadRequestError.code,), (errors.PAYMENT_IMMUTABLE,)), 404: _UNKNOWN},
    ),
    "search_actions": Entry(
        "Search a lead's actions",
        page(ref("ActionRow")),
        "Newest first. skip and limit are not on its page, but stand in its answer.",
        query=paging(100),
        body=ref("ActionSearch"),
        body_required=False,
        samples={
            "calls in April": {
                "type": "OUTGOING_CALL",
                "created_on": {"from": "01/04/2026 00:00:00", "to": "30/04/2026 23:59:59"},
            }
        },
        answers={"a page": {"data": [{"type": "OUTGOING_CALL"}], "total_count": 1, "skip": 0, "limit": 10}},
        refusals={
            400: Refusal((errors.BadRequestError.code,), (errors.INVALID_FILTER, errors.LIMIT_OF_LEADS)),
            404: Refusal((errors.LeadNotFoundError.code,)),
        },
    ),
}
