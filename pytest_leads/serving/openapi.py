"""The OpenAPI 3.1 description of the control API, made from the table of its calls."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from pytest_leads.faults import KINDS
from pytest_leads.serving.calls import BASE, CALLS, LAST_MOMENT
from pytest_leads.workspace.quirks import QUIRKS

if TYPE_CHECKING:
    from pytest_leads.serving.calls import Call

    Json = dict[str, Any]

_TEXT = """\
What tests in any language do with the simulator of the telecrm Leads API that pytest-leads serves: put leads there,
choose how it answers, and read what was sent and what that falls into. Its calls are judged by no rule.

The Leads API itself stands at the same origin; `pytest-leads openapi` prints its description."""
_TEXTUAL: Json = {"type": "string"}
_WHOLE: Json = {"type": "integer", "minimum": 0}
_MOMENT: Json = {"type": "integer", "minimum": 0, "maximum": LAST_MOMENT, "description": "Unix milliseconds"}


def _object(needed: Json, **optional: Json) -> Json:
    """An object with these members, and no others."""
    return {
        "type": "object",
        "properties": needed | optional,
        "required": list(needed),
        "additionalProperties": False,
    }


def _list(of: Json) -> Json:
    return {"type": "array", "items": of}


def _named(name: str) -> Json:
    return {"$ref": f"#/components/schemas/{name}"}


_ANYTHING: Json = {"type": "object"}
_ORIGIN: Json = {
    "oneOf": [{"type": "null"}, _object({"file": _TEXTUAL, "line": _WHOLE, "function": _TEXTUAL})],
    "description": "The line of the user's code that sent the request, where it is known",
}
_MESSAGE: Json = {"headers": _list(_list(_TEXTUAL)), "body": _TEXTUAL}
_CLOCK = _object({"now": _MOMENT, "manual": {"type": "boolean", "description": "Whether it stands still"}})
_QUIRK_VALUES: Json = {
    quirk.name: {"description": quirk.meaning, **(_WHOLE if quirk.is_number else {"enum": list(quirk.values)})}
    for quirk in QUIRKS.values()
}
_LEAD = _object({"lead_id": _TEXTUAL, "fields": _ANYTHING, "actions": _list(_ANYTHING)})
_FINDING = _object(
    {
        "pitfall": _TEXTUAL,
        "code": _TEXTUAL,
        "rule": _TEXTUAL,
        "level": {"enum": ["error", "warning"]},
        "exchange": {**_WHOLE, "description": "Number of the exchange"},
        "origin": _ORIGIN,
        "path": {**_TEXTUAL, "description": "Where in the message it stands, such as `request.body.fields.status`"},
        "seen": _TEXTUAL,
        "fix": _TEXTUAL,
        "advice": _TEXTUAL,
    }
)
_EXCHANGE = _object(
    {
        "number": _WHOLE,
        "at": _MOMENT,
        "operation": {"type": ["string", "null"]},
        "client": _TEXTUAL,
        "origin": _ORIGIN,
        "request": _object({"method": _TEXTUAL, "url": _TEXTUAL, **_MESSAGE}),
        "response": _object({"status": _WHOLE, **_MESSAGE}),
        "quirks": _list(_TEXTUAL),
        "dropped": _list(_object({"path": _TEXTUAL, "reason": _TEXTUAL, "told": {"type": "boolean"}})),
        "fault": {"type": ["string", "null"]},
    }
)
_FAULT: Json = {
    "type": "object",
    "properties": {
        "kind": {"enum": list(KINDS), "description": "; ".join(f"{name}: {k.meaning}" for name, k in KINDS.items())}
    },
    "required": ["kind"],
}
_URLS = ("sync_url", "async_url", "control_url", "enterprise_id", "token", "async_token")
_SCHEMAS: Json = {
    "State": _object(
        {
            **dict.fromkeys(_URLS, _TEXTUAL),
            "test": _TEXTUAL,
            "exchanges": _WHOLE,
            "queued": _WHOLE,
            "clock": _named("Clock"),
            "leads": _list(_named("Lead")),
        }
    ),
    "Lead": _LEAD,
    "Clock": _CLOCK,
    "Quirks": _object({"quirks": _object({}, **_QUIRK_VALUES)}),
    "Faults": _object({"faults": _list(_FAULT)}),
    "Seeded": _object({"leads": _list(_object({"lead_id": _TEXTUAL, "action_ids": _list(_TEXTUAL)}))}),
    "Processed": _object({"processed": _WHOLE}),
    "Journal": _object({"exchanges": _list(_named("Exchange"))}),
    "Exchange": _EXCHANGE,
    "Findings": _object(
        {"test": _TEXTUAL, "exchanges": _WHOLE, "findings": _list(_named("Finding")), "troubles": _list(_TEXTUAL)}
    ),
    "Finding": _FINDING,
    "Error": _object({"error": _object({"code": _TEXTUAL, "message": _TEXTUAL})}),
}
#: What is answered, by the call's id.
_ANSWERS: Json = {
    "readState": _named("State"),
    "seed": _named("Seeded"),
    "reset": _named("Findings"),
    "readQuirks": _named("Quirks"),
    "putQuirks": _named("Quirks"),
    "readFaults": _named("Faults"),
    "putFaults": _named("Faults"),
    "drain": _named("Processed"),
    "readClock": _named("Clock"),
    "putClock": _named("Clock"),
    "readJournal": _named("Journal"),
    "readFindings": _named("Findings"),
    "readDescription": _ANYTHING,
}
#: What members of bodies and parameters of queries look like, by name.
_MEMBERS: Json = {
    "leads": _list(_object({"fields": _ANYTHING}, actions=_list({"type": "object", "required": ["type"]}))),
    "test": {**_TEXTUAL, "description": "What the next part is for; its findings are told under this name"},
    "quirks": _object({}, **_QUIRK_VALUES),
    "faults": _list({"oneOf": [_FAULT, {**_TEXTUAL, "examples": ["429:times=2"]}]}),
    "now": {**_MOMENT, "type": ["integer", "null"]},
    "since": {**_WHOLE, "description": "Only exchanges after this number"},
}


def description(url: str) -> Json:
    """The description, as JSON has it; ``url`` is the server's origin."""
    paths: Json = {}
    for (path, method), call in CALLS.items():
        paths.setdefault(BASE + path, {})[method.lower()] = _operation(method, call)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Control API of pytest-leads", "version": version("pytest-leads"), "description": _TEXT},
        "servers": [{"url": url}],
        "security": [],
        "paths": paths,
        "components": {"schemas": _SCHEMAS},
    }


def _operation(method: str, call: Call) -> Json:
    refused = {"description": "Refused; nothing has changed", **_json(_named("Error"))}
    return {
        "operationId": call.id,
        "summary": call.summary,
        **(_parameters(call) if method == "GET" else _body(call)),
        "responses": {"200": {"description": "Done", **_json(_ANSWERS[call.id])}, "4XX": refused},
    }


def _parameters(call: Call) -> Json:
    return {
        "parameters": [
            {"name": name, "in": "query", "required": member.needed, "schema": _MEMBERS[name]}
            for name, member in call.members.items()
        ]
    }


def _body(call: Call) -> Json:
    needed = {name: _MEMBERS[name] for name, member in call.members.items() if member.needed}
    optional = {name: _MEMBERS[name] for name, member in call.members.items() if not member.needed}
    return {"requestBody": {"required": bool(needed), **_json(_object(needed, **optional))}}


def _json(schema: Json) -> Json:
    return {"content": {"application/json": {"schema": schema}}}
