"""What checks expect, each in a line: calls that end well, leads that are stored as asked, results that are whole."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from pytest_leads.audit.reading import shown
from pytest_leads.contract.depth import parts
from pytest_leads.contract.telling import told
from pytest_leads.words import number
from pytest_leads.workspace.phone import normalise_phone

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pytest_leads.contract.outcome import Outcome
    from pytest_leads.contract.recognition import KnownLead
    from pytest_leads.contract.telling import Loss
    from pytest_leads.contract.trial import Trial

#: Fields that the workspace keeps by itself.
KEPT = frozenset({"created_on", "modified_on"})


def expect_no_error(trial: Trial, outcome: Outcome, because: str = "all that was given is valid") -> None:
    """The call raises nothing."""
    if outcome.error is not None:
        trial.fail(
            expected=f"{outcome.member} raises nothing: {because}",
            seen=f"it raised {_error(outcome.error)}",
        )


def expect_stored(trial: Trial, now: Mapping[str, Any], wanted: Mapping[str, Any], what: str = "as asked") -> None:
    """The lead, as read ``now``, has every field of ``wanted``."""
    for name, value in wanted.items():
        if not same(trial, name, value, now.get(name)):
            trial.fail(
                expected=f"the lead has {name} = {shown(value)}, {what}",
                seen=f"{name} is {shown(now[name])}" if name in now else f"the lead has no {name}",
            )


def expect_unchanged(
    trial: Trial, before: Mapping[str, Any], now: Mapping[str, Any], *, but: Mapping[str, Any]
) -> None:
    """All fields that were there ``before`` are as they were, ``but`` for those that were to be changed."""
    wanted = {name: value for name, value in before.items() if name not in KEPT and name not in but}
    expect_stored(trial, now, wanted, "as before")


def expect_told(trial: Trial, outcome: Outcome, control: Outcome, loss: Loss) -> None:
    """The caller learns of the loss."""
    if trial.reported(outcome) if trial.integration.reported is not None else told(outcome, control, loss):
        return
    trial.fail(
        expected=f"{outcome.member} lets its caller know that {loss.path} = {shown(loss.sent)} was not stored",
        seen=f"it {_ended(outcome)}, and nothing tells of the loss{_said(outcome)}",
        advice=(
            "Raise, warn, log a WARNING, or return the remark or the path of what was ignored. If your code tells its "
            "caller in another way, bind Integration(reported=lambda outcome: ...)."
        ),
    )


def expect_leads(  # noqa: PLR0913  # one expectation, and what is special in it
    trial: Trial,
    outcome: Outcome,
    wanted: Sequence[KnownLead],
    *,
    ordered: bool = False,
    optional: set[str] | None = None,
    advice: str = "",
) -> None:
    """The call returns the ``wanted`` leads (newest first, if ``ordered``), each once, and no other.

    ``optional`` are ids of leads of which it does not matter whether they are there; ``advice`` is what to do beside
    the pitfall's own fix.
    """
    expect_no_error(trial, outcome)
    recognised = trial.recognised(outcome)
    found = [lead_id for lead_id in recognised if lead_id not in (optional or set())]
    expected = [lead.id for lead in wanted]
    if Counter(found) != Counter(expected):
        trial.fail(
            expected=_expected(len(expected)),
            seen=f"{_difference(trial, found, expected)}; {_recognised(outcome, len(recognised))}",
            advice=advice,
        )
    if ordered and found != expected and not _in_a_set(outcome.value):
        trial.fail(
            expected="the order of the API: newest first",
            seen=f"the same leads in another order; the first is {_lead(trial, found[0])}",
        )


def expect_one(trial: Trial, identifier: str) -> None:
    """There is one lead with this identifier value, not several."""
    count = len(trial.found(identifier))
    if count != 1:
        trial.fail(
            expected=f"one lead with {trial.identifier} = {identifier!r}",
            seen=f"there are {count}" if count else "there is none",
        )


def expect_timeline(trial: Trial, lead_id: str, actions: Sequence[Mapping[str, Any]], advice: str = "") -> None:
    """The timeline holds these actions, in any order, and no other; ``advice`` is what to do where it does not."""
    there = [_plain(action) for action in trial.timeline(lead_id)]
    left = list(there)
    for action in map(_plain, actions):
        if action not in left:
            trial.fail(
                expected=f"the action {action} in the timeline",
                seen=f"the timeline holds {there or 'nothing'}",
                advice=advice,
            )
        left.remove(action)
    if left:
        trial.fail(
            expected="the actions that were given, each once", seen=f"the timeline also holds {left}", advice=advice
        )


def same(trial: Trial, name: str, sent: Any, read: Any) -> bool:
    """Whether what is read of a field is what was sent: a phone number in any spelling, tags among others."""
    if sent == read:
        return True
    kind = trial.profile.fields.get(name, "")
    if kind == "PHONE" and isinstance(sent, str) and isinstance(read, str):
        code = trial.profile.country_code
        return normalise_phone(sent, code) == normalise_phone(read, code) is not None
    if kind == "TAGS" and isinstance(sent, list) and isinstance(read, list):
        return all(tag in read for tag in sent)  # whether an update replaces tags or joins them is stated nowhere
    return kind in {"NUMBER", "MONEY"} and str(sent) == str(read)


def _plain(action: Mapping[str, Any]) -> dict[str, Any]:
    """An action in the form in which it is written."""
    kept = {name: action[name] for name in ("status", "currency", "amount", "fields") if action.get(name) is not None}
    return {"type": str(action.get("type")).removeprefix("ACTION_"), **kept}


def _in_a_set(value: Any) -> bool:
    """Whether leads are returned in a set, which has no order, by itself or beside other things."""
    return any(isinstance(each, set | frozenset) for each in (value, *parts(value)))


def _difference(trial: Trial, found: Sequence[str], expected: Sequence[str]) -> str:
    more, fewer = Counter(found) - Counter(expected), Counter(expected) - Counter(found)
    twice = [lead for lead in more if lead in expected]
    other = [lead for lead in more if lead not in expected]
    told = (
        (fewer, "{} missing, such as {}"),
        (twice, "{} more than once, such as {}"),
        (other, "{} too many, such as {}"),
    )
    words = [text.format(number(len(ids), "lead"), _lead(trial, next(iter(ids)))) for ids, text in told if ids]
    return ", ".join(words)


def _recognised(outcome: Outcome, rows: int) -> str:
    """How many leads there are in what was returned; where none can be told, by what they would be."""
    if rows or not outcome.value:
        return f"{number(rows, 'lead')} in what {outcome.member} returned"
    return (
        f"no lead can be recognised in the {type(outcome.value).__name__} that {outcome.member} returned: "
        "it shows neither id, identifier nor e-mail address of any"
    )


def _expected(count: int) -> str:
    if count == 0:
        return "no leads: none match"
    return "the one lead that matches, once" if count == 1 else f"the {count} leads that match, each once"


def _lead(trial: Trial, lead_id: str) -> str:
    fields = next(lead.fields for lead in trial.leads if lead.id == lead_id)
    return f"{trial.identifier} = {fields[trial.identifier]!r}"


def _ended(outcome: Outcome) -> str:
    return f"raised {_error(outcome.error)}" if outcome.error is not None else f"returned {shown(outcome.value)}"


def _said(outcome: Outcome) -> str:
    return "; what it warns of or logs, it says without a loss, too" if outcome.said else ""


def _error(error: BaseException) -> str:
    text = next(iter(str(error).splitlines()), "")
    return f"{type(error).__name__}{f': {text[:200]}' if text else ''}"
