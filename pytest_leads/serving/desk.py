"""Where requests over HTTP arrive: those of the Leads API go to the record, those of the control API are served."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_leads.interception.private_headers import sender_of, with_delivery_told
from pytest_leads.operations import HOSTS
from pytest_leads.serving import control
from pytest_leads.wire import Answer

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_leads.serving.served import Served
    from pytest_leads.wire import Request, Responder


def desk(current: Callable[[], Served]) -> Responder:
    """A responder for what is served at the moment of the request."""

    def answer(request: Request) -> Answer:
        served = current()
        if _is_for_control(request):
            return Answer(control.answer(served, request))
        sent, sender = sender_of(request)
        return Answer(with_delivery_told(request, served.record.answer(sent, sender)))

    return answer


def _is_for_control(request: Request) -> bool:
    path = request.path
    return (path == control.BASE or path.startswith(f"{control.BASE}/")) and request.host not in HOSTS
