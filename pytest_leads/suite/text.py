"""The report of a broken contract: the smallest call, the exchange, what was expected, why, and the fix."""

from __future__ import annotations

import json
import re
from datetime import datetime
from pprint import pformat
from typing import TYPE_CHECKING, Any

from pytest_leads import masking
from pytest_leads.audit.curl import curl
from pytest_leads.audit.reading import shown
from pytest_leads.audit.text import WIDTH, copied, labelled, local
from pytest_leads.contract.failure import EndlessError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pytest_leads.audit import Pitfall
    from pytest_leads.contract import BrokenContractError, Check, Outcome
    from pytest_leads.journal import Exchange

#: Characters of an argument, an answer; lines of what was there.
LONGEST_ARGUMENT, LONGEST_ANSWER, MOST_GIVEN = 600, 300, 6
#: A list of more items than this is shown by its first, up to so many characters.
FEW, LONGEST_ITEM = 3, 120
_SCHEME = re.compile(r"\b(Basic|Bearer)\s+[^\s'\",;)\]}\\]+")
NOTHING_SENT = (
    "none: nothing reached the Leads API. Does a mock of your own answer, or does the code call another host "
    "(ini leads_hosts)?"
)


def describe_broken(broken: BrokenContractError, check: Check, pitfall: Pitfall, repeat: str, *, flaky: bool) -> str:
    """The report in full; its first line is all that pytest's short summary shows."""
    sentence = check.name.replace("_", " ")
    lines = [f"{pitfall.code} {pitfall.id}{_place(broken)}: {sentence}"]
    lines += copied("call", "\n".join(_calls(broken.calls)))
    lines += labelled("given", *_given(broken.given)) if broken.given else []
    lines += _exchange(broken)
    lines += labelled("expected", _prose(broken.expected), f"The check: {check.states}")
    lines += labelled("seen", _prose(broken.seen), *_flaky(flaky=flaky))
    lines += labelled("why", f"{pitfall.symptom} {pitfall.cause}")
    lines += labelled("fix", *(text for text in (pitfall.fix, broken.advice) if text))
    lines += labelled("on purpose", f'known_gaps = {{"{check.name}": "the reason"}}')
    lines += copied("repeat", repeat)
    return "\n".join(lines)


def _prose(text: str) -> str:
    """A text without secrets, also those that stand in it as they do in a header: errors quote them like this."""
    return masking.prose(_SCHEME.sub(rf"\1 {masking.MASK}", text))


def _place(broken: BrokenContractError) -> str:
    exchange = broken.exchange
    origin = exchange.sender.origin if exchange else None
    return f" at {local(origin.file)}:{origin.line} in {origin.function}" if origin else ""


def _calls(calls: Sequence[Outcome]) -> Iterator[str]:
    """Every call of the example, in the order in which they were made."""
    for outcome in calls:
        arguments = ", ".join(_argument(argument) for argument in outcome.arguments)
        yield _prose(f"{outcome.member}({arguments})")
        yield f"    {_ended(outcome)}"


def _argument(value: Any) -> str:
    if isinstance(value, datetime):
        return _moment(value)
    text = pformat(value, width=WIDTH - 20, sort_dicts=False, compact=True)
    return text if len(text) <= LONGEST_ARGUMENT else f"{text[:LONGEST_ARGUMENT]}... ({len(text)} characters)"


def _moment(value: datetime) -> str:
    """A datetime as people write it; its zone by name, too."""
    zone = getattr(value.tzinfo, "key", None)
    return f"{value.isoformat(' ')}{f' [{zone}]' if zone else '' if value.tzinfo else ' (naive)'}"


def _ended(outcome: Outcome) -> str:
    if isinstance(outcome.error, EndlessError):
        return "was stopped, for it did not end"
    if outcome.error is not None:
        return _prose(f"raised {type(outcome.error).__name__}: {str(outcome.error)[:LONGEST_ANSWER]}")
    return _prose(f"returned {shown(outcome.value)}")


def _given(given: Sequence[str]) -> list[str]:
    shorter = [f"{line[:1].upper()}{line[1:]}." for line in given[:MOST_GIVEN]]
    return [*shorter, f"And {len(given) - MOST_GIVEN} more."] if len(given) > MOST_GIVEN else shorter


def _exchange(broken: BrokenContractError) -> list[str]:
    sent = broken.calls[-1].exchanges if broken.calls else []
    if broken.exchange is None:
        return labelled("exchange", NOTHING_SENT) if broken.calls else []
    lines = [_row(exchange, broken.exchange) for exchange in sent] if len(sent) > 1 else []
    return copied("exchange", "\n".join([*_shortened(lines), curl(broken.exchange.request), _answer(broken.exchange)]))


def _row(exchange: Exchange, shown_one: Exchange) -> str:
    operation = exchange.operation.id if exchange.operation else "unknown route"
    mark = "  <- this one" if exchange is shown_one else ""
    return (
        f"{exchange.request.method} {masking.url(exchange.request.path)} {exchange.response.status} {operation}{mark}"
    )


def _shortened(rows: list[str]) -> list[str]:
    if len(rows) <= MOST_GIVEN:
        return rows
    half = MOST_GIVEN // 2
    return [*rows[:half], f"... {len(rows) - MOST_GIVEN} more ...", *rows[-half:]]


def _answer(exchange: Exchange) -> str:
    received = exchange.received()
    if isinstance(received, dict):
        text = f"{{{', '.join(f'{_json(name)}: {_cut(value)}' for name, value in received.items())}}}"
    else:
        text = exchange.response.body.decode("utf-8", "replace")
    cut = f"... ({len(text)} characters)" if len(text) > LONGEST_ANSWER else ""
    return f"answered {exchange.response.status} {masking.body(text[:LONGEST_ANSWER])}{cut}"


def _cut(value: Any) -> str:
    """A long list by its first item, shortened, and the number of the others: the end of an answer matters, too."""
    if not isinstance(value, list) or len(value) <= FEW:
        return _json(value)
    return f"[{_json(value[0])[:LONGEST_ITEM]}..., and {len(value) - 1} more]"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _flaky(*, flaky: bool) -> list[str]:
    if not flaky:
        return []
    return ["The same call did not end in the same way each time: the code keeps something from one call to the next."]
