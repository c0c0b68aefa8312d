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
    that was running, empty outside of tests. The response is what was sent: under a fault (``disclosure.fault``) the
    bytes that came, with the status 0 where none did.
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

    @property
    def took_effect(self) -> bool:
        """Whether the API did what was asked, whatever its sender was told."""
        fault = self.disclosure.fault
        status = self.response.status if fault is None else fault.status or 0
        return status // 100 == 2  # noqa: PLR2004  # as above

    @property
    def is_hindered(self) -> bool:
        """Whether a fault kept the answer from its sender; one that was only late, or slow, came in the end."""
        delivery = self.response.delivery
        if self.disclosure.fault is None or delivery is None or not (delivery.late or delivery.slow):
            return self.disclosure.fault is not None
        return delivery.given_up or delivery.missing > 0

    @property
    def answered(self) -> str:
        """What was answered, for texts: ``201``, or ``nothing``, and the fault behind it, if there was one."""
        fault = self.disclosure.fault
        status = str(self.response.status or "nothing")
        return f"{status}, fault {fault.kind}" if fault else status

    def sent(self) -> Any:
        """Request body decoded from JSON; ``None`` when it is empty or not JSON."""
        return _quietly(self.request)

    def received(self) -> Any:
        """Response body decoded from JSON; ``None`` when it is empty or not JSON."""
        return _quietly(self.response)

    def __str__(self) -> str:
        operation = self.operation
        name = operation.id if operation else "unknown route"
        url = masking.url(masking.without(self.request.url, masking.own(self.request.headers)))
        return f"exchange {self.number}: {self.request.method} {url} -> {self.answered} ({name})"


def _quietly(message: Request | Response) -> Any:
    try:
        return message.json()
    except NotJsonError:
        return None
