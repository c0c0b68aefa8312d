"""One served workspace: where it is, what it holds, and what its traffic falls into."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pytest_leads.doors.loopback import loopback
from pytest_leads.interception.private_headers import sender_of
from pytest_leads.operations import SYNC_BASE
from pytest_leads.session.api import address_of
from pytest_leads.session.blueprint import Blueprint
from pytest_leads.session.record import Record
from pytest_leads.session.verdict import Verdict, judge
from pytest_leads.wire import Answer, Request

if TYPE_CHECKING:
    from collections.abc import Generator

    from pytest_leads.journal import Journal
    from pytest_leads.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Part:
    """The traffic between two resets, judged."""

    record: Record
    verdict: Verdict


class Served:
    """The simulated Leads API at a loopback address; all its URLs are without the enterprise."""

    def __init__(self, record: Record, url: str) -> None:
        self.record = record
        self.url = url
        self._ended: list[Part] = []

    @property
    def sync_url(self) -> str:
        """Base URL of the Sync API."""
        return self.url + SYNC_BASE

    @property
    def async_url(self) -> str:
        """Base URL of the Async API."""
        return self.url

    @property
    def enterprise_id(self) -> str:
        """The enterprise id that the workspace names, else one that it accepts."""
        return address_of(self.workspace).enterprise_id

    @property
    def token(self) -> str:
        """A token for the Sync API."""
        return address_of(self.workspace).token

    @property
    def async_token(self) -> str:
        """A token for the Async API."""
        return address_of(self.workspace).async_token

    @property
    def workspace(self) -> Workspace:
        """The workspace behind the API: seed leads, read state, set quirks."""
        return self.record.workspace

    @property
    def journal(self) -> Journal:
        """Every exchange since the last reset."""
        return self.record.journal

    def judge(self) -> list[Part]:
        """Judge all that was sent, part by part; the Async queue is processed first."""
        return [*self._ended, Part(self.record, judge(self.record))]


@contextmanager
def serve(
    blueprint: Blueprint | None = None,
    *,
    seed: int = 0,
    allow: tuple[str, ...] = (),
) -> Generator[Served]:
    """Serve a workspace made from ``blueprint`` (none: the default one) for as long as the context lasts.

    ``allow`` lists pitfalls that the program falls into on purpose.

    Raises:
        UsageError: the workspace cannot be made.
    """
    plan = blueprint or Blueprint()
    record = Record("", lambda: plan.build(seed=seed, rootpath=Path()), allow, lambda: plan)
    record.open()

    def answer(request: Request) -> Answer:
        request, sender = sender_of(request)
        return Answer(record.answer(request, sender))

    with loopback(answer) as server:
        yield Served(record, server.url)
