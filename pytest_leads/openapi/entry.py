"""What the description says of one operation, and the words in which its schemas are written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Refusal:
    """An answer that is no success: its wire codes, and the messages that are known.

    ``quirk`` names the unsettled point on which the simulator gives it, where no source tells of it; one with
    ``details`` lists the fields that are wrong. One without codes has a body that no source prints.
    """

    codes: tuple[str, ...] = ()
    messages: tuple[str, ...] = ()
    quirk: str = ""
    details: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A call that goes on with what an answer gave: parameters and body are runtime expressions."""

    operation: str
    parameters: Mapping[str, str]
    body: Any = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One operation: the schemas of its query, body and success, and its refusals by status.

    ``samples`` are example bodies, ``answers`` example answers, both by name. ``links`` leave the success.
    """

    summary: str
    success: Json
    text: str = ""
    query: tuple[Json, ...] = ()
    body: Json | None = None
    body_required: bool = True
    samples: Mapping[str, Any] = field(default_factory=dict)
    answers: Mapping[str, Any] = field(default_factory=dict)
    refusals: Mapping[int, Refusal] = field(default_factory=dict)
    links: Mapping[str, Link] = field(default_factory=dict)


def ref(name: str) -> Json:
    """A schema of the components by its name."""
    return {"$ref": f"#/components/schemas/{name}"}


def record(required: tuple[str, ...] = (), /, **properties: Json) -> Json:
    """An object with these properties, open for others: no source says that there are none."""
    schema: Json = {"type": "object", "properties": properties}
    return schema | ({"required": list(required)} if required else {})


def told(text: str, schema: Json) -> Json:
    """A schema with its description."""
    return schema | {"description": text}


def array(items: Json, text: str = "") -> Json:
    """An array of ``items``."""
    return {"type": "array", "items": items} | ({"description": text} if text else {})


def string(text: str = "", **more: Any) -> Json:
    """A string."""
    return {"type": "string", **more} | ({"description": text} if text else {})


def one_of(*values: str) -> Json:
    """A string that is one of a few."""
    return string(enum=list(values))


def milliseconds(text: str = "") -> Json:
    """A moment in Unix milliseconds."""
    return {"type": "integer", "description": text or "Unix milliseconds"}


def quirk(schema: Json, name: str, value: str = "") -> Json:
    """A schema that holds on an unsettled point: its name, and the value if it is one of several."""
    return schema | {"x-quirk": {"name": name} | ({"value": value} if value else {})}


def either(*schemas: Json) -> Json:
    """Alternatives, more than one of which may hold."""
    return {"anyOf": list(schemas)}


def query(name: str, schema: Json, text: str) -> Json:
    """A parameter of the query string."""
    return {"name": name, "in": "query", "required": False, "description": text, "schema": schema}
