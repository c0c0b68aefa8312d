"""Reading a fault from the text of an option, or from a JSON object: one reader, and it names what it cannot read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pytest_leads.errors import UsageError, did_you_mean
from pytest_leads.faults.fault import MEMBERS, Fault

_WORDS = {"true": True, "false": False}


def read_fault(given: Any, *, given_by: str) -> Fault:
    """The fault that ``given`` stands for: one, its text (``429:operation=create_lead,times=2``), or its members.

    ``given_by`` is the place that the message names: ``--fault``, ``leads_api.faults``.

    Raises:
        UsageError: it stands for none.
    """
    if isinstance(given, Fault):
        return given
    try:
        if isinstance(given, str):
            return _of_text(given)
        if isinstance(given, Mapping):
            return _of_members(given)
    except UsageError as error:
        raise UsageError(f"{given_by} {given!r}: {error}") from None
    raise UsageError(
        f"{given_by} {given!r}: a fault is a text such as '429:operation=create_lead,times=2', "
        'or an object such as {"kind": "429", "times": 2}'
    )


def _of_text(text: str) -> Fault:
    kind, colon, rest = text.strip().partition(":")
    members: dict[str, Any] = {}
    for part in rest.split(",") if colon else ():
        name, equals, value = (piece.strip() for piece in part.partition("="))
        if not (name and equals and value):
            raise UsageError(f"{part.strip()!r} is no member; members are written name=value, with commas between them")
        if name in members:
            raise UsageError(f"{name} is said twice")
        members[name] = value if name == "operation" else _value(value)
    return _made(kind.strip(), members)


def _of_members(given: Mapping[Any, Any]) -> Fault:
    members = {str(name): value for name, value in given.items() if value is not None}
    kind = members.pop("kind", None)
    if kind is None:
        raise UsageError('its kind is missing, such as "kind": "reset"')
    return _made(str(kind), members)


def _made(kind: str, members: dict[str, Any]) -> Fault:
    for name, value in members.items():
        if name not in MEMBERS:
            raise UsageError(f"a fault has no {name}={value!r}{did_you_mean(name, MEMBERS)}")
    return Fault(kind, **members)


def _value(text: str) -> Any:
    """A member's value: a number or a truth value where it is one, else the text, which is then refused by name."""
    if text.lower() in _WORDS:
        return _WORDS[text.lower()]
    for read in (int, float):
        try:
            return read(text)
        except ValueError:
            continue
    return text
