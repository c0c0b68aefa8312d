"""One served workspace: where it is, what it holds, and what its traffic falls into."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pytest_leads.doors.address import address_of
from pytest_leads.doors.loopback import HOST, loopback
from pytest_leads.errors import UsageError
from pytest_leads.faults import none_came
from pytest_leads.operations import SYNC_BASE
from pytest_leads.serving.desk import desk
from pytest_leads.session.blueprint import Blueprint
from pytest_leads.session.record import Record
from pytest_leads.session.verdict import Verdict, judge, judge_so_far

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

    from pytest_leads.audit import Finding
    from pytest_leads.faults import Fault, Faults
    from pytest_leads.journal import Journal
    from pytest_leads.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Part:
    """The traffic between two resets, judged."""

    record: Record
    verdict: Verdict


class Served:
    """The simulated Leads API at a loopback address; all its URLs are without the enterprise.

    ``open_record`` opens the record that a reset begins with, from the name of the test that it is for; without one
    there is no reset. ``is_public`` says that other machines reach it. ``faults`` are those that each record begins
    with: it is enough if one of the records meets them.
    """

    def __init__(
        self,
        record: Record,
        url: str,
        open_record: Callable[[str], Record] | None = None,
        *,
        is_public: bool = False,
        faults: Sequence[Fault] = (),
    ) -> None:
        self.url = url
        self.is_public = is_public
        self.records = [record]
        self._open_record = open_record
        self._standing = faults
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
    def control_url(self) -> str:
        """Base URL of the control API, by which tests in other languages seed, reset and judge."""
        return f"{self.url}/_leads"

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
    def record(self) -> Record:
        """The record since the last reset."""
        return self.records[-1]

    @property
    def workspace(self) -> Workspace:
        """The workspace behind the API: seed leads, read state, set quirks."""
        return self.record.workspace

    @property
    def journal(self) -> Journal:
        """Every exchange since the last reset."""
        return self.record.journal

    @property
    def faults(self) -> Faults:
        """What goes wrong on the way; nothing does, until a fault is added. One that meets no request is a trouble."""
        self.record.faults.place = "leads_server.faults"
        return self.record.faults

    def findings(self) -> list[Finding]:
        """What the traffic since the last reset falls into, warnings included; what is still queued is not in it."""
        verdict = judge_so_far(self.record)
        return [*verdict.errors, *verdict.warnings]

    def reset(self, test: str = "") -> Part:
        """End this part, judge it, and begin another as it was at the start; ``test`` is what the next one is for.

        Raises:
            UsageError: the record is that of a pytest test, which begins and ends with it.
        """
        if self._open_record is None:
            raise UsageError(
                "this is the state of one pytest test: each test has its own, so there is nothing to reset"
            )
        self._ended.append(self._judged())
        self.records.append(self._open_record(test))
        return self._ended[-1]

    def judge(self) -> list[Part]:
        """Judge all that was sent, part by part; the Async queue is processed first.

        What is wrong with the whole is a trouble of the last part.
        """
        last = self._judged()
        idle = [fault for fault in self._standing if all(fault in record.faults.idle for record in self.records)]
        if idle:
            troubles = (*last.verdict.troubles, none_came("--fault", idle))
            last = Part(last.record, replace(last.verdict, troubles=troubles))
        return [*self._ended, last]

    def _judged(self) -> Part:
        return Part(self.record, judge(self.record))


@contextmanager
def serve(  # noqa: PLR0913  # where to listen, what to simulate, what to allow
    blueprint: Blueprint | None = None,
    *,
    seed: int = 0,
    allow: tuple[str, ...] = (),
    begin: Callable[[Record], None] = lambda _: None,
    faults: Sequence[Fault] = (),
    host: str = HOST,
    port: int = 0,
) -> Generator[Served]:
    """Serve a workspace made from ``blueprint`` (none: the default one) for as long as the context lasts.

    ``allow`` lists pitfalls that the program falls into on purpose. ``begin`` is called with each record before it
    answers anything: the first, and one for each reset; it may seed leads and add faults. ``faults`` are those of
    ``--fault``, which are there from the beginning and after each reset.

    Raises:
        UsageError: the workspace cannot be made, or nothing can listen there.
    """
    plan = blueprint or Blueprint()

    def open_record(test: str) -> Record:
        record = Record(test, lambda: plan.build(seed=seed, rootpath=Path()), allow, lambda: plan)
        record.seed = seed
        record.open()
        record.faults.replace(faults, promised=False)
        begin(record)
        return record

    first = open_record("")
    with loopback(desk(lambda: served), host=host, port=port) as server:
        served = Served(first, server.url, open_record, is_public=server.is_public, faults=faults)
        yield served
