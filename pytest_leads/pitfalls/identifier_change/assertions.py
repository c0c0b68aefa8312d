"""Assertion helpers of identifier-change."""

from __future__ import annotations

from typing import Any

from pytest_leads.audit.evidence import Question, exchanges_of
from pytest_leads.audit.terms import with_terms
from pytest_leads.audit.text import labelled
from pytest_leads.errors import PitfallError, UsageError
from pytest_leads.pitfalls.identifier_change import PITFALL
from pytest_leads.pitfalls.verdict import refuse
from pytest_leads.workspace.profile import Profile

_MISSING = object()


def assert_identifier_not_sent(evidence: Any, *, identifier: str | None = None) -> None:
    """Fail when an update carries the lead identifier.

    Args:
        evidence: a journal, exchanges, recordings, responses of HTTP clients, or decoded update bodies.
        identifier: API name of the identifier; by default what the evidence tells, else ``phone``.

    Raises:
        PitfallError: an update carries it.
        UsageError: the evidence shows too little.
    """
    __tracebackhide__ = True
    by = "assert_identifier_not_sent"
    exchanges = exchanges_of(evidence, Question(by, operation="update_lead", side="request", needs_request_body=True))
    if identifier is not None:
        exchanges = with_terms(exchanges, identifier=identifier)
    refuse(PITFALL.rule(exchanges, Profile()), by=by, pitfalls=[PITFALL], exchanges=exchanges)


def assert_identifier_unchanged(before: Any, after: Any, *, identifier: str = "phone") -> None:
    """Fail when the identifier of a lead differs, to the character, between two readings of it.

    Args:
        before: the lead as the API showed it (``{"fields": {...}}``, a search row), its fields as a dict, or an
            object with ``fields``.
        after: the same lead later, in any of these forms.
        identifier: API name of the identifier.

    Raises:
        PitfallError: it changed, came or went; the text says how.
        UsageError: neither shows the identifier.
    """
    __tracebackhide__ = True
    was, now = _fields(before, "before"), _fields(after, "after")
    old, new = was.get(identifier, _MISSING), now.get(identifier, _MISSING)
    if old is _MISSING and new is _MISSING:
        raise UsageError(
            f"assert_identifier_unchanged: neither before nor after has a field {identifier!r}; "
            "name the identifier of your workspace: identifier=..."
        )
    if type(old) is type(new) and old == new:
        return
    raise PitfallError(_changed(_shown(identifier, old), _shown(identifier, new), identifier))


def _fields(lead: Any, name: str) -> dict[str, Any]:
    """Lead fields out of any form in which a lead comes."""
    given = lead.get("fields", lead) if isinstance(lead, dict) else getattr(lead, "fields", None)
    try:
        return dict(given)  # type: ignore[arg-type]  # what is no mapping is refused below
    except (TypeError, ValueError):
        raise UsageError(
            f"assert_identifier_unchanged: {name} is {type(lead).__name__!r}; it takes a lead as the API shows it, "
            "a dict of its fields, or an object with fields"
        ) from None


def _shown(identifier: str, value: Any) -> dict[str, Any]:
    return {} if value is _MISSING else {identifier: value}


def _changed(was: dict[str, Any], now: dict[str, Any], identifier: str) -> str:
    from deepdiff import DeepDiff

    difference = DeepDiff(was, now, verbose_level=2).pretty()
    lines = [f"{PITFALL.code} {PITFALL.id}: {PITFALL.title}"]
    lines += labelled("seen", f"the identifier {identifier} is not what it was", difference)
    lines += labelled("why", PITFALL.cause, "Whatever looks the lead up by the old value no longer finds it.")
    lines += labelled("fix", PITFALL.fix)
    lines += labelled("on purpose", "Compare with what you expect the identifier to be instead.")
    return "\n".join(["assert_identifier_unchanged: 1 finding", "", *lines])
