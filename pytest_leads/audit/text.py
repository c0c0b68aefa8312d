"""The text of a finding: which rule, where, what was seen, why it hurts, how to fix, allow and repeat it."""

from __future__ import annotations

import os
import re
from textwrap import wrap
from typing import TYPE_CHECKING

from pytest_leads import masking
from pytest_leads.audit.curl import curl
from pytest_leads.audit.evidence import DECODED_BODY
from pytest_leads.audit.finding import shape
from pytest_leads.audit.reading import operation_id, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from pytest_leads.audit.finding import Finding
    from pytest_leads.audit.pitfall import Pitfall

#: Columns of the text; lines that are there to be copied may be longer.
WIDTH = 96

#: Exchanges that are named where the same was found in many.
MOST_NUMBERS = 10

_LABEL = 13
_QUOTED = re.compile(r"'[^'\n]{1,40}'")
_HELD = "\0"


def describe_all(
    findings: Iterable[Finding],
    pitfalls: Iterable[Pitfall],
    of: int | None = None,
    *,
    on_purpose: Callable[[Finding], str] | None = None,
) -> Iterator[str]:
    """Findings for a person, in full: one that comes again and again is told once, by its smallest request.

    ``of`` says how many exchanges there were, ``on_purpose`` how to allow a finding where it is not by a marker.
    """
    known = {pitfall.id: pitfall for pitfall in pitfalls}
    for first, *others in _alike(findings):
        yield _described(first, known[first.pitfall], of, [on_purpose(first)] if on_purpose else [], others)


def sentence(finding: Finding) -> str:
    """What was seen, without secrets."""
    return without_secrets(finding.seen, finding)


def without_secrets(text: str, finding: Finding) -> str:
    """Prose about a finding without the secrets in it, and without the credential of its own request."""
    return masking.without(masking.prose(text), masking.own(finding.exchange.request.headers))


def _alike(findings: Iterable[Finding]) -> Iterator[list[Finding]]:
    """Those that one line of code made in the same way, the smallest first."""
    groups: dict[tuple[object, ...], list[Finding]] = {}
    for finding in findings:
        what = (finding.pitfall, finding.rule, finding.level, finding.ignored)
        where = (operation_id(finding.exchange), finding.exchange.sender.origin)
        paths = (shape(finding.path), shape(finding.subject))
        groups.setdefault((*what, *where, *paths), []).append(finding)
    for group in groups.values():
        yield sorted(group, key=lambda f: len(f.exchange.request.url) + len(f.exchange.request.body))


def _described(
    finding: Finding, pitfall: Pitfall, of: int | None, on_purpose: Sequence[str], others: Sequence[Finding]
) -> str:
    """One of them; its first line is all that pytest's short summary shows."""
    origin = finding.exchange.sender.origin
    warning = " (warning)" if finding.level == "warning" else ""
    place = f" at {local(origin.file)}:{origin.line} in {origin.function}" if origin else ""
    times = f", {len(others) + 1:,} times" if others else ""
    lines = [f"{pitfall.code} {pitfall.id}{warning}{place}{times}"]
    lines += labelled("rule", pitfall.title)
    value = without_secrets(f"{finding.path} = {shown(finding.value)}", finding)
    lines += labelled("seen", sentence(finding), value, _where(finding, of))
    lines += labelled("also", _numbers(finding, others)) if others else []
    lines += labelled("why", f"{pitfall.symptom} {pitfall.cause}")
    lines += labelled("fix", *(text for text in (pitfall.fix, finding.advice) if text))
    lines += labelled("on purpose", *(on_purpose or _permissions(finding)))
    lines += copied("reproduce", curl(finding.exchange.request))
    return "\n".join(lines)


def _where(finding: Finding, of: int | None) -> str:
    exchange = finding.exchange
    if exchange.sender.client == DECODED_BODY:
        return "a decoded body"
    number = f"exchange {exchange.number}{f' of {of}' if of else ''}, answered {exchange.answered}"
    client = f", sent by {exchange.sender.client}" if exchange.sender.client != "unknown" else ""
    return f"{number}{client}{f', in {exchange.test}' if exchange.test else ''}"


def _numbers(first: Finding, others: Sequence[Finding]) -> str:
    """In which exchanges the same was met, and where in them if it was elsewhere."""
    ordered = sorted(others, key=lambda other: other.exchange.number)
    told = [
        f"{other.exchange.number}{f' ({other.path})' if other.path != first.path else ''}"
        for other in ordered[:MOST_NUMBERS]
    ]
    more = len(ordered) - len(told)
    exchanges = "exchange" if len(ordered) == 1 else "exchanges"
    return f"in {exchanges} {', '.join(told)}{f' and {more:,} more' if more else ''}"


def _permissions(finding: Finding) -> Iterator[str]:
    yield f'@pytest.mark.leads(allow=["{finding.pitfall}"])'
    if finding.ignored and finding.subject:
        yield f'or leads_api.expect_ignored("{finding.subject}")'


def local(file: str) -> str:
    """A path below the current directory as people write it."""
    here = os.getcwd() + os.sep  # noqa: PTH109  # a string is wanted, and Path would cost an import
    return file.removeprefix(here)


def labelled(label: str, *paragraphs: str) -> list[str]:
    """Wrapped paragraphs with the label before the first."""
    return _indented(label, [line for paragraph in paragraphs for line in _wrapped(paragraph)])


def _wrapped(paragraph: str) -> list[str]:
    """Lines that never break inside a short quoted value: a blank at its end may be what it is all about."""
    held = _QUOTED.sub(lambda value: value[0].replace(" ", _HELD), paragraph)
    lines = wrap(held, WIDTH - _LABEL, break_long_words=False, break_on_hyphens=False)
    return [line.replace(_HELD, " ") for line in lines]


def copied(label: str, text: str) -> list[str]:
    """Text that is to be copied as it stands, so never wrapped."""
    return _indented(label, text.split("\n"))


def _indented(label: str, lines: list[str]) -> list[str]:
    return [f"{'  ' + label if i == 0 else '':<{_LABEL}}{line}" for i, line in enumerate(lines)]
