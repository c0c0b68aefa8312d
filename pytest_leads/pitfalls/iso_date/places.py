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

#: ``date``: the documents or the workspace say so. ``range``: bounds of a field of another type.
#: ``likely``: only its name says so. ``open``: nothing says so, but nothing says what else it is, either.
Certainty = Literal["date", "range", "likely", "open"]

#: Dates that every lead has, listed or not (docs: leads/search; modified_on was seen live).
STANDARD = frozenset({"created_on", "modified_on"})

#: Words of a name that speak of a day; ``on`` and ``at`` do so at its end.
_DAYS = frozenset({"date", "dates", "dob", "birthday", "birthdate", "anniversary"})
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")


@dataclass(frozen=True, slots=True)
class Place:
    """A value where a date is meant; ``path`` is the path in the request body, ``filtered`` that it is a filter."""

    path: str
    value: Any
    certainty: Certainty
    filtered: bool = False


def places(exchange: Exchange, terms: Profile) -> Iterator[Place]:
    """Every value in the request of one exchange that is, or may be, a date."""
    body = exchange.sent()
    match operation_id(exchange):
        case "search_leads":
            for name, value in member(body, "fields").items():
                yield from _filter(f"fields.{name}", value, name, terms)
            yield from _dates("actions.performed_at", member(body, "actions").get("performed_at"), "date")
        case "search_actions":
            yield from _dates("created_on", mapping(body).get("created_on"), "date")
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


def _certainty(name: str, kind: str, terms: Profile) -> Certainty | None:
    """How sure it is that a field holds dates; ``None`` when the workspace says that it does not."""
    if kind == "DATE":
        return "date"
    if kind or not terms.open_fields:
        return None
    return "likely" if is_likely(name) else "open"


def is_likely(name: str) -> bool:
    """Whether a name in snake_case or camelCase speaks of a date: ``dateOfBirth`` and ``due_on``, not ``update``."""
    words = [word.lower() for word in _WORD.findall(name)]
    return not _DAYS.isdisjoint(words) or words[-1:] in (["on"], ["at"])


def _filter(path: str, value: Any, name: str, terms: Profile) -> Iterator[Place]:
    """Ranges are documented for dates only, so a field of unknown type that is filtered by one holds dates."""
    kind = _type(name, terms)
    if isinstance(value, dict):
        yield from _dates(path, value, "date" if kind in {"DATE", ""} else "range")
    elif (certainty := _certainty(name, kind, terms)) is not None:
        yield from _dates(path, value, certainty)


def _dates(path: str, value: Any, certainty: Certainty) -> Iterator[Place]:
    """Both ends of a range, each value of a list, or the one value."""
    if isinstance(value, dict):
        several = {f"{path}.{name}": value[name] for name in ("from", "to") if name in value}
    else:
        several = {f"{path}[{i}]": one for i, one in enumerate(value)} if isinstance(value, list) else {path: value}
    yield from (Place(where, one, certainty, filtered=True) for where, one in several.items())


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
    certainty = _certainty(name, kind, terms)
    if certainty is not None:
        yield Place(path, value, certainty)
