"""The API that one example is played on: who answers, what went over the wire, and what happens in between."""

from __future__ import annotations

import json
import traceback
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from pytest_leads.contract.failure import EndlessError, StageError
from pytest_leads.errors import LeadsError
from pytest_leads.journal import Journal
from pytest_leads.operations import BY_ID, locate
from pytest_leads.wire import Request

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pytest_leads.operations import Address
    from pytest_leads.wire import Answer, Response, Sender
    from pytest_leads.workspace import Workspace
    from pytest_leads.workspace.profile import Profile


@dataclass(frozen=True, slots=True, eq=False)
class Happening:
    """Something that somebody else does, once, when a request of ``operation`` is to be answered, or just was."""

    operation: str
    act: Callable[[], None]
    after: bool = False


@dataclass(slots=True)
class Stage:
    """One workspace for one example.

    ``respond`` is who answers; ``profile`` the terms of the workspace; ``workspace`` the simulator's inside, ``None``
    where another server answers. ``most`` requests may be sent in one call.
    """

    respond: Callable[[Request], Answer]
    address: Address
    profile: Profile
    clock: Callable[[], int]
    workspace: Workspace | None = None
    journal: Journal = field(default_factory=Journal)
    happenings: list[Happening] = field(default_factory=list)
    trouble: str = ""
    most: int = 0
    _sent: int = 0
    _lock: Lock = field(default_factory=Lock)

    def begin(self, most: int) -> None:
        """Begin a call, in which up to ``most`` requests may be sent."""
        self.most, self._sent = most, 0

    def answer(self, request: Request, sender: Sender) -> Response:
        """Answer a request of the integration, and write it into the journal.

        Raises:
            EndlessError: there were too many in this call.
            LeadsError: the simulator or the way to the server failed; kept in ``trouble``, too.
        """
        self._sent += 1
        if self._sent > self.most:
            raise EndlessError(f"{self.most} requests")
        try:
            response = self._answered(request, sender)
        except LeadsError as error:
            self.trouble = self.trouble or str(error)
            raise
        except StageError as error:
            self.trouble = self.trouble or str(error)
            raise LeadsError(self.trouble) from error
        except Exception as error:
            self.trouble = self.trouble or f"pytest-leads itself failed:\n{traceback.format_exc()}"
            raise LeadsError(self.trouble) from error
        return response

    def _answered(self, request: Request, sender: Sender) -> Response:
        operation = _operation(request)
        self._happen(operation, after=False)
        answer = self.respond(request)
        self.journal.record(request, answer.response, at=self.clock(), sender=sender, disclosure=answer.disclosure)
        self._happen(operation, after=True)
        return answer.response

    def _happen(self, operation: str, *, after: bool) -> None:
        with self._lock:  # pages may be asked for from several threads
            due = [h for h in self.happenings if (h.operation, h.after) == (operation, after)]
            self.happenings = [h for h in self.happenings if h not in due]
        for happening in due:
            happening.act()

    def ask(self, operation: str, body: Any = None, query: str = "", **params: str) -> tuple[int, Mapping[str, Any]]:
        """Send a request of the kit's own, as somebody else would: status and decoded body; not in the journal.

        Raises:
            StageError: the answer is no JSON object.
        """
        known = BY_ID[operation]
        path = known.path.replace("{enterpriseId}", quote(self.address.enterprise_id, safe=""))
        for name, value in params.items():
            path = path.replace(f"{{{name}}}", quote(value, safe=""))
        headers = (("Authorization", f"Bearer {self.address.token}"), ("Content-Type", "application/json"))
        content = b"" if body is None else json.dumps(body).encode()
        response = self.respond(
            Request(known.method, f"{self.address.sync_url}{path}{query}", headers, content)
        ).response
        try:
            received = response.json()
        except ValueError:
            received = None
        if not isinstance(received, dict):
            raise StageError(f"{known.method} {path} was answered {response.status} with a body that is no JSON object")
        return response.status, received

    def must(self, operation: str, body: Any = None, query: str = "", **params: str) -> Mapping[str, Any]:
        """The same, where anything but success is no verdict on the integration.

        Raises:
            StageError: the answer is no success.
        """
        status, received = self.ask(operation, body, query, **params)
        if status != BY_ID[operation].success:
            raise StageError(
                f"the check could not be set up: {operation} was answered {status} {json.dumps(received)[:300]}\n"
                "  Is the workspace (leads_workspace_config) or the server (--leads-base-url) as the documents have it?"
            )
        return received

    def population(self) -> int:
        """How many leads there are in all."""
        if self.workspace is not None:
            return len(self.workspace.store.by_id)
        total = self.must("search_leads", {}, "?limit=1").get("total_count")
        return total if isinstance(total, int) else 0


def _operation(request: Request) -> str:
    route = locate(request.host, request.path)
    operation = route.operations.get(request.method) if route is not None else None
    return operation.id if operation is not None else ""
