"""``skip``, ``limit`` and the boolean parameters, and the page that a search answers with."""

from __future__ import annotations

from pytest_leads.openapi.entry import Json, array, either, query, quirk, record, string, told

_LARGEST_SKIP = 10**18 - 1


def paging(cap: int, of: str = "") -> tuple[Json, Json]:
    """The parameters ``skip`` and ``limit``, which is at most ``cap``.

    Source: docs: sync-api/overview, leads/search, team-members/list.
    """
    skip = {"type": "integer", "minimum": 0, "maximum": _LARGEST_SKIP, "default": 0}
    limit = {"type": "integer", "minimum": 1, "maximum": cap, "default": 10}
    return (
        query(
            "skip",
            quirk(skip, "unreadable_paging"),
            f"How many to leave out{of}. No source says what becomes of a negative one, or which is the largest.",
        ),
        query("limit", limit, f"How many to give at most{of}, 1 to {cap}; above that 400, and nothing is cut."),
    )


def flag(name: str, text: str) -> Json:
    """A boolean parameter, false by default; no source says what becomes of another value."""
    other = quirk(string("no source says what another text does"), "unreadable_flag", "false")
    return query(name, {"anyOf": [{"type": "boolean"}, other], "default": False}, text)


def page(row: Json) -> Json:
    """One page of a search or list: the rows, how many there are in all, and what was asked for."""
    count = {"type": "integer", "minimum": 0}
    return record(
        ("data", "total_count", "skip", "limit"),
        data=array(row),
        total_count=count | {"description": "All that match, on this page or not"},
        skip=count,
        limit={"type": "integer", "minimum": 1},
    )


def window(text: str) -> Json:
    """A filter by time: both bounds are included, each Unix milliseconds or a date in the workspace's format."""
    bound: Json = {
        "description": "Unix milliseconds, or date text as the workspace has it. ISO 8601 is not parsed, and no error "
        "tells so: nothing is found, or the wrong leads are.",
        "examples": [1672531200000, "01/01/2023", "01/04/2026 00:00:00"],
    }
    span = {
        "type": "object",
        "properties": {
            "from": quirk(bound, "unreadable_date_filter"),
            "to": quirk(bound, "unreadable_date_filter"),
        },
        "additionalProperties": False,
    }
    moment = quirk({"type": ["string", "number", "boolean"]}, "scalar_date_filter", "instant")
    return told(text, either(quirk(span, "invalid_filter", "400"), moment))
