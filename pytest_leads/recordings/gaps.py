"""What a recording does not show, so that no rule can judge it: bodies that are not held, or cannot be decoded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_leads.recordings.har import NOT_HELD
from pytest_leads.wire import NotJsonError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_leads.journal import Exchange
    from pytest_leads.recordings.cassette import Cassette
    from pytest_leads.wire import Request, Response

_REFUSED = range(400, 500)
_WITHOUT_BODY = frozenset({204, 304})


def gaps(cassette: Cassette) -> Iterator[tuple[Exchange, str]]:
    """Each exchange of which a rule would have to read a body that it cannot, and what is wrong with it.

    Only documented operations count. A body that the API refused needs no judging, nor does the answer that did so.
    """
    for exchange, interaction in zip(cassette.exchanges, cassette.of_the_api, strict=True):
        if exchange.operation is None:
            continue
        what = _sent(exchange) or _received(exchange)
        if what:
            yield exchange, f"{interaction.place}.{what}"


def _sent(exchange: Exchange) -> str:
    if not exchange.request.body or exchange.response.status in _REFUSED:
        return ""
    problem = _problem(exchange.request)
    return f"request: {problem}" if problem else ""


def _received(exchange: Exchange) -> str:
    response = exchange.response
    if not exchange.ok or response.status in _WITHOUT_BODY:
        return ""
    problem = _problem(response) if response.body.strip() else "the body is empty"
    return f"response: {problem}" if problem else ""


def _problem(message: Request | Response) -> str:
    if message.body == NOT_HELD:
        return "the file does not hold the body"
    try:
        message.json()
    except NotJsonError as error:
        encoding = message.header("content-encoding")
        return f"the body is not JSON{f' (Content-Encoding: {encoding})' if encoding else ''}: {error}"
    return ""
