"""The verdict: whether a run in which a symptom was answered differs in anything that somebody could see."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pytest_leads.provocation.act import Act
    from pytest_leads.provocation.run import Run, Sign

VerdictKind = Literal["noticed", "unnoticed", "not comparable"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a provocation came to, and ``why``: by what it was noticed, or why nothing can be said."""

    kind: VerdictKind
    why: str = ""


def difference(plain: Run, again: Run) -> str:
    """In what two plain runs of a test differ of that which is compared, in words; empty if in nothing."""
    if again.trouble:
        return again.trouble
    if plain.outcome != again.outcome:
        return f"it {_ended(again)} when it was run a second time"
    changed = (again.requests - plain.requests) + (plain.requests - again.requests)
    if changed:
        return f"its requests are not the same each time: {_named(changed)}"
    said = plain.said.keys() ^ again.said.keys()
    return f"it does not say the same each time: {_said(said)}" if said else ""


def judge(plain: Run, provoked: Run, act: Act) -> Verdict:
    """Compare a run in which ``act`` answered the symptom with the plain run.

    A sign is: an outcome that differs, an exception, a warning or a log record that the plain run does not have, and
    requests that answer the symptom. Where anybody would get another result (``act.changes_results``), that the test
    itself misses what it expects is no sign, unless what it holds in its hands speaks of the symptom.
    """
    if provoked.trouble:
        return Verdict("not comparable", provoked.trouble)
    if not act.fired:
        return Verdict("not comparable", "the request that the symptom was meant for did not come a second time")
    sign = next(_signs(plain, provoked, act), "")
    return Verdict("noticed", sign) if sign else Verdict("unnoticed")


def told_apart(without: Run, again: Run, symptom: Run) -> str:
    """By what a test tells two runs apart whose results are the same, in words; empty if by nothing.

    Compared are how it ends, and the flags and numbers that it holds in its hands; what differs between ``without`` and
    ``again``, which are the same run twice, is a clock or a dice.
    """
    if without.trouble or again.trouble or symptom.trouble:
        return ""
    if without.outcome != symptom.outcome:
        return f"the test {_ended(symptom)}, with the same results in it as in a run that {_ended(without)}"
    one, other, seen = map(_flags, (without, again, symptom))
    same = one & other
    differs = bool(same - seen) or (seen - same).total() != (one - same).total()
    return "what the test holds in its hands says so" if differs else ""


def _flags(run: Run) -> Counter[Any]:
    return Counter(repr(value) for value in run.values if value is None or isinstance(value, int))


def _signs(plain: Run, provoked: Run, act: Act) -> Iterator[str]:
    """In words, what a caller or an operator sees of the symptom."""
    if recognised := act.recognised(provoked.exchanges):
        yield recognised
    if provoked.outcome != plain.outcome and not _merely_expected(provoked, act):
        yield f"the test {_ended(provoked)}"
    if said := _said_beyond(plain, provoked):
        yield _said(said)
    answering = sorted(name for name in act.answers if _says_more(plain, provoked, name))
    if answering:
        yield f"further requests: {', '.join(answering)}"


def _said_beyond(plain: Run, provoked: Run) -> set[Sign]:
    """What is said anew, or more often than further requests would have it in code that speaks of each."""
    further = max(0, len(provoked.exchanges) - len(plain.exchanges))
    return {sign for sign, times in (provoked.said - plain.said).items() if sign not in plain.said or times > further}


def _says_more(plain: Run, provoked: Run, operation: str) -> bool:
    """Whether an operation is sent more often, or with something in it that the plain run never sends with it."""
    (before, usual), (now, sent) = (_sendings(run, operation) for run in (plain, provoked))
    return now > before or bool(sent - usual)


def _sendings(run: Run, operation: str) -> tuple[int, set[str]]:
    """How often a run sent an operation, and the paths in all of its bodies."""
    shapes = {shape: count for (name, _, shape), count in run.requests.items() if name == operation}
    return sum(shapes.values()), {path for shape in shapes for path in shape.split()}


def _merely_expected(run: Run, act: Act) -> bool:
    """Whether the test alone missed something that nobody could have had, and nothing told its code of it."""
    return act.changes_results(run.exchanges) and run.own and not act.in_hand(run.values)


def _ended(run: Run) -> str:
    return f"{run.outcome}{f' ({run.error})' if run.error else ''}"


def _named(requests: Counter[tuple[str, str, str]]) -> str:
    return ", ".join(sorted({f"{name}{f' ({paging})' if paging else ''}" for name, paging, _ in requests}))


def _said(signs: Iterable[Sign]) -> str:
    return "; ".join(sorted(f"{sign.how}: {sign.wording}" for sign in signs))
