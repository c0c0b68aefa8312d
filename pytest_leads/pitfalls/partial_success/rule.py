"""The rule: nothing that was sent may be ignored without the test saying that it expects so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pytest_leads.audit import Finding
from pytest_leads.audit.finding import is_at_or_below
from pytest_leads.audit.reading import WRITES, items, mapping, shown
from pytest_leads.audit.terms import judged

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pytest_leads.journal import Exchange
    from pytest_leads.wire import Dropped
    from pytest_leads.workspace.profile import Profile

_STEP = re.compile(r"\[(\d{1,6})\]|([^.\[\]]+)")


def rule(exchanges: Sequence[Exchange], profile: Profile) -> Iterator[Finding]:
    """Find every field and action that a 2xx left out, told by the response or not."""
    for exchange, _ in judged(exchanges, profile, *WRITES):
        if exchange.ok:
            told = [*_remarked(exchange)]
            told += _ignored_actions(exchange, {finding.subject for finding in told})
            yield from told
            yield from _silent(exchange, {finding.subject for finding in told})


def concerns(finding: Finding, path: str) -> bool:
    """Whether the finding tells of something ignored at ``path`` or below it.

    ``path`` is a path in the request body: ``fields.rating``, ``actions[1]``, ``actions[1].fields.email``. A
    finding of another pitfall counts when it names the cause of something ignored.
    """
    return finding.ignored and is_at_or_below(finding.subject, path)


def _remarked(exchange: Exchange) -> Iterator[Finding]:
    """One finding for each place that a remark calls ignored."""
    seen: set[str] = set()
    for index, remark in enumerate(items(mapping(exchange.received()).get("remarks"))):
        if not isinstance(remark, dict) or not _says_ignored(remark, default="IGNORED"):
            continue
        place = remark.get("field")
        subject = place if isinstance(place, str) else ""
        if subject and subject in seen:
            continue
        seen.add(subject)
        yield _told(exchange, f"response.body.remarks[{index}]", remark, subject, remark.get("remark"))


def _ignored_actions(exchange: Exchange, remarked: set[str]) -> Iterator[Finding]:
    """One finding for each action with the status IGNORED of which no remark speaks."""
    for index, action in enumerate(items(mapping(exchange.received()).get("actions"))):
        subject = f"actions[{index}]"
        if not isinstance(action, dict) or not _says_ignored(action, default=""):
            continue
        if not any(is_at_or_below(place, subject) for place in remarked):
            yield _told(exchange, f"response.body.{subject}", action, subject, None)


def _says_ignored(item: dict[str, Any], *, default: str) -> bool:
    status = item.get("status", default)
    return isinstance(status, str) and status.strip().upper() == "IGNORED"


def _told(exchange: Exchange, path: str, value: Any, subject: str, remark: Any) -> Finding:
    sent = _value_at(exchange.sent(), subject)
    what = f"{subject or 'something'}{f' = {shown(sent)}' if sent is not None else ''}"
    reason = f' ("{remark}")' if isinstance(remark, str) and remark else ""
    quirk = next((lost.quirk for lost in exchange.disclosure.dropped if lost.path == subject), "")
    return Finding(
        pitfall="partial-success",
        rule="ignored",
        level="warning" if quirk else "error",
        exchange=exchange,
        path=path,
        value=value,
        seen=f"{what} was ignored{reason}, although the status is {exchange.response.status}",
        advice=_unsettled(quirk),
        subject=subject,
        ignored=True,
    )


def _silent(exchange: Exchange, told: set[str]) -> Iterator[Finding]:
    """What the responder knows to be lost although the response kept silent about it."""
    for dropped in exchange.disclosure.dropped:
        if not dropped.told and dropped.path not in told:
            yield _lost(exchange, dropped)


def _unsettled(quirk: str) -> str:
    """What to say where no source states that the value is ignored."""
    if not quirk:
        return ""
    return f"No source says what the API does here; the simulator leaves it out by its quirk {quirk}."


def _lost(exchange: Exchange, dropped: Dropped) -> Finding:
    what = f"{dropped.path or 'the lead'} = {shown(dropped.value)} was not stored ({dropped.reason})"
    if dropped.value is None:
        what = dropped.reason
    return Finding(
        pitfall="partial-success",
        rule="dropped-in-silence",
        level="warning" if dropped.quirk else "error",
        exchange=exchange,
        path=f"request.body.{dropped.path}" if dropped.path else "request.body",
        value=dropped.value,
        seen=f"{what}; the response says nothing of it: only the simulator, or reading the lead back, shows it",
        advice=_unsettled(dropped.quirk) or "Check the value before it is sent, or read the lead back and compare.",
        subject=dropped.path,
        ignored=True,
    )


def _value_at(body: Any, path: str) -> Any:
    """What stands at ``path`` in a request body, ``None`` when nothing does."""
    for number, name in _STEP.findall(path):
        if number:
            place = items(body)
            body = place[int(number)] if int(number) < len(place) else None
        else:
            body = mapping(body).get(name)
    return body if path else None
