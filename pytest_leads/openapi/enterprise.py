"""What the description says of the workspace itself: metadata, fields, action types, pipeline.

Source: docs: enterprise/*.
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
from pytest_leads.openapi.paging import flag
from pytest_leads.workspace import errors
from pytest_leads.workspace.definitions import FIELD_TYPES
from pytest_leads.workspace.pipeline import STAGES

if TYPE_CHECKING:
    from collections.abc import Mapping

_NUMBER = {"type": "number"}
_FLAG = {"type": "boolean"}
_PLACE = {"enterpriseId": "$request.path.enterpriseId"}
_TYPE = string("No source that could be read lists them all", examples=list(FIELD_TYPES))
_NO_ENTERPRISE = Refusal(
    (errors.EnterpriseNotFoundError.code,),
    ("The enterprise with ID 62ab16e was not found.",),
    quirk="unknown_enterprise",
)
_DETAIL = flag("detail", "Whether to give each in full; the shape is another then")


def _field(options: Json, required: tuple[str, ...], **more: Json) -> Json:
    return record(
        ("type", "apiName", *required),
        type=_TYPE,
        apiName=string("Case counts"),
        lockAfterCreate=_FLAG,
        isLeadid=told("Whether it is the lead identifier", _FLAG),
        options=array(options, "Of types with options only"),
        **more,
    )


def _action_type(required: tuple[str, ...] = (), **more: Json) -> Json:
    return record(
        ("code", "displayName", *required),
        code=string(examples=["ACTION_1001"]),
        displayName=string(),
        score=told("Added to the lead's score each time", _NUMBER),
        source=one_of("USER", "SYSTEM"),
        **more,
    )


def _pipeline() -> dict[str, Json]:
    reasons = array(ref("LostReason"))
    documented = record(
        ("leadStages", "activeLeadLostReasons"),
        leadStages=array(ref("Stage")),
        activeLeadLostReasons=reasons,
        archivedLeadLostReasons=reasons,
        creationTimestamp=milliseconds(),
        modificationTimestamp=milliseconds(),
        lastModifiedBy=string(),
        version=_NUMBER,
    )
    flat = record(("statuses", "lostReasons"), statuses=array(ref("Status")), lostReasons=reasons)
    return {
        "Status": record(("label",), statusid=_NUMBER, label=string("To the character"), color=string()),
        "Stage": record(
            ("stageType", "activeStatuses"),
            stageid=string(),
            stageType=one_of(*STAGES),
            visibility=_FLAG,
            activeStatuses=array(ref("Status")),
            archivedStatuses=array(ref("Status"), "Read, and not valid for writes"),
        ),
        "LostReason": record(("reasonLabel",), reasonid=_NUMBER, reasonLabel=string(), isDefault=_FLAG),
        "Pipeline": either(
            quirk(documented, "pipeline_shape", "leadStages"), quirk(flat, "pipeline_shape", "statuses")
        ),
    }


_DETAILS: dict[str, Json] = {
    "id": string(),
    "description": string(),
    "fieldSchema": {"type": "object"},
    "displaySchema": {"type": "object"},
    "allowPredatedActivity": {"type": "object"},
    "quickAdd": {"type": "object"},
    "definitionType": string(examples=["USER_DEFINED"]),
    "createdOn": milliseconds(),
    "createdBy": string(),
    "modifiedOn": milliseconds(),
    "modifiedBy": string(),
}
SCHEMAS: dict[str, Json] = {
    "Metadata": record(
        ("name", "id", "leadIdentifierFieldId"),
        name=string(),
        id=string(),
        creationTimeStamp=milliseconds("Unix milliseconds; the capital S is the API's"),
        teamSize=string(examples=["50-100"]),
        industry=string(),
        website=string(),
        leadIdentifierFieldId=quirk(string("The id of one of the custom fields"), "field_ids"),
        integrations=array(string(), "No source lists them all"),
    ),
    "FieldSummary": _field(string(), ()),
    "FieldDetail": _field(
        record(("id", "label"), id=string(), label=string()),
        ("id",),
        id=string(),
        description=string(),
        dateFormat=quirk(string("Of date fields", examples=["DD/MM/YYYY"]), "field_date_format"),
    ),
    "ActionTypeSummary": _action_type(),
    "ActionTypeDetail": _action_type(("id", "fieldSchema"), icon=string(), **_DETAILS),
    **_pipeline(),
}

_SUMMARY = {"type": "DROPDOWN", "apiName": "contact_source", "lockAfterCreate": False, "isLeadid": False}
_PIPELINE = {
    "leadStages": [
        {
            "stageid": "stage_open_1",
            "stageType": "OPEN",
            "visibility": True,
            "activeStatuses": [{"statusid": 1, "label": "Fresh", "color": "#FF5733"}],
            "archivedStatuses": [],
        }
    ],
    "activeLeadLostReasons": [{"reasonid": 1, "reasonLabel": "Price too high", "isDefault": False}],
    "archivedLeadLostReasons": [],
    "creationTimestamp": 0,
    "modificationTimestamp": 0,
    "lastModifiedBy": "owner@example.com",
    "version": 3,
}
_ACTION_TYPE = {"code": "ACTION_1001", "displayName": "Site visit", "score": 10, "source": "USER"}
_METADATA = {
    "name": "Example workspace",
    "id": "ent_123456",
    "creationTimeStamp": 1609459200000,
    "teamSize": "50-100",
    "industry": "Software",
    "website": "https://example.com",
    "leadIdentifierFieldId": "phone",
    "integrations": ["WHATSAPP", "EMAIL", "SMS"],
}


def _list(name: str, summary: str, detail: str) -> Json:
    """A list whose items are summaries, or details when asked for."""
    return record((name,), **{name: either(array(ref(summary)), array(ref(detail)))})


ENTRIES: Mapping[str, Entry] = {
    "read_metadata": Entry(
        "Read the workspace's metadata",
        ref("Metadata"),
        answers={"a workspace": _METADATA},
        refusals={404: _NO_ENTERPRISE},
    ),
    "list_fields": Entry(
        "List the lead fields",
        _list("customFields", "FieldSummary", "FieldDetail"),
        query=(_DETAIL,),
        answers={"summary": {"customFields": [_SUMMARY | {"options": ["Web", "Walk-in"]}]}},
        refusals={404: _NO_ENTERPRISE},
        links={"read": Link("read_field", {**_PLACE, "apiName": "$response.body#/customFields/0/apiName"})},
    ),
    "read_field": Entry(
        "Read a lead field",
        ref("FieldDetail"),
        answers={
            "a dropdown": _SUMMARY
            | {"id": "contact_source", "description": "", "options": [{"id": "contact_source-1", "label": "Web"}]}
        },
        refusals={
            404: Refusal((errors.NotFoundError.code,), ("Could not find custom field with apiName contact_source",))
        },
    ),
    "list_action_types": Entry(
        "List the custom action types",
        _list("customActions", "ActionTypeSummary", "ActionTypeDetail"),
        query=(_DETAIL,),
        answers={"summary": {"customActions": [_ACTION_TYPE]}},
        refusals={404: _NO_ENTERPRISE},
        links={"read": Link("read_action_type", {**_PLACE, "code": "$response.body#/customActions/0/code"})},
    ),
    "read_action_type": Entry(
        "Read a custom action type",
        ref("ActionTypeDetail"),
        "The code in full, ACTION_ and the number.",
        answers={"a visit": _ACTION_TYPE | {"id": "1", "fieldSchema": {"note": {"type": "TEXT"}}, "icon": "map-pin"}},
        refusals={404: Refusal((errors.NotFoundError.code,), ("Custom action with code ACTION_1001 was not found.",))},
    ),
    "read_pipeline": Entry(
        "Read the lead stage pipeline",
        ref("Pipeline"),
        "The labels by which leads are searched and written, to the character.",
        answers={"one stage": _PIPELINE},
        refusals={404: _NO_ENTERPRISE},
    ),
}
