"""Another server that speaks the Leads API, in the simulator's place (``--leads-base-url``)."""

from __future__ import annotations

import secrets
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import httpx

from pytest_leads.audit.reading import items, mapping
from pytest_leads.contract.failure import StageError
from pytest_leads.contract.stage import Address, Stage
from pytest_leads.interception import intercept, untapped
from pytest_leads.operations import HOSTS, SYNC_BASE, locate
from pytest_leads.wire import Answer, Request, Response
from pytest_leads.workspace.definitions import standard_fields
from pytest_leads.workspace.profile import Profile

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping

    from pytest_leads.session.record import Record
    from pytest_leads.settings import Server
    from pytest_leads.wire import Sender

#: What belongs to one connection and not to the message.
_OF_THE_CONNECTION = frozenset(
    {"connection", "keep-alive", "transfer-encoding", "content-length", "host", "accept-encoding", "te", "upgrade"}
)
#: Numbers of identifiers begin anywhere below this, so that runs do not meet each other's leads.
NUMBERS = 10**9


class Network:
    """Sends requests to the server, past the interception."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.client = httpx.Client(timeout=30, follow_redirects=False)

    def __call__(self, request: Request) -> Answer:
        """The server's answer; an address of the real API is taken for the server's.

        Raises:
            StageError: there is no answer.
        """
        return Answer(self.send(self._readdressed(request)))

    def send(self, request: Request) -> Response:
        """The answer to a request as it is."""
        headers = [(name, value) for name, value in request.headers if name.lower() not in _OF_THE_CONNECTION]
        try:
            with untapped():
                got = self.client.request(
                    request.method,
                    request.url,
                    headers=[*headers, ("Accept-Encoding", "identity")],
                    content=request.body,
                )
        except httpx.HTTPError as error:
            raise StageError(
                f"--leads-base-url: {request.url} gave no answer: {type(error).__name__}: {error}"
            ) from None
        kept = [(name, value) for name, value in got.headers.multi_items() if name not in _OF_THE_CONNECTION]
        return Response(got.status_code, tuple(kept), got.content)

    def _readdressed(self, request: Request) -> Request:
        """A request to a host of the real API, as it has to be for this server: its enterprise, its token."""
        route = locate(request.host, request.path) if request.host in HOSTS else None
        if route is None:
            return request
        base = self.server.url + (SYNC_BASE if route.api == "sync" else "")
        path = request.path[request.path.index("/enterprise/") :].split("/")
        path[2] = self.server.enterprise
        query = urlsplit(request.url).query
        headers = [(name, value) for name, value in request.headers if name.lower() != "authorization"]
        authorization = ("Authorization", f"Bearer {self.server.token}")
        url = f"{base}{'/'.join(path)}{f'?{query}' if query else ''}"
        return Request(request.method, url, (*headers, authorization), request.body)


class RemoteWorld:
    """One workspace for all examples, on another server; nothing is taken away from it."""

    simulated = False

    def __init__(self, server: Server, record: Record) -> None:
        self._network = Network(server)
        self._record = record
        self._host = urlsplit(server.url).hostname or ""
        self._profile: Profile | None = None
        self.address = address_on(server)
        self.first = secrets.randbelow(NUMBERS)

    def open(self, number: int, overrides: Mapping[str, Any]) -> Stage:  # noqa: ARG002  # every example has the same
        """A stage on the server."""
        stage = Stage(self._network, self.address, Profile(), _now)
        if self._profile is None:
            self._profile = profile_on(stage)
        stage.profile = self._profile
        return stage

    @contextmanager
    def catching(self, stage: Stage) -> Generator[None]:
        """Have requests to the server, and to the hosts of the real API, go over the stage."""

        def answer(request: Request, sender: Sender) -> Response:
            ours = request.url.startswith(self._network.server.url)
            return stage.answer(request, sender) if ours else self._network.send(request)

        self._record.detour = stage.answer
        try:
            with intercept({self._host}, answer):
                yield
        finally:
            self._record.detour = None


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
