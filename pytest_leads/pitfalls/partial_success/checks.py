"""Contract checks of partial-success: whoever calls learns of what was ignored, and the rest is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from pytest_leads.audit.reading import WRITES, operation_id
from pytest_leads.contract.check import check
from pytest_leads.contract.expectations import expect_no_error, expect_stored, expect_timeline, expect_told
from pytest_leads.contract.failure import NotCoveredError
from pytest_leads.contract.telling import Loss
from pytest_leads.strategies import VALUE_KINDS, field_sets, invalid_actions, invalid_fields
from pytest_leads.strategies import actions as valid_actions

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pytest_leads.contract.outcome import Outcome
    from pytest_leads.contract.trial import Trial

PITFALL = "partial-success"
UNKNOWN_STATUS = "No Such Stage"


@check(PITFALL, needs=("create",))
def create_tells_of_an_ignored_field(trial: Trial) -> None:
    """When one field among valid ones is ignored, create lets its caller know, and the others are stored."""
    bad = trial.draw(invalid_fields(workspace=trial.profile, kind=VALUE_KINDS))
    others = trial.draw(field_sets(workspace=trial.profile, without={bad.name}))
    _tells_of_a_field(trial, "create", others, bad.name, bad.value, bad.valid)


@check(PITFALL, needs=("create",))
def create_tells_when_all_but_the_identifier_is_ignored(trial: Trial) -> None:
    """When nothing but the identifier is stored, create lets its caller know."""
    bad = trial.draw(invalid_fields(workspace=trial.profile, kind=VALUE_KINDS))
    _tells_of_a_field(trial, "create", {}, bad.name, bad.value, bad.valid)


@check(PITFALL, needs=("create",))
def create_tells_of_an_ignored_action(trial: Trial) -> None:
    """When one action of a new lead is ignored, create lets its caller know, and the other actions are stored."""
    fields = trial.draw(field_sets(workspace=trial.profile))
    actions, place, valid = _with_one_invalid(trial)
    usual = trial.call("create", _identified(trial, fields), valid)
    expect_no_error(trial, usual)
    _expect_an_answer(usual)
    sent = _identified(trial, fields)
    outcome = trial.call("create", sent, actions)
    expect_told(trial, outcome, usual, _lost_action(actions, place))
    if _wrote(outcome):
        lead_id, now = trial.stored(sent[trial.identifier])
        expect_stored(trial, now, fields)
        expect_timeline(trial, lead_id, [*actions[:place], *actions[place + 1 :]])


@check(PITFALL, needs=("create",))
def create_tells_of_a_status_that_was_not_stored(trial: Trial) -> None:
    """When the status of a new lead is unknown, create lets its caller know, even if the answer is silent on it."""
    trial.quirk("unknown_status", st.sampled_from(("remark", "silent")))
    others = trial.draw(field_sets(workspace=trial.profile))
    _tells_of_a_field(trial, "create", others, "status", UNKNOWN_STATUS, trial.statuses[0])


@check(PITFALL, needs=("create",))
def create_stores_all_of_a_valid_lead(trial: Trial) -> None:
    """A create of valid fields and actions raises nothing and stores all of them."""
    fields = _identified(trial, trial.draw(field_sets(workspace=trial.profile)))
    actions = trial.draw(st.lists(valid_actions(workspace=trial.profile), max_size=3))
    expect_no_error(trial, trial.call("create", fields, actions))
    lead_id, now = trial.stored(fields[trial.identifier])
    expect_stored(trial, now, fields)
    expect_timeline(trial, lead_id, actions)


@check(PITFALL, needs=("add_actions",))
def add_actions_tells_of_an_ignored_action(trial: Trial) -> None:
    """When one action among valid ones is ignored, add_actions lets its caller know, and the others are stored."""
    actions, place, valid = _with_one_invalid(trial)
    _tells_of_an_action(trial, actions, place, valid)


@check(PITFALL, needs=("add_actions",))
def add_actions_tells_when_all_are_ignored(trial: Trial) -> None:
    """When every action is ignored, add_actions lets its caller know."""
    actions = trial.draw(st.lists(invalid_actions(), min_size=1, max_size=3))
    _tells_of_an_action(
        trial, actions, 0, [trial.draw(valid_actions(workspace=trial.profile)) for _ in actions], none=True
    )


@check(PITFALL, needs=("add_actions",))
def add_actions_stores_all_valid_actions(trial: Trial) -> None:
    """Valid actions raise nothing and are all in the timeline, after those that were there."""
    lead = trial.lead({})
    batches = trial.draw(st.lists(st.lists(valid_actions(workspace=trial.profile), min_size=1, max_size=3), max_size=2))
    for actions in batches:
        expect_no_error(trial, trial.call("add_actions", lead.id, actions))
    expect_timeline(trial, lead.id, [action for actions in batches for action in actions])


@check(PITFALL, needs=("update",))
def update_tells_of_a_status_that_was_not_stored(trial: Trial) -> None:
    """When an update is answered 200 and its unknown status is dropped, the caller learns of it; the rest is stored."""
    others = trial.draw(field_sets(workspace=trial.profile, least=0))
    usual = trial.call("update", trial.lead({}).id, {"status": trial.statuses[-1], **others})
    expect_no_error(trial, usual)
    lead = trial.lead({})
    outcome = trial.call("update", lead.id, {"status": UNKNOWN_STATUS, **others})
    expect_told(trial, outcome, usual, Loss("fields.status", "status", UNKNOWN_STATUS))
    if _wrote(outcome):
        expect_stored(trial, trial.read(lead.id), others)


@check(PITFALL, needs=("update",))
def update_tells_of_a_field_that_was_not_stored(trial: Trial) -> None:
    """When a value of an update does not fit, whether refused or dropped, the caller learns of it."""
    trial.quirk("update_invalid_value", st.sampled_from(("reject", "drop")))
    bad = trial.draw(invalid_fields(workspace=trial.profile, kind=VALUE_KINDS))
    usual = trial.call("update", trial.lead({}).id, {bad.name: bad.valid})
    expect_no_error(trial, usual)
    lead = trial.lead({})
    outcome = trial.call("update", lead.id, {bad.name: bad.value})
    if not _put_right(bad.value, trial.read(lead.id).get(bad.name)):
        expect_told(trial, outcome, usual, Loss(f"fields.{bad.name}", bad.name, bad.value))


@check(PITFALL, needs=("save",))
def save_tells_of_an_ignored_field(trial: Trial) -> None:
    """When save writes by the Sync API and one field is ignored, its caller learns of it; the rest is stored."""
    bad = trial.draw(invalid_fields(workspace=trial.profile, kind=VALUE_KINDS))
    others = trial.draw(field_sets(workspace=trial.profile, without={bad.name}))
    _tells_of_a_field(trial, "save", others, bad.name, bad.value, bad.valid)


def _tells_of_a_field(  # noqa: PLR0913, PLR0917  # the parts of one loss
    trial: Trial, member: str, others: Mapping[str, Any], name: str, value: Any, valid: Any
) -> None:
    more: tuple[Any, ...] = ([],) if member == "create" else ()
    usual = trial.call(member, _identified(trial, {name: valid, **others}), *more)
    expect_no_error(trial, usual)
    _expect_an_answer(usual)
    sent = _identified(trial, {name: value, **others})  # the ignored one first: the others come after it
    outcome = trial.call(member, sent, *more)
    stored = trial.stored(sent[trial.identifier])[1] if _wrote(outcome) else {}
    if not _put_right(value, stored.get(name)):
        expect_told(trial, outcome, usual, Loss(f"fields.{name}", name, value))
    if _wrote(outcome):
        expect_stored(trial, stored, others)


def _tells_of_an_action(
    trial: Trial, actions: list[dict[str, Any]], place: int, valid: list[dict[str, Any]], *, none: bool = False
) -> None:
    usual = trial.call("add_actions", trial.lead({}).id, valid)
    expect_no_error(trial, usual)
    lead = trial.lead({})
    outcome = trial.call("add_actions", lead.id, actions)
    expect_told(trial, outcome, usual, _lost_action(actions, place))
    if _wrote(outcome):
        expect_timeline(trial, lead.id, [] if none else [*actions[:place], *actions[place + 1 :]])


def _with_one_invalid(trial: Trial) -> tuple[list[dict[str, Any]], int, list[dict[str, Any]]]:
    """Actions of which one is invalid, its place, and the same number of valid ones."""
    valid = trial.draw(st.lists(valid_actions(workspace=trial.profile), min_size=1, max_size=3))
    place = trial.draw(st.integers(0, len(valid) - 1))
    bad = trial.draw(invalid_actions())
    return [*valid[:place], bad, *valid[place + 1 :]], place, valid


def _lost_action(actions: Sequence[Mapping[str, Any]], place: int) -> Loss:
    return Loss(f"actions[{place}]", f"actions[{place}]", actions[place])


def _identified(trial: Trial, fields: Mapping[str, Any]) -> dict[str, Any]:
    return {trial.identifier: trial.new_identifier(), **fields}


def _wrote(outcome: Outcome) -> bool:
    """Whether a write went through; code that refuses before it sends has nothing stored, rightly."""
    return any(exchange.ok and operation_id(exchange) in WRITES for exchange in outcome.exchanges)


def _expect_an_answer(outcome: Outcome) -> None:
    """The API answers with what it stored, and not only that the write was queued."""
    if {operation_id(exchange) for exchange in outcome.exchanges} & WRITES == {"save_lead"}:
        raise NotCoveredError(f"{outcome.member} writes by the Async API, which tells nobody what it dropped")


def _put_right(sent: Any, read: Any) -> bool:
    """Whether a value that does not fit was made to fit before it was sent, so that nothing was lost."""
    return read is not None and (
        str(read) == str(sent) or [read] == sent or (isinstance(read, list) and ", ".join(map(str, read)) == sent)
    )
