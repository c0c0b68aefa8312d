"""Reading what a workspace is made from: short forms written by hand, and the API's own answers.

Every function raises ``UsageError`` with the place, the value and the nearest right one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from pytest_leads.errors import UsageError, did_you_mean
from pytest_leads.workspace.definitions import (
    FIELD_TYPES,
    IDENTIFIER_TYPES,
    OPTION_TYPES,
    ActionType,
    Field,
    standard_fields,
)
from pytest_leads.workspace.lead import is_code
from pytest_leads.workspace.members import DEFAULT_LICENSE, STATUSES, Member
from pytest_leads.workspace.pipeline import STAGES, LostReason, Pipeline, Stage, Status

_SHORT_FIELD_KEYS = ("type", "options", "description")
_SHORT_ACTION_KEYS = ("name", "fields", "score", "description")
_PIPELINE_KEYS = (*STAGES, "archived", "lost_reasons", "archived_lost_reasons")
_MEMBER_KEYS = (
    "name",
    "email",
    "status",
    "phone_number",
    "manager_name",
    "manager_email",
    "permission_template_name",
    "license",
)


def read_fields(given: Any, place: str, *, owner: str = "") -> dict[str, Field]:
    """Fields from ``{apiName: type}``, ``{apiName: {"type", "options"}}`` or ``{"customFields": [...]}``."""
    mapping = _mapping(given, place)
    if isinstance(mapping.get("customFields"), list):
        where = f"{place}.customFields"
        answers = [_mapping(item, f"{where}[{n}]") for n, item in enumerate(mapping["customFields"])]
        fields = [_answered_field(item, f"{where}[{n}]") for n, item in enumerate(answers)]
    else:
        fields = [_short_field(name, value, f"{place}.{name}", owner) for name, value in mapping.items()]
    return {field.name: field for field in fields}


def lead_fields(given: Any, place: str) -> dict[str, Field]:
    """The fields of a lead: the standard ones, and those that are named."""
    return standard_fields() | ({} if given is None else read_fields(given, place))


def identifier_in(given: Any) -> str | None:
    """API name of the field that a custom-fields answer marks as the lead identifier."""
    answer = given.get("customFields") if isinstance(given, Mapping) else None
    items = answer if isinstance(answer, list) else []
    return next((item.get("apiName") for item in items if isinstance(item, Mapping) and item.get("isLeadid")), None)


def check_identifier(name: Any, fields: Mapping[str, Field], place: str) -> str:
    """Refuse an identifier that is no field, or of a type that cannot be one (docs: concepts/lead-identifier)."""
    if not isinstance(name, str) or name not in fields:
        raise UsageError(f"{place} = {name!r}: no such field{did_you_mean(str(name), fields)}")
    if fields[name].type not in IDENTIFIER_TYPES:
        raise UsageError(
            f"{place} = {name!r}: a field of type {fields[name].type} cannot be the lead identifier; "
            f"possible are {', '.join(IDENTIFIER_TYPES)}"
        )
    return name


def read_actions(given: Any, place: str) -> dict[str, ActionType]:
    """Action types from ``{"1001": {"name", "fields"}}`` or ``{"customActions": [...]}``, by bare code."""
    mapping = _mapping(given, place)
    if isinstance(mapping.get("customActions"), list):
        where = f"{place}.customActions"
        types = [_answered_action(item, f"{where}[{n}]") for n, item in enumerate(mapping["customActions"])]
    else:
        types = [_short_action(code, value, f"{place}.{code}") for code, value in mapping.items()]
    return {type_.code: type_ for type_ in types}


def read_pipeline(given: Any, place: str) -> Pipeline:
    """A pipeline from labels by stage, or from the lead-stage-pipeline answer."""
    if given is None:
        return Pipeline()
    if isinstance(given, Pipeline):
        return given
    mapping = _mapping(given, place)
    if "leadStages" in mapping:
        return _answered_pipeline(mapping, place)
    check_keys(mapping, _PIPELINE_KEYS, f"{place}.")
    labels = [(stage, label, True) for stage in STAGES for label in _labels(mapping, stage, place)]
    labels += [("OPEN", label, False) for label in _labels(mapping, "archived", place)]
    reasons = [(label, True) for label in _labels(mapping, "lost_reasons", place)]
    reasons += [(label, False) for label in _labels(mapping, "archived_lost_reasons", place)]
    _refuse_twins([label for _, label, _ in labels], f"{place}: the status")
    return Pipeline(
        [Status(n, label, stage, active) for n, (stage, label, active) in enumerate(labels, start=1)],
        [LostReason(n, label, active) for n, (label, active) in enumerate(reasons, start=1)],
    )


def read_members(given: Any, place: str) -> list[Member]:
    """The team from addresses, from objects, or from a ``{"data": [...]}`` answer."""
    if given is None:
        return [Member("Owner", "owner@example.com", phone_number="919000000000", license=DEFAULT_LICENSE)]
    if isinstance(given, Mapping) and isinstance(given.get("data"), list):
        # An answer of the API may hold more than the documents read so far show.
        given = [
            {key: value for key, value in _mapping(item, f"{place}.data[{n}]").items() if key in _MEMBER_KEYS}
            for n, item in enumerate(given["data"])
        ]
    if not isinstance(given, list | tuple):
        raise UsageError(f"{place} = {given!r}: a list of e-mail addresses or of team members is needed")
    members = [_member(item, f"{place}[{n}]") for n, item in enumerate(given)]
    _refuse_twins([member.email.casefold() for member in members], f"{place}: the team member")
    return members


def read_quirks(given: Any, place: str) -> Mapping[str, Any]:
    """Quirks by name; their values are checked when they are set."""
    return {} if given is None else _mapping(given, place)


def check_text(given: Any, place: str) -> str | None:
    """A text or nothing."""
    if given is not None and not isinstance(given, str):
        raise UsageError(f"{place} = {given!r}: a string is needed")
    return given


def check_whole(given: Any, place: str) -> int:
    """A whole number."""
    if isinstance(given, bool) or not isinstance(given, int):
        raise UsageError(f"{place} = {given!r}: a whole number is needed")
    return given


def check_seed(given: Any, place: str) -> int:
    """A whole number, 0 or more: equal seeds give equal ids, and a negative one would equal its positive."""
    if check_whole(given, place) < 0:
        raise UsageError(f"{place} = {given!r}: a whole number, 0 or more, is needed")
    return int(given)


def check_clock(given: Any, place: str) -> None:
    """A callable, or nothing."""
    if given is not None and not callable(given):
        raise UsageError(f"{place} = {given!r}: a callable that returns Unix milliseconds is needed")


def read_tokens(given: Any, place: str) -> dict[str, tuple[str, ...]]:
    """Tokens by API (``sync``, ``async``); empty where none is named."""
    if given is None:
        return {}
    mapping = _mapping(given, place)
    check_keys(mapping, ("sync", "async"), f"{place}.")
    return {api: tuple(_labels(mapping, api, place)) for api in ("sync", "async")}


def check_keys(given: Mapping[str, Any], known: Iterable[str], prefix: str) -> None:
    """Refuse keys that are not known; ``prefix`` is what the message says before the key."""
    choices = tuple(known)
    for key in given:
        if key not in choices:
            raise UsageError(f"{prefix}{key}: no such key{did_you_mean(str(key), choices)}")


def _mapping(given: Any, place: str) -> Mapping[str, Any]:
    if not isinstance(given, Mapping):
        raise UsageError(f"{place} = {given!r}: a mapping is needed")
    return given


def _labels(given: Mapping[str, Any], key: str, place: str) -> list[str]:
    labels = given.get(key, [])
    if not isinstance(labels, list | tuple) or not all(isinstance(label, str) for label in labels):
        raise UsageError(f"{place}.{key} = {labels!r}: a list of strings is needed")
    return list(labels)


def _refuse_twins(labels: list[str], place: str) -> None:
    for label in labels:
        if labels.count(label) > 1:
            raise UsageError(f"{place} {label!r} is named twice")


def _text(given: Mapping[str, Any], key: str, place: str) -> str:
    value = given.get(key)
    if not isinstance(value, str) or not value:
        raise UsageError(f"{place}.{key} = {value!r}: a string is needed")
    return value


def _type(value: Any, place: str) -> str:
    name = str(value).upper().replace("_", "")
    if name not in FIELD_TYPES:
        raise UsageError(f"{place} = {value!r}: no such field type{did_you_mean(name, FIELD_TYPES)}")
    return name


def _short_field(name: Any, value: Any, place: str, owner: str) -> Field:
    if isinstance(value, str):
        return Field(name, _type(value, place), owner=owner)
    mapping = _mapping(value, place)
    check_keys(mapping, _SHORT_FIELD_KEYS, f"{place}.")
    type_ = _type(mapping.get("type"), f"{place}.type")
    options = _labels(mapping, "options", place)
    if options and type_ not in OPTION_TYPES:
        raise UsageError(f"{place}.options: a field of type {type_} has no options")
    return Field(name, type_, tuple(options), owner, description=str(mapping.get("description", "")))


def _option_labels(given: Any) -> tuple[str, ...]:
    """Labels of a custom-fields answer: strings in a summary, objects in a detail."""
    items = given if isinstance(given, list) else []
    labels = (item.get("label") if isinstance(item, Mapping) else item for item in items)
    return tuple(label for label in labels if isinstance(label, str))


def _answered_field(item: Mapping[str, Any], place: str) -> Field:
    # An answer of the API may hold types that the documents read so far do not list: they are kept as they are.
    name, type_ = _text(item, "apiName", place), _text(item, "type", place).upper().replace("_", "")
    return Field(
        name,
        type_,
        _option_labels(item.get("options")),
        id=str(item.get("id") or ""),
        description=str(item.get("description") or ""),
        locked=bool(item.get("lockAfterCreate")),
    )


def _code(value: Any, place: str) -> str:
    code = str(value).removeprefix("ACTION_")
    if not is_code(code):
        raise UsageError(f"{place}: {value!r} is not the code of a custom action, such as '1001'")
    return code


def _short_action(key: Any, value: Any, place: str) -> ActionType:
    code = _code(key, place)
    mapping = _mapping(value, place)
    check_keys(mapping, _SHORT_ACTION_KEYS, f"{place}.")
    fields = read_fields(mapping.get("fields", {}), f"{place}.fields", owner=code)
    return ActionType(
        code,
        str(mapping.get("name", f"Action {code}")),
        MappingProxyType(fields),
        check_whole(mapping.get("score", 0), f"{place}.score"),
        str(mapping.get("description", "")),
    )


def _answered_action(item: Any, place: str) -> ActionType:
    mapping = _mapping(item, place)
    code = _code(mapping.get("code"), f"{place}.code")
    schema = mapping.get("fieldSchema") or {}
    fields = {
        name: Field(name, str(each.get("type")).upper().replace("_", ""), _option_labels(each.get("options")), code)
        for name, each in _mapping(schema, f"{place}.fieldSchema").items()
        if isinstance(each, Mapping)
    }
    return ActionType(
        code,
        str(mapping.get("displayName", code)),
        MappingProxyType(fields),
        check_whole(mapping.get("score") or 0, f"{place}.score"),
        str(mapping.get("description") or ""),
        str(mapping.get("icon") or "map-pin"),
        str(mapping.get("source") or "USER"),
    )


def _answered_pipeline(given: Mapping[str, Any], place: str) -> Pipeline:
    statuses = []
    for number, stage in enumerate(_items(given, "leadStages", place)):
        where = f"{place}.leadStages[{number}]"
        for key, active in (("activeStatuses", True), ("archivedStatuses", False)):
            for index, item in enumerate(_items(stage, key, where)):
                statuses.append(_answered_status(item, f"{where}.{key}[{index}]", _stage(stage, where), active=active))
    reasons = [
        LostReason(int(item.get("reasonid") or 0), _text(item, "reasonLabel", f"{place}.{key}[{index}]"), active)
        for key, active in (("activeLeadLostReasons", True), ("archivedLeadLostReasons", False))
        for index, item in enumerate(_items(given, key, place))
    ]
    return Pipeline(statuses, reasons)


def _items(given: Mapping[str, Any], key: str, place: str) -> list[Mapping[str, Any]]:
    items = given.get(key) or []
    if not isinstance(items, list):
        raise UsageError(f"{place}.{key} = {items!r}: a list is needed")
    return [_mapping(item, f"{place}.{key}[{n}]") for n, item in enumerate(items)]


def _stage(given: Mapping[str, Any], place: str) -> Stage:
    for stage in STAGES:
        if given.get("stageType") == stage:
            return stage
    raise UsageError(f"{place}.stageType = {given.get('stageType')!r}: no such stage; known: {', '.join(STAGES)}")


def _answered_status(item: Mapping[str, Any], place: str, stage: Stage, *, active: bool) -> Status:
    number = item.get("statusid")
    color = str(item.get("color") or "#FF5733")
    return Status(number if isinstance(number, int) else 0, _text(item, "label", place), stage, active, color)


def _member(item: Any, place: str) -> Member:
    if isinstance(item, str):
        return Member(item.split("@")[0], item, license=DEFAULT_LICENSE)
    mapping = _mapping(item, place)
    check_keys(mapping, _MEMBER_KEYS, f"{place}.")
    email = _text(mapping, "email", place)
    for key in _MEMBER_KEYS[:-1]:
        check_text(mapping.get(key), f"{place}.{key}")
    if not isinstance(mapping.get("license"), Mapping | None):
        raise UsageError(f"{place}.license = {mapping['license']!r}: a mapping is needed")
    status = mapping.get("status", "Active")
    if status not in STATUSES:
        raise UsageError(f"{place}.status = {status!r}: no such status{did_you_mean(str(status), STATUSES)}")
    return Member(**{"name": email.split("@")[0], **mapping})
