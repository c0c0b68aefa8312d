"""Contract checks of duplicate-lead: what is created a second time ends up on the lead that is there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from pytest_leads.contract.check import check
from pytest_leads.contract.depth import texts
from pytest_leads.contract.expectations import (
    expect_no_error,
    expect_one,
    expect_stored,
    expect_timeline,
    expect_unchanged,
)
from pytest_leads.contract.trial import listed
from pytest_leads.strategies import actions as valid_actions
from pytest_leads.strategies import field_sets, spellings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pytest_leads.contract.outcome import Outcome
    from pytest_leads.contract.trial import Trial

PITFALL = "duplicate-lead"
#: Words by which an error says that the lead was there.
SAYING_SO = ("409", "exist", "duplicate", "conflict", "already")


@check(PITFALL, needs=("create",))
def create_twice_brings_new_data_to_the_lead(trial: Trial) -> None:
    """The second create of a lead, with other data, ends up on the lead that is there; there is one lead."""
    identifier = trial.new_identifier()
    _create_twice(trial, identifier, identifier)


@check(PITFALL, needs=("create",))
def create_twice_knows_the_lead_in_another_spelling(trial: Trial) -> None:
    """The same holds when the second create spells the identifier in another way."""
    identifier = trial.new_identifier()
    _create_twice(trial, identifier, trial.draw(spellings(workspace=trial.profile, identifier=identifier)))


@check(PITFALL, needs=("create",), any_workspace=True)
def create_twice_knows_an_e_mail_address_in_another_case(trial: Trial) -> None:
    """The same holds where the identifier is an e-mail address, and the second create has it in another case."""
    trial.in_workspace(identifier="email")
    identifier = trial.new_identifier()
    cased = spellings(workspace=trial.profile, identifier=identifier).filter(lambda spelt: spelt == spelt.strip())
    _create_twice(trial, identifier, trial.draw(cased))


@check(PITFALL, needs=("create",))
def create_twice_keeps_what_was_there(trial: Trial) -> None:
    """A second create with less data takes nothing away from the lead that is there."""
    lead = trial.given_lead(trial.draw(field_sets(workspace=trial.profile, least=2)))
    identifier, before = str(lead.fields[trial.identifier]), trial.read(lead.id)
    outcome = trial.call("create", {trial.identifier: identifier}, [])
    expect_unchanged(trial, before, trial.read(lead.id), but={})
    expect_one(trial, identifier)
    _expect_known(trial, outcome)


@check(PITFALL, needs=("create",))
def create_twice_brings_the_actions_too(trial: Trial) -> None:
    """The actions of a second create are in the timeline of the lead that is there, each once."""
    lead = trial.given_lead({})
    actions = trial.draw(st.lists(valid_actions(workspace=trial.profile), min_size=1, max_size=2))
    outcome = trial.call("create", {trial.identifier: lead.fields[trial.identifier]}, actions)
    advice = "After a 409, send the actions to POST /lead/{leadId}/action; an update does not carry them."
    expect_timeline(trial, lead.id, actions, advice)
    _expect_known(trial, outcome)


@check(PITFALL, needs=("create",))
def create_survives_somebody_who_is_faster(trial: Trial) -> None:
    """When somebody else creates the lead between the look-up and the create, the data ends up on their lead."""
    identifier = trial.new_identifier()
    theirs, mine = _somebody_is_faster(trial, identifier)
    outcome = trial.call("create", {**mine, trial.identifier: identifier}, [])
    _expect_both(trial, identifier, theirs, mine)
    _expect_known(trial, outcome)


@check(PITFALL, needs=("create",))
def create_twice_tells_which_lead_it_is(trial: Trial) -> None:
    """If create lets its caller know the id of a new lead, it does so for a lead that was there, too."""
    lead, changes = trial.given_lead({}), trial.draw(field_sets(workspace=trial.profile))
    usual = trial.call("create", {trial.identifier: trial.new_identifier()}, [])
    expect_no_error(trial, usual)
    new_id, _ = trial.stored(usual.arguments[0][trial.identifier])
    outcome = trial.call("create", {**changes, trial.identifier: lead.fields[trial.identifier]}, [])
    if _names(usual, new_id) and outcome.error is None and not _names(outcome, lead.id):
        trial.fail(
            expected=f"an outcome that names the lead {lead.id}, as it does for a new one",
            seen=f"create returned {outcome.value!r}",
        )
    _expect_known(trial, outcome)


@check(PITFALL, needs=("save",))
def save_creates_a_lead_and_then_updates_it(trial: Trial) -> None:
    """Saving a lead twice, in any spelling of its identifier, leaves one lead with the data of both."""
    identifier = trial.new_identifier()
    spelt = trial.draw(st.just(identifier) | spellings(workspace=trial.profile, identifier=identifier))
    first, second = _two(trial)
    expect_no_error(trial, trial.call("save", {**first, trial.identifier: identifier}))
    expect_no_error(trial, trial.call("save", {**second, trial.identifier: spelt}))
    _expect_both(trial, identifier, first, second)


@check(PITFALL, needs=("save",))
def save_survives_somebody_who_is_faster(trial: Trial) -> None:
    """When somebody else creates the lead while it is being saved, the data ends up on their lead."""
    identifier = trial.new_identifier()
    theirs, mine = _somebody_is_faster(trial, identifier)
    expect_no_error(trial, trial.call("save", {**mine, trial.identifier: identifier}))
    _expect_both(trial, identifier, theirs, mine)


def _create_twice(trial: Trial, identifier: str, again: str) -> None:
    first, second = _two(trial)
    expect_no_error(trial, trial.call("create", {**first, trial.identifier: identifier}, []))
    outcome = trial.call("create", {**second, trial.identifier: again}, [])
    _expect_both(trial, identifier, first, second)
    _expect_known(trial, outcome)


def _two(trial: Trial) -> tuple[dict[str, Any], dict[str, Any]]:
    """Data of a lead, and newer data that differs from it."""
    old = trial.draw(field_sets(workspace=trial.profile))
    new = field_sets(workspace=trial.profile).filter(
        lambda new: any(old.get(name) != value for name, value in new.items())
    )
    return old, trial.draw(new)


def _somebody_is_faster(trial: Trial, identifier: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Have somebody else create the lead when the integration is about to: their data, and its own."""
    theirs, mine = _two(trial)
    for write in ("create_lead", "save_lead"):
        trial.meanwhile(write, lambda: _unless_there(trial, identifier, theirs))
    trial.given.append(f"somebody else creates this lead a moment before, with {listed(theirs)}")
    return theirs, mine


def _expect_both(trial: Trial, identifier: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> None:
    """There is one lead; it has the new data, and of the old what the new leaves alone."""
    expect_one(trial, identifier)
    _, now = trial.stored(identifier)
    expect_stored(trial, now, new, f"as the last {trial.calls[-1].member} had it")
    expect_unchanged(trial, old, now, but=new)


def _expect_known(trial: Trial, outcome: Outcome) -> None:
    """If the second create raises, its error says that the lead was there: else the caller takes it for a failure."""
    if outcome.error is None:
        return
    lead_ids = [lead.id for lead in trial.leads]
    said = " ".join(texts([outcome.error, _causes(outcome.error)])).casefold()
    if not any(word in said for word in (*SAYING_SO, *lead_ids)):
        trial.fail(
            expected="an outcome from which the caller learns that the lead was there already",
            seen=f"create raised {_causes(outcome.error)[0]}, although the data was stored",
        )


def _causes(error: BaseException) -> list[str]:
    """Texts of an error and of those behind it."""
    behind = error.__cause__ or error.__context__
    return [f"{type(error).__name__} {error}", *(_causes(behind) if behind is not None else [])]


def _names(outcome: Outcome, lead_id: str) -> bool:
    return any(lead_id in text for text in texts(outcome.value))


def _unless_there(trial: Trial, identifier: str, fields: Mapping[str, Any]) -> None:
    if not trial.found(identifier):
        trial.lead(fields, identifier=identifier)
