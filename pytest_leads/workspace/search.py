"""Searching leads: the filters of a body, the leads that satisfy all of them, and one page of these.

Source: docs: leads/search. Newest first by creation; OR within a field, AND across fields.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pytest_leads.workspace.errors import LIMIT_OF_LEADS
from pytest_leads.workspace.filters import Window, action_filter, asked, refuse_filter, terms_of, window_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pytest_leads.workspace.lead import Lead
    from pytest_leads.workspace.notes import Notes
    from pytest_leads.workspace.paging import Paging
    from pytest_leads.workspace.store import Key
    from pytest_leads.workspace.workspace import Workspace


@dataclass(slots=True)
class Page:
    """One page of a search: ``shape`` names the form of its rows."""

    leads: list[Lead]
    total: int
    skip: int
    limit: int
    shape: str


_ALWAYS = Window()


@dataclass(slots=True)
class Query:
    """What a search asks for: terms by field, a window of creation, and predicates that read the lead."""

    terms: dict[str, set[str]] = field(default_factory=dict)
    created: Window = _ALWAYS
    predicates: list[Callable[[Lead], bool]] = field(default_factory=list)


def search_leads(workspace: Workspace, body: Mapping[str, Any], paging: Paging, notes: Notes) -> Page:
    """One page of the leads that satisfy every filter of ``body``.

    Raises:
        BadRequestError: ``limit`` is outside 1 to 100, or a filter has a wrong shape.
    """
    skip, limit = paging.slice(LIMIT_OF_LEADS, 100, notes)
    keys, low, high = _matches(workspace, _query(workspace, body, notes))
    page = keys[max(low, high - skip - limit) : max(low, high - skip)]
    if len({key[0] for key in page}) < len(page):
        notes.rests_on("creation_tie")
    by_id = workspace.store.by_id
    leads = [by_id[key[2]] for key in reversed(page)]
    return Page(leads, high - low, skip, limit, notes.choose("search_row"))


def _query(workspace: Workspace, body: Mapping[str, Any], notes: Notes) -> Query:
    query = Query()
    if not body.keys() <= {"fields", "actions"} and notes.choose("unknown_filter") == "400":
        refuse_filter(notes)
    for name, value in _object(body, "fields", notes).items():
        _add_field(query, workspace, name, value, notes)
    _add_actions(query, workspace, body, notes)
    return query


def _object(body: Mapping[str, Any], name: str, notes: Notes) -> Mapping[str, Any]:
    value = body.get(name)
    if value is None:
        return {}
    if not isinstance(value, dict):
        refuse_filter(notes)
    return value


def _add_field(query: Query, workspace: Workspace, name: str, value: Any, notes: Notes) -> None:
    known = workspace.fields.get(name)
    type_ = known.type if known else None
    if name == "created_on":
        query.created = window_of(workspace, value, notes)
        return
    if type_ == "DATE" or (known is None and isinstance(value, dict)):
        query.predicates.append(_dated(workspace, name, window_of(workspace, value, notes)))
        return
    if known is None:
        notes.rests_on("unknown_filter_field")
    elif type_ == "PHONE":
        notes.rests_on("phone_filter")
    elif type_ == "TAGS":
        notes.rests_on("tags_filter")
    query.terms[name] = {term for item in asked(value, notes) for term in terms_of(item, type_, workspace.country_code)}


def _add_actions(query: Query, workspace: Workspace, body: Mapping[str, Any], notes: Notes) -> None:
    given = _object(body, "actions", notes)
    if not given:
        if "actions" in body:
            notes.rests_on("empty_actions_filter")
        return
    matches = action_filter(workspace, given, "performed_at", notes)
    query.predicates.append(lambda lead: any(map(matches, lead.actions)))


def _dated(workspace: Workspace, name: str, window: Window) -> Callable[[Lead], bool]:
    """Whether a lead's date lies in the window; a field of unknown type may hold a date that was never read."""
    if name == "modified_on":
        return lambda lead: window.holds(lead.modified_on)
    return lambda lead: window.holds(workspace.calendar.read(lead.fields.get(name)))


def _matches(workspace: Workspace, query: Query) -> tuple[list[Key], int, int]:
    """Keys of the matching leads, oldest first, as a list and the part of it that counts."""
    if query.created.void:
        return [], 0, 0
    keys, predicates = _narrowed(workspace, query)
    low = 0 if query.created.start is None else bisect_left(keys, (query.created.start,))
    high = len(keys) if query.created.end is None else bisect_left(keys, (query.created.end + 1,))
    high = max(low, high)
    if not predicates:
        return keys, low, high
    by_id = workspace.store.by_id
    found = [key for key in keys[low:high] if all(holds(by_id[key[2]]) for holds in predicates)]
    return found, 0, len(found)


def _narrowed(workspace: Workspace, query: Query) -> tuple[list[Key], list[Callable[[Lead], bool]]]:
    """The shortest list that an index gives, and the predicates that are left to check on it."""
    store = workspace.store
    if not query.terms:
        return store.order, query.predicates
    posted = {name: [store.posted(name, term) for term in terms] for name, terms in query.terms.items()}
    shortest = min(posted, key=lambda name: sum(map(len, posted[name])))
    lists = posted[shortest]
    keys = lists[0] if len(lists) == 1 else sorted({key for keys in lists for key in keys})
    others = [_held(workspace, name, terms) for name, terms in query.terms.items() if name != shortest]
    return keys, [*others, *query.predicates]


def _held(workspace: Workspace, name: str, terms: set[str]) -> Callable[[Lead], bool]:
    return lambda lead: not terms.isdisjoint(workspace.terms(name, lead.fields.get(name)))
