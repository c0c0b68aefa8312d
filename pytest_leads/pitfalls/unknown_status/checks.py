"""Contract checks of unknown-status: the label that a person sees leads to the label that the pipeline has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from pytest_leads.contract.check import check
from pytest_leads.contract.expectations import expect_leads, expect_no_error
from pytest_leads.contract.failure import NotCoveredError
from pytest_leads.contract.recognition import KnownLead
from pytest_leads.workspace.labels import look, seen

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hypothesis.strategies import SearchStrategy

    from pytest_leads.contract.outcome import Outcome
    from pytest_leads.contract.trial import Trial

PITFALL = "unknown-status"


@check(PITFALL, needs=("search_by_status",))
def search_by_status_takes_the_canonical_label(trial: Trial) -> None:
    """All leads in a status are found by its label as the pipeline has it, blanks and case included."""
    label = trial.draw(st.sampled_from(trial.statuses))
    _expect(trial, _populate(trial, label), trial.call("search_by_status", label))


@check(PITFALL, needs=("search_by_status",))
def search_by_status_takes_the_label_as_a_person_sees_it(trial: Trial) -> None:
    """The same leads are found by the label as a screen shows it: no blanks at its ends, no double blanks."""
    label = trial.draw(_first(trial, lambda label: seen(label) != label))
    _expect(trial, _populate(trial, label), trial.call("search_by_status", seen(label)))


@check(PITFALL, needs=("search_by_status",))
def search_by_status_takes_the_label_in_another_case(trial: Trial) -> None:
    """The same leads are found by the label in another case."""
    label = trial.draw(_first(trial, lambda label: label.isupper()))
    own = seen(label)
    others = [other for other in (own.lower(), own.upper(), own.title()) if other != own]
    spelt = trial.draw(st.sampled_from(others[:2] or [own]))  # a script may have no cases
    _expect(trial, _populate(trial, label), trial.call("search_by_status", spelt))


@check(PITFALL, needs=("search_by_status",), inside=True)
def search_by_status_is_not_misled_by_an_archived_twin(trial: Trial) -> None:
    """Where an archived status looks like an active one, the leads of the active one are found."""
    archived = {seen(label): label for label in trial.profile.archived_statuses}
    twins = [label for label in trial.statuses if seen(label) in archived]
    if not twins:
        raise NotCoveredError("no archived status of the workspace looks like an active one")
    active = trial.draw(st.sampled_from(twins))
    wanted = _populate(trial, active)
    old = _archived_leads(trial, archived[seen(active)])
    outcome = trial.call("search_by_status", seen(active))
    advice = "Look among the activeStatuses only: an archived status may look the same."
    expect_leads(trial, outcome, wanted[::-1], optional={lead.id for lead in old}, advice=advice)


@check(PITFALL, needs=("search_by_status",), inside=True)
def search_by_status_follows_a_renamed_label(trial: Trial) -> None:
    """When a label is renamed between two searches, the second finds the leads by the new label."""
    old = trial.draw(st.sampled_from(trial.statuses))
    others = {look(label) for label in (*trial.statuses, *trial.profile.archived_statuses) if label != old}
    names = (f"{old.strip()}  ", seen(old).swapcase(), "Handed Over", "Handed  Over ")
    new = trial.draw(st.sampled_from([name for name in names if name != old and look(name) not in others]))
    leads = _populate(trial, old)
    _expect(trial, leads, trial.call("search_by_status", old))
    trial.inside.pipeline.rename(old, new)
    trial.given.append(f"the status {old!r} was renamed to {new!r} after the first call, its leads with it")
    trial.stage.profile = trial.inside.profile
    for lead in leads:
        trial.stage.must("update_lead", {"fields": {"status": new}}, leadId=lead.id)
    advice = "Labels can be renamed at any time: do not keep them for long, or read them again when nothing is found."
    _expect(trial, leads, trial.call("search_by_status", seen(new)), advice)


@check(PITFALL, needs=("search_by_status",))
def search_by_status_finds_nothing_by_a_label_that_is_not_there(trial: Trial) -> None:
    """A label that the pipeline does not have finds no leads: the call says so, or comes back empty."""
    _populate(trial, trial.statuses[0])
    looks = {look(label) for label in (*trial.statuses, *trial.profile.archived_statuses)}
    labels = ("No Such Stage", "Handed Over", _half(seen(trial.statuses[0])))
    label = trial.draw(st.sampled_from([label for label in labels if look(label) not in looks]))
    outcome = trial.call("search_by_status", label)
    if outcome.error is None:
        expect_leads(trial, outcome, [])


@check(PITFALL, needs=("search_by_status",))
def search_by_status_finds_nothing_in_an_empty_status(trial: Trial) -> None:
    """A status that no lead is in comes back empty, and raises nothing."""
    label = trial.draw(st.sampled_from(trial.statuses))
    for other in trial.statuses:
        if other != label:
            trial.lead({"status": other})
    outcome = trial.call("search_by_status", label)
    expect_no_error(trial, outcome)
    expect_leads(trial, outcome, [])


def _half(text: str) -> str:
    return text[: (len(text) + 1) // 2]


def _first(trial: Trial, odd: Callable[[str], bool]) -> SearchStrategy[str]:
    """Any label that cannot be taken for another, the odd ones first: it is them that the check is about."""
    looks = [look(label) for label in trial.statuses]
    labels = [label for label in trial.statuses if looks.count(look(label)) == 1]
    if not labels:
        raise NotCoveredError("each active status of the workspace looks like another")
    return st.sampled_from(sorted(labels, key=lambda label: not odd(label)))


def _populate(trial: Trial, label: str) -> list[KnownLead]:
    """Two leads in the status, and one in each other."""
    wanted = [trial.lead({"status": label}) for _ in range(2)]
    for other in trial.statuses:
        if other != label:
            trial.lead({"status": other})
    trial.given.append(f"{len(wanted)} leads in the status {label!r}, one in each of {len(trial.statuses) - 1} others")
    return wanted


def _archived_leads(trial: Trial, label: str) -> list[KnownLead]:
    identifier = trial.new_identifier()
    lead = trial.inside.add_lead(**{trial.identifier: identifier, "status": label})
    known = KnownLead(lead.id, {trial.identifier: identifier})
    trial.leads.append(known)
    return [known]


def _expect(trial: Trial, wanted: Sequence[KnownLead], outcome: Outcome, advice: str = "") -> None:
    expect_leads(trial, outcome, wanted[::-1], advice=advice)
