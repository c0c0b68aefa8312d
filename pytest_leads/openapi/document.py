"""The OpenAPI 3.1 description of the Leads API, made from the route table and the entries."""

from __future__ import annotations

import re
from copy import deepcopy
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from pytest_leads.errors import UsageError
from pytest_leads.openapi import actions, errors, leads, members
from pytest_leads.openapi import enterprise as workspace
from pytest_leads.openapi.entry import Json, string
from pytest_leads.openapi.fields import EMAIL
from pytest_leads.operations import ASYNC_URL, OPERATIONS, REFUSED, SYNC_BASE, SYNC_HOST

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pytest_leads.openapi.entry import Entry, Link, Refusal
    from pytest_leads.operations import Operation

DOCS = "https://docs.telecrm.in/"
_TEXT = """\
The telecrm Leads API as its public documents describe it, made by pytest-leads. It is not telecrm's own description.

What no source says is left open here. Where sources disagree or are silent, `x-quirk` names the point as pytest-leads
knows it, and the alternative of it. `x-source` is the page of the documents; `x-refused` are calls that the documents
name as mistakes, and `x-other-methods` is how any other method of a path is answered."""
_PARAMETERS: dict[str, tuple[Json, Any]] = {
    "enterpriseId": (string(minLength=1), "64f1a2b3c4d5e6f708192a3b"),
    "leadId": (string("24 hexadecimal digits", minLength=1), "603d2b2f9b1e8a001c8e4f5c"),
    "actionId": (string("24 hexadecimal digits", minLength=1), "603d2b2f9b1e8a001c8e4f5d"),
    "email": (string("In any case", format=EMAIL, minLength=1), "ravi@company.com"),
    "apiName": (string("Case counts", minLength=1), "contact_source"),
    "code": (string("ACTION_ and the number; case counts", minLength=1), "ACTION_1001"),
}
_HEADERS: Mapping[int, Json] = {
    405: {"Allow": {"description": "The methods of the path", "schema": {"type": "string"}}}
}


def description(*, base_path: str = SYNC_BASE, identifier: str = "phone", enterprise: str | None = None) -> Json:
    """The whole description, of OpenAPI 3.1, as JSON has it.

    The paths begin with ``base_path``, save that of the Async API, which has a server of its own; a façade may so
    carry both at one origin. ``identifier`` is the API name of the field that identifies a lead, ``enterprise`` the id
    that every path has; without one any may stand there.

    Raises:
        UsageError: ``base_path`` does not begin with a slash, or ends with one; one of the others is no such name.
    """
    _check(base_path, identifier, enterprise)
    entries = {**leads.entries(identifier), **actions.ENTRIES, **members.ENTRIES, **workspace.ENTRIES}
    schemas = {**leads.schemas(identifier), **actions.SCHEMAS, **members.SCHEMAS, **workspace.SCHEMAS}
    document = {
        "openapi": "3.1.0",
        "info": {"title": "telecrm Leads API", "version": version("pytest-leads"), "description": _TEXT},
        "externalDocs": {"url": DOCS},
        "servers": [{"url": f"https://{SYNC_HOST}", "description": "Sync API v2"}],
        "security": [{"token": []}],
        "tags": [{"name": name} for name in dict.fromkeys(map(_tag, OPERATIONS))],
        "paths": _paths(base_path, entries, enterprise),
        "components": {
            "schemas": errors.SCHEMAS | schemas,
            "securitySchemes": {
                "token": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "Made in the dashboard, for one of the two APIs; the other does not take it.",
                }
            },
        },
        "x-other-methods": {"405": _refusal(405, errors.WRONG_METHOD), "404": _refusal(404, errors.UNKNOWN_ROUTE)},
    }
    return deepcopy(document)  # parts of it are shared: whoever changes it must change nothing for others


def _check(base_path: Any, identifier: Any, enterprise: Any) -> None:
    if not (isinstance(base_path, str) and re.fullmatch(r"(/[^/{}?#\s]+)*", base_path)):
        raise UsageError(
            f"base_path = {base_path!r}: a path such as {SYNC_BASE!r} is needed, with a slash before each part and "
            "none at the end; an empty text stands for no path at all"
        )
    if not (isinstance(identifier, str) and re.fullmatch(r"\S+", identifier)):
        raise UsageError(f"identifier = {identifier!r}: the API name of a field is needed, such as 'phone' or 'email'")
    if enterprise is not None and not (isinstance(enterprise, str) and re.fullmatch(r"[^/?#\s]+", enterprise)):
        raise UsageError(f"enterprise = {enterprise!r}: an id is needed, such as {_PARAMETERS['enterpriseId'][1]!r}")


def path_of(operation: Operation, base_path: str) -> str:
    """The path of an operation in a description."""
    return operation.path if operation.api == "async" else base_path + operation.path


def _tag(operation: Operation) -> str:
    return operation.docs.split("/")[0]


def _paths(base_path: str, entries: Mapping[str, Entry], enterprise: str | None) -> Json:
    paths: Json = {}
    for operation in OPERATIONS:
        path = paths.setdefault(path_of(operation, base_path), {})
        if operation.api == "async":
            path["servers"] = [{"url": ASYNC_URL, "description": "Async API"}]
        path["parameters"] = [_parameter(name, enterprise) for name in re.findall(r"{(\w+)}", operation.path)]
        path[operation.method.lower()] = _operation(operation, entries[operation.id])
    for (method, template), statuses in REFUSED.items():
        paths[base_path + template].setdefault("x-refused", {})[method] = list(statuses)
    return paths


def _parameter(name: str, enterprise: str | None) -> Json:
    schema, example = _PARAMETERS[name]
    if name == "enterpriseId" and enterprise is not None:
        schema, example = string(enum=[enterprise]), enterprise
    return {"name": name, "in": "path", "required": True, "schema": schema, "example": example}


def _operation(operation: Operation, entry: Entry) -> Json:
    said: Json = {
        "operationId": operation.id,
        "summary": entry.summary,
        "tags": [_tag(operation)],
        "externalDocs": {"url": _page(operation)},
        "x-source": f"docs: {operation.docs}",
    }
    if entry.text:
        said["description"] = entry.text
    if entry.query:
        said["parameters"] = list(entry.query)
    if entry.body is not None:
        content = {"application/json": {"schema": entry.body} | _examples(entry.samples)}
        said["requestBody"] = {"required": entry.body_required, "content": content}
    return said | {"responses": _responses(operation, entry)}


def _page(operation: Operation) -> str:
    return DOCS + (operation.docs if operation.api == "async" else f"sync-api/{operation.docs}")


def _examples(values: Mapping[str, Any]) -> Json:
    return {"examples": {name: {"value": value} for name, value in values.items()}} if values else {}


def refusals_of(operation: Operation, entry: Entry) -> dict[int, Refusal]:
    """The refusals of an operation by status: those of its page, and those that any of its kind has."""
    found = {401: errors.UNAUTHORIZED}
    if operation.method == "POST":
        found |= {400: errors.UNREADABLE, 413: errors.TOO_LARGE}
    return dict(sorted((found | dict(entry.refusals)).items()))


def _responses(operation: Operation, entry: Entry) -> Json:
    content = {"application/json": {"schema": entry.success} | _examples(entry.answers)}
    success: Json = {"description": entry.summary + ": done", "content": content}
    if entry.links:
        success["links"] = {name: _link(link) for name, link in entry.links.items()}
    refused = {str(status): _refusal(status, refusal) for status, refusal in refusals_of(operation, entry).items()}
    return {str(operation.success): success} | refused


def _refusal(status: int, refusal: Refusal) -> Json:
    said: Json = {"description": errors.TEXTS[status]}
    if status in _HEADERS:
        said["headers"] = _HEADERS[status]
    if refusal.codes:
        said["content"] = {"application/json": {"schema": errors.schema_of(refusal)}}
    return said | ({"x-quirk": {"name": refusal.quirk}} if refusal.quirk else {})


def _link(link: Link) -> Json:
    body = {} if link.body is None else {"requestBody": link.body}
    return {"operationId": link.operation, "parameters": dict(link.parameters), **body}
