"""Checking the fields of a write before anything changes: what is accepted, what is rejected and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pytest_leads.workspace.definitions import READ_ONLY_FIELDS
from pytest_leads.workspace.errors import BadRequestError, InvalidValueError
from pytest_leads.workspace.field_types import check

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pytest_leads.workspace.definitions import Field
    from pytest_leads.workspace.errors import Kind
    from pytest_leads.workspace.notes import Notes
    from pytest_leads.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Rejected:
    """A value that will not be stored; ``path`` is its path in the request body.

    ``quirk`` names the point that no source settles and on which the refusal rests, if it rests on one.
    """

    path: str
    name: str
    value: Any
    reason: str
    kind: Kind
    documented: bool = False
    quirk: str = ""


@dataclass(slots=True)
class Checked:
    """Fields that passed, as they will be stored (``None`` clears), and those that did not."""

    accepted: dict[str, Any]
    rejected: list[Rejected]


def member(body: Mapping[str, Any], name: str, type_: type, notes: Notes) -> Any:
    """A required member of a request body.

    Raises:
        BadRequestError: it is missing or of another JSON type.
    """
    value = body.get(name)
    if not isinstance(value, type_):
        notes.rests_on("missing_member")
        kind = "an object" if type_ is dict else "an array"
        raise BadRequestError(f"{name} is required and must be {kind}")
    return value


def check_lead_fields(workspace: Workspace, given: Mapping[str, Any], notes: Notes) -> Checked:
    """Check the fields of a lead."""
    return _check_all(workspace, given, workspace.fields, "fields", notes)


def check_action_fields(
    workspace: Workspace, given: Mapping[str, Any], known: Mapping[str, Field] | None, path: str, notes: Notes
) -> Checked:
    """Check the fields of a custom action; ``known`` is ``None`` when any field is accepted."""
    if known is None:
        return Checked(dict(given), [])
    return _check_all(workspace, given, known, path, notes)


def report(rejected: Iterable[Rejected], remarks: list[dict[str, str]], notes: Notes) -> None:
    """Put rejected values into the answer's remarks, save those that go in silence, and into the notes."""
    for lost in rejected:
        told = _is_told(lost, notes)
        notes.drop(lost.path, lost.value, lost.reason, told=told, quirk=lost.quirk)
        if told:
            remarks.append({"field": lost.path, "status": "IGNORED", "remark": lost.reason})
            if not lost.documented:
                notes.rests_on("remark_wording")


def lose(rejected: Iterable[Rejected], notes: Notes) -> None:
    """Note rejected values of which the answer says nothing."""
    for lost in rejected:
        notes.drop(lost.path, lost.value, lost.reason, told=False, quirk=lost.quirk)


def merged(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """The old fields with the new ones over them; ``None`` clears."""
    return {name: value for name, value in {**old, **new}.items() if value is not None}


def _is_told(lost: Rejected, notes: Notes) -> bool:
    if lost.kind == "unknown":
        return bool(notes.choose("unknown_field") == "remark")
    if lost.kind == "status":
        return bool(notes.choose("unknown_status") == "remark")
    return True


def _check_all(
    workspace: Workspace, given: Mapping[str, Any], known: Mapping[str, Field], path: str, notes: Notes
) -> Checked:
    checked = Checked({}, [])
    for name, value in given.items():
        try:
            checked.accepted[name] = _accept(workspace, known.get(name), name, value, notes)
        except InvalidValueError as why:
            lost = Rejected(f"{path}.{name}", name, value, why.reason, why.kind, why.documented, why.quirk)
            checked.rejected.append(lost)
    return checked


def _accept(workspace: Workspace, field: Field | None, name: str, value: Any, notes: Notes) -> Any:
    """What is stored of ``value``; a field that the workspace does not define is its choice."""
    if field is None:
        if notes.choose("unknown_field") == "accept":
            return value
        raise InvalidValueError(f"{name} is not a field of this workspace", kind="unknown")
    if name in READ_ONLY_FIELDS and not field.owner:
        notes.rests_on("read_only_field")
        raise InvalidValueError(f"{name} is kept by the workspace", kind="read_only", quirk="read_only_field")
    return check(value, field, workspace, notes)
