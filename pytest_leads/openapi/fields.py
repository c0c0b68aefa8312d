"""The fields of a lead as schemas: as they are read, as they are created, as they are changed.

Source: docs: concepts/field-types, concepts/lead-identifier. A create leaves out what does not fit and says so, an
update refuses it; so the first takes anything but an unusable identifier, and the second is strict.
"""

from __future__ import annotations

from pytest_leads.openapi.entry import Json, either, milliseconds, quirk, record, string, told

#: Formats that JSON Schema does not know; ``openapi.formats`` draws values of them.
PHONE, EMAIL = "leads-phone", "leads-email"

_IGNORED = {"description": "Anything else is left out, and named in remarks as IGNORED."}
_CLEARED = quirk({"enum": [None, ""], "description": "clears the field; no source says so"}, "empty_value", "clear")
_OPEN = "Any field that the workspace defines, by its API name; the values follow its type."

IDENTIFIERS: dict[str, Json] = {
    "phone": string(
        "Country code and national number; a leading + is optional, and so is the country code where it is the "
        "workspace's own. All spellings of a number are the same lead.",
        format=PHONE,
        examples=["+919999999999", "919999999999", "9999999999"],
    ),
    "email": string("Case and blanks around it do not count.", format=EMAIL, examples=["asha@example.com"]),
}
_TYPED: dict[str, Json] = {
    "name": string("text", examples=["Asha Rao"]),
    "phone": IDENTIFIERS["phone"],
    "email": IDENTIFIERS["email"],
    "rating": {"type": "integer", "minimum": 1, "maximum": 5, "examples": [4]},
    "assignee": string("E-mail address of a team member", format=EMAIL, examples=["agent@company.com"]),
}
#: An address where what does not fit fails the request. Beside a value that clears, a format cannot say that: what no
#: validator knows counts for Schemathesis as broken by every text.
_ADDRESS = string(
    "An e-mail address; no source says which are valid beyond this common shape.",
    pattern=r"^[ \t\r\n]*[!-+\--:<-?A-~]+@[!-+\-/-:<-?A-~]+([.][!-+\-/-:<-?A-~]+)+[ \t\r\n]*$",
    examples=["asha@example.com"],
)
#: Never an error on update, only a loss: whatever is not an active label, to the character, is dropped.
_LABELS: dict[str, Json] = {
    "status": {
        "description": "Label of an active status of the pipeline, to the character. Any other value is dropped.",
        "examples": ["Fresh"],
    },
    "lost_reason": quirk(
        {"description": "Label of an active lost reason; any other value is dropped.", "examples": ["Price too high"]},
        "lost_reason_name",
    ),
}


def read_fields() -> Json:
    """The fields of a lead in an answer; those without a value are absent."""
    times = {"created_on": milliseconds(), "modified_on": milliseconds()}
    texts = {name: string() for name in ("name", "phone", "email", "assignee", "status", "lost_reason")}
    return told(_OPEN, record(rating=_TYPED["rating"], **texts, **times))


def new_fields(identifier: str) -> Json:
    """The fields of a new lead: nothing but the identifier can make the request fail."""
    needed = IDENTIFIERS.get(identifier, string("The lead identifier", minLength=1))
    known = {name: either(schema, _IGNORED) for name, schema in _TYPED.items() if name != identifier}
    return told(_OPEN, record((identifier,), **{identifier: needed}, **known, **_LABELS))


def saved_fields() -> Json:
    """The fields of the Async API: whatever does not fit is dropped without a word, the identifier included."""
    known = {name: either(schema, {"description": "Anything else is dropped."}) for name, schema in _TYPED.items()}
    return told(_OPEN, record(**known, **_LABELS))


def changed_fields(identifier: str) -> Json:
    """The fields of an update: a value that does not fit is 400, and so is not part of the schema."""
    strict = {"name": _TYPED["name"], "email": _ADDRESS, "rating": _TYPED["rating"], "assignee": _ADDRESS}
    known = {name: either(schema, _CLEARED) for name, schema in strict.items() if name != identifier}
    refused = quirk(
        told("The lead identifier cannot be changed: an update that holds it is 403, and nothing of it is kept.", {}),
        "identifier_in_update",
        "reject",
    )
    return told(_OPEN, record(**{identifier: refused}, **known, **_LABELS))
