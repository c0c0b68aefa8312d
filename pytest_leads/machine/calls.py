"""What users override: where a machine plays, and how it calls the code under test."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from pytest_leads.machine.links import simulated
from pytest_leads.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from contextlib import AbstractContextManager

    from pytest_leads.machine.links import Link
    from pytest_leads.machine.plain import Plain, Written
    from pytest_leads.operations import Address


class Calls:
    """Where the API is, and six calls on it, by default in plain HTTP; override those that your code has.

    ``refusals`` are the exceptions, or the one, by which your code says that the API refused a call
    (``httpx.HTTPStatusError``, your own), or that not all of it was stored; ``RefusedError`` is always one of them. Any
    other exception fails the run. What was stored before one is raised has to be there, and something has to be
    invalid: code may refuse a label that is not active.
    """

    refusals: ClassVar[type[Exception] | tuple[type[Exception], ...]] = ()
    link: Link
    plain: Plain

    def connect(self) -> AbstractContextManager[Link]:
        """The API of one run: ``simulated``, ``in_process``, ``on_loopback`` or ``at``."""
        return simulated(self.workspace())

    def workspace(self) -> Workspace:
        """A new workspace for one run; its clock becomes the machine's.

        On another server, which does not tell its country, it says that, and the date format where no field has one;
        as long as it is not overridden there, no phone number is written without its country code.
        """
        return Workspace()

    @property
    def address(self) -> Address:
        """Where the API is in this run, and with what one is let in."""
        return self.link.address

    def create(self, fields: dict[str, Any], actions: list[dict[str, Any]]) -> Written | str:
        """Create a lead: what came of it, or its id alone where nothing is told of what was ignored.

        Code that goes on to update the lead that is there already returns the id of that one.
        """
        return self.plain.create(fields, actions)

    def update(self, lead_id: str, fields: dict[str, Any]) -> Mapping[str, Any] | None:
        """Change a lead: the lead as ``read`` shows it, or ``None``."""
        return self.plain.update(lead_id, fields)

    def save(self, fields: dict[str, Any], actions: list[dict[str, Any]]) -> None:
        """Create the lead or change the one with this identifier, by the Async API.

        Types of custom actions have the prefix that it needs.
        """
        self.plain.save(fields, actions)

    def add_actions(self, lead_id: str, actions: list[dict[str, Any]]) -> Written | str:
        """Append to a lead's timeline: what came of it, or any text where nothing is told of what was ignored."""
        return self.plain.add_actions(lead_id, actions)

    def search(self, filters: dict[str, Any]) -> Sequence[Mapping[str, Any]]:
        """All leads that match, however many pages, newest first, each as ``read`` shows it.

        ``filters`` are by API name, with a value or a list of values. What is shown of a lead has to tell it from
        others: its identifier, or its ``id`` beside ``fields``.
        """
        return self.plain.search(filters)

    def read(self, lead_id: str) -> Mapping[str, Any]:
        """A lead: ``{"fields": {...}}`` as the API has it, or the fields themselves, by API name.

        Fields that are not shown are not judged.
        """
        return self.plain.read(lead_id)
