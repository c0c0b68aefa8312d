"""The types of fields: for each, what JSON it accepts and what is stored.

Source: docs: concepts/field-types. A check returns the value to store or raises ``InvalidValueError``.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any

from pytest_leads.workspace.errors import EMAIL_INVALID, RATING_OUT_OF_RANGE, InvalidValueError
from pytest_leads.workspace.phone import normalise_phone

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_leads.workspace.definitions import Field
    from pytest_leads.workspace.notes import Notes
    from pytest_leads.workspace.workspace import Workspace

    Check = Callable[[Any, Field, Workspace, Notes], Any]

_EMAIL = re.compile(r"[^@\s,;]+@[^@\s.,;]+(?:\.[^@\s.,;]+)+")
_NUMBER = re.compile(r"[+-]?[0-9]{1,300}(?:\.[0-9]{1,300})?")
_WEBSITE = re.compile(r"(?:https?://)?[^\s/.:]+(?:\.[^\s/.:]+)+(?::[0-9]+)?(?:/\S*)?", re.IGNORECASE)
_PUBLIC_URL = re.compile(r"https?://[^\s/]+(?:/\S*)?", re.IGNORECASE)
#: Countries write numbers of these shapes in three ways that the documents name: bare, with code, with plus.
_DOCUMENTED_PHONE = re.compile(r"\+?[0-9]{10,13}")
_LOWEST_RATING, _HIGHEST_RATING = 1, 5


def is_email(value: Any) -> bool:
    """Whether ``value`` is text of the form of an e-mail address, blanks around it aside."""
    return isinstance(value, str) and _EMAIL.fullmatch(value.strip()) is not None


def is_number(value: Any) -> bool:
    """Whether ``value`` is a finite number."""
    if isinstance(value, float):
        return math.isfinite(value)
    return isinstance(value, int) and not isinstance(value, bool)


def _text(value: Any, field: Field, _: Workspace, __: Notes) -> str:
    if not isinstance(value, str):
        raise InvalidValueError(f"{field.name} must be a string")
    return value


def _email(value: Any, _: Field, __: Workspace, ___: Notes) -> str:
    if not is_email(value):
        raise InvalidValueError(EMAIL_INVALID, documented=True)
    return str(value).strip()


def _phone(value: Any, field: Field, workspace: Workspace, notes: Notes) -> str:
    number = normalise_phone(value, workspace.country_code) if isinstance(value, str) else None
    if isinstance(value, str) and not _DOCUMENTED_PHONE.fullmatch(value):
        notes.rests_on("phone_shape")
    if number is None:
        raise InvalidValueError(f"{field.name} must be a phone number with its country code")
    if notes.choose("stored_phone") == "as_sent":
        return str(value)
    return number


def _number(value: Any, field: Field, _: Workspace, notes: Notes) -> int | float:
    if is_number(value):
        number: int | float = value
        return number
    if isinstance(value, str) and _NUMBER.fullmatch(value) and notes.choose("numeric_strings") == "accept":
        return float(value) if "." in value else int(value)
    raise InvalidValueError(f"{field.name} must be a number")


def _money(value: Any, field: Field, _: Workspace, notes: Notes) -> str:
    if isinstance(value, str) and _NUMBER.fullmatch(value):
        return value
    if is_number(value) and notes.choose("money_numbers") == "accept":
        return str(int(value)) if value == int(value) else str(value)
    raise InvalidValueError(f"{field.name} must be a numeric string")


def _date(value: Any, field: Field, workspace: Workspace, notes: Notes) -> int:
    moment = workspace.calendar.read(value)
    if moment is None:
        wanted = workspace.calendar.date_format
        raise InvalidValueError(f"{field.name} must be Unix milliseconds or a date as {wanted}")
    if isinstance(value, str):
        notes.rests_on("timezone")
    return moment


def _dropdown(value: Any, field: Field, workspace: Workspace, notes: Notes) -> str:
    label = _text(value, field, workspace, notes)
    known = workspace.options(field)
    if known and label not in known and notes.choose("unknown_dropdown_label") == "drop":
        raise InvalidValueError(f"{field.name} has no option {label}")
    return label


def _tags(value: Any, field: Field, _: Workspace, __: Notes) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or not all(isinstance(tag, str) for tag in value):
        raise InvalidValueError(f"{field.name} must be an array of strings")
    return tuple(value)


def _website(value: Any, field: Field, _: Workspace, __: Notes) -> str:
    if not isinstance(value, str) or not _WEBSITE.fullmatch(value):
        raise InvalidValueError(f"{field.name} must be a URL")
    return value


def _medialink(value: Any, field: Field, _: Workspace, __: Notes) -> str:
    if not isinstance(value, str) or not _PUBLIC_URL.fullmatch(value):
        raise InvalidValueError(f"{field.name} must be a publicly reachable URL")
    return value


def _active_user(value: Any, field: Field, workspace: Workspace, notes: Notes) -> str:
    address = _email(value, field, workspace, notes)
    if (
        workspace.members.named
        and workspace.members.find(address) is None
        and notes.choose("unknown_member_value") == "invalid"
    ):
        raise InvalidValueError(f"{field.name} must be a team member's e-mail address", quirk="unknown_member_value")
    return address


def _rating(value: Any, _: Field, __: Workspace, ___: Notes) -> int:
    whole = is_number(value) and value == int(value)
    if not whole or not _LOWEST_RATING <= value <= _HIGHEST_RATING:
        raise InvalidValueError(RATING_OUT_OF_RANGE, documented=whole)
    return int(value)


def _status(value: Any, field: Field, workspace: Workspace, _: Notes) -> str:
    if not isinstance(value, str) or value not in workspace.pipeline.labels:
        raise InvalidValueError(f"{field.name} must be an active status of the pipeline", kind="status")
    return value


def _lost_reason(value: Any, field: Field, workspace: Workspace, notes: Notes) -> str:
    if field.name == "lost_reason":
        notes.rests_on("lost_reason_name")
    if not isinstance(value, str) or value not in workspace.pipeline.active_lost_reasons:
        raise InvalidValueError(f"{field.name} must be an active lost reason", kind="status")
    return value


def _anything(value: Any, _: Field, __: Workspace, notes: Notes) -> Any:
    notes.rests_on("unknown_field_type")
    return value


CHECKS: dict[str, Check] = {
    "TEXT": _text,
    "EMAIL": _email,
    "PHONE": _phone,
    "NUMBER": _number,
    "DATE": _date,
    "DROPDOWN": _dropdown,
    "TAGS": _tags,
    "MONEY": _money,
    "WEBSITE": _website,
    "MEDIALINK": _medialink,
    "ACTIVEUSERS": _active_user,
    "RATING": _rating,
    "STATUS": _status,
    "LOSTREASON": _lost_reason,
}
#: Types whose refusal is never an error on update, only a loss (docs: leads/update, enterprise/pitfalls).
PIPELINE_TYPES = frozenset({"STATUS", "LOSTREASON"})


def check(value: Any, field: Field, workspace: Workspace, notes: Notes) -> Any:
    """Return what is stored when ``value`` is written to ``field``; ``None`` clears it.

    Raises:
        InvalidValueError: it does not fit.
    """
    blank = value is None or (value == "" and field.type != "TEXT")
    if blank and notes.choose("empty_value") == "clear":
        return None
    return CHECKS.get(field.type, _anything)(value, field, workspace, notes)
