"""Reading the filters of a search: what shapes they have, and the predicates that they amount to.

Source: docs: leads/search, actions/search; pitfalls unknown-status and iso-date.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn

from pytest_leads.workspace.errors import INVALID_FILTER, BadRequestError
from pytest_leads.workspace.phone import normalise_phone

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pytest_leads.workspace.lead import Action
    from pytest_leads.workspace.notes import Notes
    from pytest_leads.workspace.workspace import Workspace

_DAY = 86_400_000


@dataclass(frozen=True, slots=True)
class Window:
    """A span of time in Unix milliseconds, both ends included; ``None`` is open; ``void`` holds nothing."""

    start: int | None = None
    end: int | None = None
    void: bool = False

    def holds(self, moment: int | None) -> bool:
        """Whether ``moment`` lies in the window."""
        if self.void or moment is None:
            return False
        return (self.start is None or moment >= self.start) and (self.end is None or moment <= self.end)


def refuse_filter(notes: Notes) -> NoReturn:
    """Refuse a filter of a shape that no source shows.

    Raises:
        BadRequestError: always.
    """
    notes.rests_on("invalid_filter")
    raise BadRequestError(INVALID_FILTER)


def terms_of(value: Any, type_: str | None, country_code: str) -> tuple[str, ...]:
    """The forms under which a stored or asked-for value is found; values that are equal here match.

    Matching is exact and case-insensitive; status labels are compared to the character.
    """
    if isinstance(value, str):
        return (_term_of_text(value, type_, country_code),)
    if isinstance(value, list | tuple):
        return tuple(term for item in value for term in terms_of(item, type_, country_code))
    if isinstance(value, bool):
        return ("true" if value else "false",)
    if isinstance(value, int | float):
        return (str(int(value)) if value == int(value) else str(value),)
    return ()


def _term_of_text(text: str, type_: str | None, country_code: str) -> str:
    if type_ == "STATUS":
        return text
    if type_ == "PHONE":
        return normalise_phone(text, country_code) or text.casefold()
    return (text.strip() if type_ == "EMAIL" else text).casefold()


def asked(value: Any, notes: Notes) -> list[Any]:
    """The values of a filter: a scalar, or a list of which one has to match.

    Raises:
        BadRequestError: it is an object, or a list that holds more than scalars.
    """
    values = value if isinstance(value, list) else [value]
    if any(isinstance(item, list | dict) for item in values):
        refuse_filter(notes)
    if not values or None in values:
        notes.rests_on("empty_filter")
    if any(not isinstance(item, str) for item in values):
        notes.rests_on("filter_coercion")
    return values


def window_of(workspace: Workspace, value: Any, notes: Notes) -> Window:
    """The window that a date filter asks for: ``{"from", "to"}``, or a moment.

    Raises:
        BadRequestError: it is neither.
    """
    if isinstance(value, list) or value is None:
        refuse_filter(notes)
    if not isinstance(value, dict):
        notes.rests_on("scalar_date_filter")
        value = {"from": value, "to": value}
    if not set(value) <= {"from", "to"}:
        refuse_filter(notes)
    bounds = {name: bound for name, bound in value.items() if bound is not None}
    if len(bounds) < 2:  # noqa: PLR2004  # from and to
        notes.rests_on("open_range")
    moments = {name: workspace.calendar.read(bound) for name, bound in bounds.items()}
    if any(isinstance(bound, str) for bound in bounds.values()):
        notes.rests_on("timezone")
    if None in moments.values() and notes.choose("unreadable_date_filter") == "nothing":
        return Window(void=True)
    end = moments.get("to")
    if end is not None and workspace.calendar.is_day(bounds["to"]) and notes.choose("date_only_to") == "end":
        end += _DAY - 1
    return Window(moments.get("from"), end)


def action_filter(
    workspace: Workspace, given: Mapping[str, Any], moment: str, notes: Notes
) -> Callable[[Action], bool]:
    """A predicate for actions from ``type``, ``performed_by`` and the window called ``moment``.

    Raises:
        BadRequestError: a filter has a wrong shape, or one is not known.
    """
    if not set(given) <= {"type", "performed_by", moment}:
        refuse_filter(notes)
    types = _wanted(given.get("type"), notes)
    performers = _wanted(given.get("performed_by"), notes)
    window = window_of(workspace, given[moment], notes) if given.get(moment) is not None else None

    def matches(action: Action) -> bool:
        return (
            (types is None or action.type.casefold() in types)
            and (performers is None or action.performed_by.casefold() in performers)
            and (window is None or window.holds(action.created_on))
        )

    return matches


def _wanted(value: Any, notes: Notes) -> set[str] | None:
    """The texts that a filter of actions asks for, in lower case; ``None`` when it asks for nothing."""
    if value is None:
        return None
    values = asked(value, notes)
    if not all(isinstance(item, str) for item in values):
        refuse_filter(notes)
    return {item.casefold() for item in values}
