"""The server of a whole pytest run: what comes in goes to the record of the test that is running."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

from pytest_leads.doors.loopback import loopback
from pytest_leads.serving.desk import desk
from pytest_leads.serving.served import Served

if TYPE_CHECKING:
    from pytest_leads.session.record import Record
    from pytest_leads.session.routing import Routing


class SharedServer:
    """Listens from when a test first asks for it until ``close``."""

    def __init__(self, routing: Routing) -> None:
        self._routing = routing
        self._listening = ExitStack()
        self._url = ""

    def served(self, record: Record) -> Served:
        """The server as the test of this record sees it."""
        if not self._url:
            self._url = self._listening.enter_context(loopback(desk(self._now))).url
        return Served(record, self._url)

    def close(self) -> None:
        """Stop listening."""
        self._listening.close()

    def _now(self) -> Served:
        return Served(self._routing.now, self._url)
