"""Reading exchanges without trusting their shape: whatever a body holds, these return something usable."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_leads.journal import Exchange

#: Operations whose body writes lead fields, action fields or both.
WRITES = frozenset({"create_lead", "update_lead", "create_actions", "update_action", "save_lead"})
SEARCHES = frozenset({"search_leads", "search_actions"})

_WHOLE = re.compile(r"[0-9]{1,18}")


def operation_id(exchange: Exchange) -> str:
    """Id of the documented operation, empty for what the documents do not know."""
    operation = exchange.operation
    return operation.id if operation else ""


def sent_as(exchange: Exchange) -> tuple[str, str, bytes]:
    """What two exchanges have in common that are the same request, sent again."""
    return exchange.request.method, exchange.request.url, exchange.request.body


def mapping(value: Any) -> dict[str, Any]:
    """The value when it is a JSON object, else an empty one."""
    return value if isinstance(value, dict) else {}


def items(value: Any) -> list[Any]:
    """The value when it is a JSON array, else an empty one."""
    return value if isinstance(value, list) else []


def member(body: Any, name: str) -> dict[str, Any]:
    """The object called ``name`` in a body, empty when there is none."""
    return mapping(mapping(body).get(name))


def actions_sent(body: Any) -> Iterator[tuple[int, dict[str, Any]]]:
    """Index and item of each action in a request body that is an object."""
    for index, item in enumerate(items(mapping(body).get("actions"))):
        if isinstance(item, dict):
            yield index, item


def query_value(exchange: Exchange, name: str) -> str | None:
    """First value of a query parameter."""
    return next((value for key, value in exchange.request.query if key == name), None)


def whole_number(text: str | None) -> int | None:
    """An integer as the API reads it in a query string, digits alone; ``None`` when it is not one."""
    return int(text) if text is not None and _WHOLE.fullmatch(text) else None


def canonical(value: Any) -> str:
    """JSON text by which two equal bodies are equal, whatever the order of their keys."""
    try:
        return json.dumps(value, sort_keys=True)
    except RecursionError:
        return "nested too deeply"


def shown(value: Any, limit: int = 120) -> str:
    """A value as the reader meets it in Python, cut when it is long."""
    try:
        text = repr(value)
    except RecursionError:
        return "(nested too deeply to show)"
    except Exception as error:  # noqa: BLE001  # somebody's own class may raise anything
        return f"({type(value).__name__}, whose repr raises {type(error).__name__})"
    return text if len(text) <= limit else f"{text[:limit]}... ({len(text)} characters)"
