"""The error envelope, and the refusals that every operation may answer with.

Source: docs: sync-api/overview, authentication; leads-api 1.3 and 1.4.
"""

from __future__ import annotations

from pytest_leads.openapi.entry import Json, Refusal, array, one_of, quirk, record, ref, string, told
from pytest_leads.workspace import errors

UNAUTHORIZED = Refusal(
    (errors.NotAuthorizedError.code,), ('Enterprise with id "64f1" not found or invalid access token.',)
)
#: What a body that cannot be read is answered with.
UNREADABLE = Refusal((errors.BadRequestError.code,), ("Request body must be a JSON object",), quirk="unreadable_body")
TOO_LARGE = Refusal(("PAYLOAD_TOO_LARGE",), ("Request body is too large",), quirk="too_large")
#: For a method that a path does not have.
WRONG_METHOD = Refusal(("METHOD_NOT_ALLOWED",), quirk="wrong_method")
UNKNOWN_ROUTE = Refusal((errors.NotFoundError.code,), quirk="unknown_route")

TEXTS = {
    400: "The request is not acceptable; nothing was changed.",
    401: "No token, a wrong one, or one of the other API; the same for an enterprise that is not the token's.",
    402: "No seat is free.",
    403: "The update holds the lead identifier; nothing was changed.",
    404: "What the path names does not exist.",
    405: "The path has no such method.",
    409: "A lead with this identifier exists; nothing was changed.",
    413: "The body is larger than the server takes.",
    429: "Too many requests: 18,000 an hour and token on the Async API. No source prints the body or the headers.",
}

SCHEMAS: dict[str, Json] = {
    "Detail": record(("field", "message"), field=string("Name of the field"), message=string()),
    "Error": told(
        "The envelope of every refusal.",
        record(
            ("error",),
            error=record(("code", "message"), code=string("Name of the error"), message=string("For people")),
        ),
    ),
}


def schema_of(refusal: Refusal) -> Json:
    """The schema of a refusal's body."""
    message = string() | ({"examples": list(refusal.messages)} if refusal.messages else {})
    details = {"details": array(ref("Detail"))} if refusal.details else {}
    error = record(("code", "message"), code=one_of(*refusal.codes), message=message, **details)
    schema = {"allOf": [ref("Error"), record(("error",), error=error)]}
    return quirk(schema, refusal.quirk) if refusal.quirk else schema
