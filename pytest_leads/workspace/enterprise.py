"""What a workspace tells about itself: metadata, fields, action types, pipeline.

Source: docs: enterprise/*.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pytest_leads.workspace.definitions import OPTION_TYPES
from pytest_leads.workspace.errors import NotFoundError
from pytest_leads.workspace.pipeline import STAGES

if TYPE_CHECKING:
    from pytest_leads.workspace.definitions import ActionType, Field
    from pytest_leads.workspace.notes import Notes
    from pytest_leads.workspace.pipeline import LostReason, Status
    from pytest_leads.workspace.workspace import Workspace

#: Creation of the simulated enterprise and of its definitions, Unix ms (that of the documents' example).
_CREATED = 1_609_459_200_000
_SYSTEM = "owner@example.com"


def read_metadata(workspace: Workspace, enterprise: str, notes: Notes) -> dict[str, Any]:
    """The workspace at a glance."""
    notes.rests_on("field_ids")
    return {
        "name": "Example workspace",
        "id": enterprise,
        "creationTimeStamp": _CREATED,
        "teamSize": "50-100",
        "industry": "Software",
        "website": "https://example.com",
        "leadIdentifierFieldId": _field_id(workspace.fields[workspace.identifier]),
        "integrations": ["WHATSAPP", "EMAIL", "SMS"],
    }


def list_fields(workspace: Workspace, notes: Notes, *, detail: bool) -> dict[str, Any]:
    """The lead fields; with ``detail`` options are objects and each field has its id."""
    render = _field_detail if detail else _field_summary
    return {"customFields": [render(workspace, field, notes) for field in workspace.fields.values()]}


def read_field(workspace: Workspace, name: str, notes: Notes) -> dict[str, Any]:
    """One lead field in detail; the name is case-sensitive.

    Raises:
        NotFoundError: no field has that name.
    """
    field = workspace.fields.get(name)
    if field is None:
        raise NotFoundError(f"Could not find custom field with apiName {name}")
    return _field_detail(workspace, field, notes)


def list_action_types(workspace: Workspace, *, detail: bool) -> dict[str, Any]:
    """The custom action types."""
    render = _action_detail if detail else _action_summary
    return {"customActions": [render(workspace, type_) for type_ in workspace.action_types.values()]}


def read_action_type(workspace: Workspace, code: str) -> dict[str, Any]:
    """One custom action type by its prefixed code; the code is case-sensitive.

    Raises:
        NotFoundError: no action type has that code.
    """
    known = workspace.action_types.get(code.removeprefix("ACTION_")) if code.startswith("ACTION_") else None
    if known is None:
        raise NotFoundError(f"Custom action with code {code} was not found.")
    return {"icon": known.icon} | _action_detail(workspace, known)


def read_pipeline(workspace: Workspace, notes: Notes) -> dict[str, Any]:
    """Stages, statuses and lost reasons, archived ones apart."""
    pipeline = workspace.pipeline
    active = [_reason(r) for r in pipeline.lost_reasons if r.active]
    if notes.choose("pipeline_shape") == "statuses":
        return {"statuses": [_status(s) for s in pipeline.statuses if s.active], "lostReasons": active}
    return {
        "leadStages": [_stage(workspace, stage) for stage in STAGES],
        "activeLeadLostReasons": active,
        "archivedLeadLostReasons": [_reason(r) for r in pipeline.lost_reasons if not r.active],
        "creationTimestamp": _CREATED,
        "modificationTimestamp": _CREATED,
        "lastModifiedBy": _SYSTEM,
        "version": pipeline.version,
    }


def _stage(workspace: Workspace, stage: str) -> dict[str, Any]:
    statuses = [status for status in workspace.pipeline.statuses if status.stage == stage]
    return {
        "stageid": f"stage_{stage.lower()}_1",
        "stageType": stage,
        "visibility": True,
        "activeStatuses": [_status(s) for s in statuses if s.active],
        "archivedStatuses": [_status(s) for s in statuses if not s.active],
    }


def _status(status: Status) -> dict[str, Any]:
    return {"statusid": status.id, "label": status.label, "color": status.color}


def _reason(reason: LostReason) -> dict[str, Any]:
    return {"reasonid": reason.id, "reasonLabel": reason.label, "isDefault": reason.default}


def _field_id(field: Field) -> str:
    return field.id or field.name


def _field_summary(workspace: Workspace, field: Field, _: Notes) -> dict[str, Any]:
    options = list(workspace.options(field))
    return {
        "type": field.type,
        "apiName": field.name,
        "lockAfterCreate": field.locked,
        "isLeadid": field.name == workspace.identifier,
    } | ({"options": options} if field.type in OPTION_TYPES else {})


def _field_detail(workspace: Workspace, field: Field, notes: Notes) -> dict[str, Any]:
    if not field.id:
        notes.rests_on("field_ids")
    detail = {"id": _field_id(field), **_field_summary(workspace, field, notes), "description": field.description}
    if field.type in OPTION_TYPES:
        detail["options"] = [
            {"id": f"{field.key}-{number}", "label": label}
            for number, label in enumerate(workspace.options(field), start=1)
        ]
    if field.type == "DATE":
        notes.rests_on("field_date_format")
        detail["dateFormat"] = workspace.calendar.date_format
    return detail


def _action_summary(_: Workspace, type_: ActionType) -> dict[str, Any]:
    return {
        "code": f"ACTION_{type_.code}",
        "displayName": type_.name,
        "score": type_.score,
        "source": type_.source,
    }


def _action_detail(workspace: Workspace, type_: ActionType) -> dict[str, Any]:
    return _action_summary(workspace, type_) | {
        "id": f"action_type_{type_.code}",
        "description": type_.description,
        "fieldSchema": {name: _schema(workspace, field) for name, field in type_.fields.items()},
        "displaySchema": {},
        "allowPredatedActivity": {"enabled": True},
        "quickAdd": {},
        "definitionType": "USER_DEFINED",
        "createdOn": _CREATED,
        "createdBy": _SYSTEM,
        "modifiedOn": _CREATED,
        "modifiedBy": _SYSTEM,
    }


def _schema(workspace: Workspace, field: Field) -> dict[str, Any]:
    options = {"options": list(workspace.options(field))} if field.type in OPTION_TYPES else {}
    return {"type": field.type} | options
