"""Somebody's own functions, bound to the names under which the checks call them."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from pytest_leads.errors import UsageError

#: What each member is called with.
SIGNATURES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "create": ("fields", "actions"),
        "update": ("lead_id", "fields"),
        "save": ("fields",),
        "add_actions": ("lead_id", "actions"),
        "search": ("filters",),
        "search_by_status": ("label",),
        "search_created": ("start", "end"),
        "search_acted": ("start", "end"),
        "reported": ("outcome",),
    }
)

Member = Callable[..., Any]


def _running() -> asyncio.AbstractEventLoop | None:
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None


@dataclass(frozen=True, kw_only=True, slots=True)
class Integration:
    """The code under contract: callables of your own, sync or async, of any return type; bind those that you have.

    Attributes:
        create: ``(fields: dict, actions: list[dict])``: create a lead. Field names are the API's own.
        update: ``(lead_id: str, fields: dict)``: change a lead.
        save: ``(fields: dict)``: create the lead, or update the one with this identifier.
        add_actions: ``(lead_id: str, actions: list[dict])``: append to a lead's timeline.
        search: ``(filters: dict)``: all leads that match, however many pages; values are scalars or lists.
        search_by_status: ``(label: str)``: all leads in that status, the label as a person sees it.
        search_created: ``(start: datetime, end: datetime)``: all leads created in the window, both ends included.
        search_acted: ``(start: datetime, end: datetime)``: all leads with an action in the window.
        reported: ``(outcome: Outcome) -> bool``: whether a call told its caller that something was ignored; without
            it the kit looks for itself.
        any_workspace: the code asks the API for the identifier and the date format of the workspace, so it is also
            checked in workspaces of other kinds than its own.
        known_gaps: pitfall ids or names of checks, each with the reason why it may fail for now.

    Raises:
        UsageError: a member is no callable, or cannot be called as the checks will call it.
    """

    create: Member | None = None
    update: Member | None = None
    save: Member | None = None
    add_actions: Member | None = None
    search: Member | None = None
    search_by_status: Member | None = None
    search_created: Member | None = None
    search_acted: Member | None = None
    reported: Member | None = None
    any_workspace: bool = False
    known_gaps: Mapping[str, str] = field(default_factory=dict)
    #: The event loop that it was made in, by an async fixture: clients made there belong to it.
    home: asyncio.AbstractEventLoop | None = field(default_factory=_running, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        __tracebackhide__ = True
        for name, parameters in SIGNATURES.items():
            _check_member(name, getattr(self, name), parameters)

    def binds(self, *members: str) -> bool:
        """Whether all of ``members`` are bound."""
        return all(getattr(self, name) is not None for name in members)


def _check_member(name: str, member: Any, parameters: tuple[str, ...]) -> None:
    __tracebackhide__ = True
    called = f"{name}({', '.join(parameters)})"
    if member is None:
        return
    if not callable(member):
        raise UsageError(f"Integration({name}={member!r}): a callable is needed; the checks call {called}")
    try:
        signature = inspect.signature(member)
    except (TypeError, ValueError):  # a builtin that does not tell
        return
    try:
        signature.bind(*parameters)
    except TypeError as error:
        raise UsageError(
            f"Integration({name}=...): the checks call {called}, and {_name(member)}{signature} cannot be called so: "
            f"{error}. Wrap it: {name}=lambda {', '.join(parameters)}: ..."
        ) from None


def _name(member: Any) -> str:
    return getattr(member, "__qualname__", None) or type(member).__qualname__
