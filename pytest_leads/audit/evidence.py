"""What shows traffic, and the exchanges in it: a journal, responses of HTTP clients, recordings, decoded bodies."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from pytest_leads import masking
from pytest_leads.audit.responses import client_of, exchanges_behind
from pytest_leads.errors import UsageError, did_you_mean
from pytest_leads.journal import Exchange, Journal
from pytest_leads.operations import ASYNC_URL, BY_ID, SYNC_URL
from pytest_leads.recordings import Cassette, RecordingError
from pytest_leads.wire import Request, Response, Sender

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Which part of an exchange a decoded body is.
Side = Literal["request", "response"]

_JSON = (("Content-Type", "application/json"),)

#: Stands for the client where no request was sent at all.
DECODED_BODY = "decoded body"

ACCEPTED = (
    "a journal (leads_api.journal), an exchange, a response of httpx, httpx2, requests, urllib3 or aiohttp, "
    "a vcrpy cassette, the path of a cassette or of a HAR file, a decoded body (dict), or a list of these"
)


@dataclass(frozen=True, slots=True)
class Question:
    """What a helper asks of evidence.

    ``asked_by`` is the helper, for the messages. A decoded body is taken for the ``side`` of an exchange of
    ``operation``; without a ``side``, bodies are refused, for they do not show enough.
    """

    asked_by: str
    operation: str = ""
    side: Side | None = None
    needs_request_body: bool = False


def exchanges_of(evidence: Any, question: Question) -> list[Exchange]:
    """Exchanges in ``evidence``, numbered from 1 where they come from no single journal.

    Raises:
        UsageError: the evidence is of no known kind, shows too little, or holds nothing of the Leads API.
    """
    found = list(_exchanges(evidence, question))
    if not found:
        raise UsageError(f"{question.asked_by}: nothing was sent to the Leads API, so there is nothing to judge")
    if not any(exchange.route for exchange in found):
        first = found[0].request
        raise UsageError(
            f"{question.asked_by}: none of {len(found)} exchanges is with a documented path of the Leads API; "
            f"the first is {first.method} {masking.url(first.url)}"
        )
    return _numbered(found)


def _exchanges(evidence: Any, question: Question) -> Iterator[Exchange]:
    if isinstance(evidence, Exchange):
        yield evidence
    elif isinstance(evidence, Journal):
        yield from evidence
    elif isinstance(getattr(evidence, "journal", None), Journal):
        yield from evidence.journal
    elif isinstance(evidence, list | tuple):
        for part in evidence:
            yield from _exchanges(part, question)
    elif _is_recording(evidence):
        yield from _recorded(evidence, question.asked_by)
    elif client_of(evidence):
        yield from exchanges_behind(evidence, question.asked_by, needs_request_body=question.needs_request_body)
    elif isinstance(evidence, dict):
        yield _from_body(evidence, question)
    else:
        raise UsageError(
            f"{question.asked_by}: cannot read {type(evidence).__name__!r} as evidence; it takes {ACCEPTED}"
        )


def _is_recording(evidence: Any) -> bool:
    return isinstance(evidence, Cassette | str | os.PathLike) or _is_of_vcr(evidence)


def _is_of_vcr(evidence: Any) -> bool:
    """Whether this is a cassette object of vcrpy, which is told by its module and not imported."""
    modules = {ancestor.__module__.partition(".")[0] for ancestor in type(evidence).__mro__}
    return "vcr" in modules and hasattr(evidence, "requests") and hasattr(evidence, "responses")


def _recorded(evidence: Any, asked_by: str) -> list[Exchange]:
    """The exchanges of a recording, none of which may hide a body from the rules."""
    from pytest_leads.recordings.gaps import gaps

    try:
        cassette = evidence if isinstance(evidence, Cassette) else _read(evidence)
    except RecordingError as error:
        raise UsageError(f"{asked_by}: {error}") from None
    for _, gap in gaps(cassette):
        raise UsageError(f"{asked_by}: {cassette.path}: {gap}, so it cannot be judged")
    return cassette.exchanges


def _read(evidence: Any) -> Cassette:
    from pytest_leads.recordings.reading import SUFFIXES, read_recording
    from pytest_leads.recordings.vcr_format import of_vcr

    if _is_of_vcr(evidence):
        return of_vcr(evidence)
    if isinstance(evidence, str) and not os.path.isfile(evidence) and not evidence.lower().endswith(SUFFIXES):  # noqa: PTH113  # it takes any text without an error
        shown = masking.excerpt(evidence[:60].encode("utf-8", "replace"))
        raise RecordingError(
            f"the text {shown} is no path of a recording: there is no such file, and it ends in none of "
            f"{', '.join(SUFFIXES)}. If it is a body, decode it; it takes {ACCEPTED}"
        )
    return read_recording(Path(evidence))


def _from_body(body: dict[str, Any], question: Question) -> Exchange:
    """An exchange of which only one body is known."""
    if question.side is None:
        raise UsageError(
            f"{question.asked_by}: a decoded body does not show what is judged here; "
            "give it a journal, exchanges or responses of an HTTP client"
        )
    operation = BY_ID.get(question.operation)
    if operation is None:
        raise UsageError(
            f"operation={question.operation!r}: no such operation{did_you_mean(question.operation, BY_ID)}"
        )
    url = (SYNC_URL if operation.api == "sync" else ASYNC_URL) + operation.path
    content = json.dumps(body, default=str).encode()
    return Exchange(
        1,
        Request(operation.method, url, _JSON, content if question.side == "request" else b""),
        Response(operation.success, _JSON, content if question.side == "response" else b""),
        sender=Sender(DECODED_BODY),
    )


def _numbered(exchanges: list[Exchange]) -> list[Exchange]:
    """Keep the numbers of one journal; number afresh what came from several places."""
    numbers = [exchange.number for exchange in exchanges]
    if numbers == sorted(set(numbers)):
        return exchanges
    return [replace(exchange, number=number) for number, exchange in enumerate(exchanges, start=1)]
