"""One request and the response that it got, with all that is known about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from pytest_leads import masking
from pytest_leads.operations import Operation, Route, locate
from pytest_leads.wire import Disclosure, NotJsonError, Request, Response, Sender


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and its response.

    ``number`` counts from 1 within its journal; ``at`` is Unix milliseconds; ``test`` the node id of the test
    that was running, empty outside of tests.
    """

    number: int
    request: Request
    response: Response
    at: int = 0
    test: str = ""
    sender: Sender = field(default_factory=lambda: Sender("unknown"))
    disclosure: Disclosure = field(default_factory=Disclosure)

    @property
    def route(self) -> Route | None:
        """The documented path, or ``None`` when the documents know no such path."""
        return locate(self.request.host, self.request.path)

    @property
    def operation(self) -> Operation | None:
        """The documented operation, or ``None`` for an unknown path or a method that it does not have."""
        route = self.route
        return route.operations.get(self.request.method) if route else None

    @property
    def ok(self) -> bool:
        """Whether the status is 2xx."""
        return self.response.status // 100 == 2  # noqa: PLR2004  # the class of success

    def sent(self) -> Any:
        """Request body decoded from JSON; ``None`` when it is empty or not JSON."""
        return _quietly(self.request)

    def received(self) -> Any:
        """Response body decoded from JSON; ``None`` when it is empty or not JSON."""
        return _quietly(self.response)

    def __str__(self) -> str:
        operation = self.operation
        name = operation.id if operation else "unknown route"
        url = masking.url(self.request.url)
        return f"exchange {self.number}: {self.request.method} {url} -> {self.response.status} ({name})"


def _quietly(message: Request | Response) -> Any:
    try:
        return message.json()
    except NotJsonError:
        return None
