"""Where dates stand in request bodies, and how sure it is that what stands there is one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from pytest_leads.audit.reading import actions_sent, mapping, member, operation_id

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pytest_leads.journal import Exchange
    from pytest_leads.workspace.profile import Profile

#: ``date``: the documents or the workspace say so. ``range``: bounds of a field of another or unknown type.
#: ``likely``: only its name says so.
Certainty = Literal["date", "range", "likely"]

#: Dates that every lead has, listed or not (docs: leads/search; modified_on was seen live).
STANDARD = frozenset({"created_on", "modified_on"})

_LIKELY = re.compile(r".*(_date|_on|_at|date|_dob|birthday)|date_.*|dob", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Place:
    """A value where a date is meant; ``path`` is the path in the request body."""

    path: str
    value: Any
    certainty: Certainty


def places(exchange: Exchange, terms: Profile) -> Iterator[Place]:
    """Every value in the request of one exchange that is, or may be, a date."""
    body = exchange.sent()
    match operation_id(exchange):
        case "search_leads":
            for name, value in member(body, "fields").items():
                yield from _filter(f"fields.{name}", value, _type(name, terms))
            yield from _bounds("actions.performed_at", member(body, "actions").get("performed_at"), "DATE")
        case "search_actions":
            yield from _bounds("created_on", mapping(body).get("created_on"), "DATE")
        case "create_lead" | "update_lead" | "save_lead":
            for name, value in member(body, "fields").items():
                yield from _written(f"fields.{name}", value, _type(name, terms), name, terms)
            yield from _actions(body, terms)
        case "create_actions":
            yield from _actions(body, terms)
        case "update_action":
            yield from _action("", mapping(body), terms)


def _type(name: str, terms: Profile) -> str:
    return terms.fields.get(name, "DATE" if name in STANDARD else "")


def _filter(path: str, value: Any, kind: str) -> Iterator[Place]:
    if isinstance(value, dict):
        yield from _bounds(path, value, kind)
    elif kind == "DATE":
        several = {f"{path}[{i}]": one for i, one in enumerate(value)} if isinstance(value, list) else {path: value}
        yield from (Place(where, one, "date") for where, one in several.items())


def _bounds(path: str, value: Any, kind: str) -> Iterator[Place]:
    """Both ends of a range; ranges are documented for dates only, so the field hardly is anything else."""
    for name in ("from", "to"):
        if name in mapping(value):
            certainty: Certainty = "date" if kind in {"DATE", ""} else "range"
            yield Place(f"{path}.{name}", value[name], certainty)


def _actions(body: Any, terms: Profile) -> Iterator[Place]:
    for index, item in actions_sent(body):
        yield from _action(f"actions[{index}].", item, terms)


def _action(prefix: str, item: dict[str, Any], terms: Profile) -> Iterator[Place]:
    """Fields of one action; ``created_on`` beside them is the backdating of the older documents."""
    code = item.get("type")
    bare = str(code).removeprefix("ACTION_") if isinstance(code, str | int) else ""
    types: Mapping[str, str] = terms.actions.get(bare, {})
    for name, value in member(item, "fields").items():
        yield from _written(f"{prefix}fields.{name}", value, types.get(name, ""), name, terms)
    if "created_on" in item:
        yield Place(f"{prefix}created_on", item["created_on"], "date")


def _written(path: str, value: Any, kind: str, name: str, terms: Profile) -> Iterator[Place]:
    if kind == "DATE":
        yield Place(path, value, "date")
    elif not kind and terms.open_fields and _LIKELY.fullmatch(name):
        yield Place(path, value, "likely")
