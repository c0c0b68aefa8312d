"""Who answers: the record of the test that is running, or the record of what happens outside of tests."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pytest_leads import masking
from pytest_leads.errors import LeadsAssertionError
from pytest_leads.session.blueprint import Blueprint
from pytest_leads.session.record import Record
from pytest_leads.workspace.sharing import gains, give

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from pathlib import Path

    from pytest_leads.settings import Settings
    from pytest_leads.wire import Request, Response, Sender
    from pytest_leads.workspace import Workspace
    from pytest_leads.workspace.sharing import Gains


class Routing:
    """Sends each request to the record that it belongs to.

    What a fixture of wider scope put into a workspace is given to every workspace after it, until ``forget`` is
    called for that fixture.
    """

    def __init__(self, settings: Settings, rootpath: Path) -> None:
        self.settings = settings
        self.rootpath = rootpath
        self.current: Record | None = None
        self._shares: dict[object, Gains] = {}
        self._process = os.getpid()
        self.outside = self.open("", Blueprint)

    def open(self, test: str, blueprint: Callable[[], Blueprint], allow: tuple[str, ...] = ()) -> Record:
        """Begin a record; ``blueprint`` is asked when the record's workspace is first needed."""

        def workspace() -> Workspace:
            made = blueprint().build(seed=self.settings.seed, rootpath=self.rootpath)
            for gained in self._shares.values():
                give(made, gained)
            return made

        record = Record(test, workspace, allow, blueprint)
        record.seed = self.settings.seed
        return record

    def answer(self, request: Request, sender: Sender) -> Response:
        """Answer for whichever record is current.

        Raises:
            LeadsAssertionError: the request comes from a forked child process, whose journal nobody would read.
        """
        if os.getpid() != self._process:
            raise LeadsAssertionError(
                f"{request.method} {masking.url(request.url)} was sent by a forked child process. What a child sends "
                "cannot be judged, since its journal ends with it; let the test call the code in its own process."
            )
        return self.now.answer(request, sender)

    def escaped(self, text: str) -> None:
        """File an escape with whichever record is current."""
        self.now.troubles.append(text)

    @contextmanager
    def sharing(self, fixture: object) -> Generator[None]:
        """Share what is put into the current workspace in this context with all later ones."""
        record = self.now
        before = record.workspace.leads if record.opened else []
        yield
        if record.opened:
            shared = (lead for gained in self._shares.values() for lead in gained.leads)
            gained = gains(record.workspace, [*before, *shared])
            if gained.leads:
                self._shares[fixture] = gained

    def forget(self, fixture: object) -> None:
        """Give what the fixture made to no further workspace.

        A parametrised fixture is torn down while the next test is being set up: that test's workspace, opened by
        the request of a teardown, is made anew.
        """
        if self._shares.pop(fixture, None) is not None and self.current is not None and not self.current.is_set_up:
            self.current.close()

    @property
    def now(self) -> Record:
        """The record that requests go to at this moment."""
        if self.current is not None:
            return self.current
        if self.outside.opened:  # it lives as long as the run, so what was shared since comes to it late
            for gained in self._shares.values():
                give(self.outside.workspace, gained)
        return self.outside
