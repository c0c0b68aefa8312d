"""Another server that speaks the Leads API, in the simulator's place (``--leads-base-url``)."""

from __future__ import annotations

import secrets
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from pytest_leads.audit.reading import items, mapping
from pytest_leads.contract.failure import StageError
from pytest_leads.contract.stage import Stage
from pytest_leads.interception import intercept
from pytest_leads.operations import SYNC_BASE, Address
from pytest_leads.session.network import Network, UnreachableError
from pytest_leads.workspace.definitions import standard_fields
from pytest_leads.workspace.profile import Profile

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping

    from pytest_leads.session.record import Record
    from pytest_leads.settings import Server
    from pytest_leads.wire import Request, Response, Sender

#: Numbers of identifiers begin anywhere below this, so that runs do not meet each other's leads.
NUMBERS = 10**9


class RemoteWorld:
    """One workspace for all examples of a run, on another server; nothing is taken away from it."""

    simulated = False

    def __init__(self, server: Server) -> None:
        self._network = Network(server)
        self._record: Record | None = None
        self._url = server.url
        self._host = urlsplit(server.url).hostname or ""
        self._profile: Profile | None = None
        self.address = address_on(server)

    def of(self, record: Record) -> RemoteWorld:
        """The world for the test of ``record``."""
        self._record = record
        return self

    def close(self) -> None:
        """Close the connections to the server."""
        self._network.close()

    def open(self, number: int, overrides: Mapping[str, Any]) -> Stage:  # noqa: ARG002  # every example has the same
        """A stage on the server."""
        stage = Stage(self._network, self.address, Profile(), _now)
        if self._profile is None:
            try:
                self._profile = profile_on(stage)
            except (StageError, UnreachableError) as error:
                raise StageError(
                    f"--leads-base-url = {self._url!r}: {error}\n"
                    "  Does a Leads API answer there, to this --leads-token and --leads-enterprise?"
                ) from None
        stage.profile = self._profile
        return stage

    @contextmanager
    def catching(self, stage: Stage) -> Generator[None]:
        """Have requests to the server, and to the hosts of the real API, go over the stage."""

        def answer(request: Request, sender: Sender) -> Response:
            ours = request.url.startswith(f"{self._url}/")
            return stage.answer(request, sender) if ours else self._network.send(request)

        assert self._record is not None  # noqa: S101  # a test has begun
        self._record.detour = stage.answer
        try:
            with intercept({self._host}, answer):
                yield
        finally:
            self._record.detour = None


def first_number() -> int:
    """Where the numbers of a test's identifiers begin: anywhere, since the leads of other runs are still there."""
    return secrets.randbelow(NUMBERS)


def address_on(server: Server) -> Address:
    """Where both APIs are on a server; one token serves for both."""
    return Address(server.url + SYNC_BASE, server.url, server.enterprise, server.token, server.token)


def profile_on(stage: Stage) -> Profile:
    """The terms of the server's workspace, as its API tells them.

    Raises:
        StageError: it does not let us in, or answers in another way than the documents have it.
    """
    metadata = stage.must("read_metadata")
    fields = [mapping(item) for item in items(stage.must("list_fields", query="?detail=true").get("customFields"))]
    named = {str(item.get("id")): str(item.get("apiName")) for item in fields}
    wanted = str(metadata.get("leadIdentifierFieldId") or "phone")
    kinds = {name: field.type for name, field in standard_fields().items()}
    kinds |= {str(item.get("apiName")): str(item.get("type")).upper() for item in fields}
    identifier = named.get(wanted, wanted)
    formats = [item["dateFormat"] for item in fields if isinstance(item.get("dateFormat"), str)]
    return Profile(
        identifier=identifier,
        identifier_type=kinds.get(identifier, "TEXT"),
        fields=kinds,
        open_fields=False,
        statuses=tuple(_labels(stage.must("read_pipeline"))),
        date_format=formats[0] if formats else "DD/MM/YYYY",
        source=f"the workspace at {stage.address.sync_url}",
    )


def _labels(pipeline: Mapping[str, Any]) -> list[str]:
    """Active labels, in either of the two shapes in which a pipeline comes."""
    stages = [mapping(stage) for stage in items(pipeline.get("leadStages"))]
    rows = [row for stage in stages for row in items(stage.get("activeStatuses"))] or items(pipeline.get("statuses"))
    labels = [mapping(row).get("label") for row in rows]
    return [label for label in labels if isinstance(label, str)]


def _now() -> int:
    return time.time_ns() // 1_000_000
