"""Contract checks of search-by-query: filters are sent so that the API reads them, and find what they should."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from pytest_leads.contract.check import check
from pytest_leads.contract.expectations import expect_leads
from pytest_leads.pitfalls.search_by_query.rule import rule

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pytest_leads.contract.outcome import Outcome
    from pytest_leads.contract.recognition import KnownLead
    from pytest_leads.contract.trial import Trial

PITFALL = "search-by-query"
ADVICE = (
    'Send the criteria as they are, not encoded or joined: {"fields": {"name": ["Asha", "Ravi"]}}. A list finds the '
    "leads that have any of its values, several fields those that match all of them, none every lead."
)
#: Both documented answers to a search by GET.
ANSWERS = st.sampled_from(("404", "405"))
#: Texts that would be read as something else if they stood in a URL as they are.
AWKWARD = ("Rao & Sons", "50% off", "a=b", "C++", "what?", "#1", "x/y", "नेहा", "two  blanks", 'say "hi"', "a,b", "%2B")


@check(PITFALL, needs=("search",))
def search_finds_by_one_field(trial: Trial) -> None:
    """A search by one field finds the leads with that value, and no others."""
    trial.quirk("get_search", ANSWERS)
    leads = _several(trial)
    chosen = trial.draw(st.sampled_from(leads))
    name = trial.draw(st.sampled_from((trial.identifier, "name", "email", "rating")))
    _search(trial, {name: chosen.fields[name]})


@check(PITFALL, needs=("search",))
def search_finds_by_several_fields(trial: Trial) -> None:
    """A search by several fields finds the leads that match all of them."""
    trial.quirk("get_search", ANSWERS)
    chosen = trial.draw(st.sampled_from(_several(trial)))
    names = trial.draw(st.lists(st.sampled_from(("name", "rating", "email")), min_size=2, max_size=3, unique=True))
    _search(trial, {name: chosen.fields[name] for name in names})


@check(PITFALL, needs=("search",))
def search_finds_by_a_list(trial: Trial) -> None:
    """A search by a list of values finds the leads that have any of them."""
    trial.quirk("get_search", ANSWERS)
    leads = _several(trial)
    name = trial.draw(st.sampled_from(("name", trial.identifier)))
    values = sorted({str(lead.fields[name]) for lead in leads})
    _search(trial, {name: trial.draw(st.lists(st.sampled_from(values), min_size=1, max_size=3, unique=True))})


@check(PITFALL, needs=("search",))
def search_takes_characters_that_a_url_would_encode(trial: Trial) -> None:
    """A search by a text with blanks, ampersands, percent signs or letters of any script finds that very text."""
    tag = trial.new_identifier()
    for text in AWKWARD:
        trial.lead({"name": f"{text} {tag}"})
    _search(trial, {"name": f"{trial.draw(st.sampled_from(AWKWARD))} {tag}"})


@check(PITFALL, needs=("search",), inside=True)
def search_with_no_filter_finds_every_lead(trial: Trial) -> None:
    """A search with no filter finds every lead of the workspace; to refuse it before anything is sent is right, too."""
    trial.quirk("get_search", ANSWERS)
    count = trial.draw(st.integers(0, 4))
    for n in range(count):
        trial.lead({"name": f"Lead {n}"})
    trial.given.append(f"{count} leads")
    outcome = trial.call("search", {})
    if outcome.error is None or outcome.exchanges:  # whoever refuses at once takes no lead from anybody
        _expect_found(trial, outcome, {})


@check(PITFALL, needs=("search",))
def search_finds_nothing_where_nothing_matches(trial: Trial) -> None:
    """A search that matches no lead comes back empty: it raises nothing, and falls back on no other leads."""
    trial.quirk("get_search", ANSWERS)
    _several(trial)
    name = trial.draw(st.sampled_from((trial.identifier, "name")))
    _search(trial, {name: trial.new_identifier()})


def _several(trial: Trial) -> Sequence[KnownLead]:
    """Leads of which some share a value; names are the example's own, since another server keeps older leads."""
    count, tag = trial.draw(st.integers(2, 5)), trial.new_identifier()
    made = ({"name": f"{'Asha' if n % 2 else 'Ravi'} {tag}", "rating": n % 3 + 1} for n in range(count))
    return [trial.given_lead(fields) for fields in made]


def _search(trial: Trial, filters: Mapping[str, Any]) -> None:
    _expect_found(trial, trial.call("search", dict(filters)), filters)


def _expect_found(trial: Trial, outcome: Outcome, filters: Mapping[str, Any]) -> None:
    """The criteria were sent so that the API reads them, and what matches came."""
    wanted = [lead for lead in reversed(trial.leads) if _matches(lead, filters)]
    for finding in rule(outcome.exchanges, trial.profile):
        if finding.level == "error":
            trial.fail(expected="a POST with its criteria in the body", seen=finding.seen, exchange=finding.exchange)
    expect_leads(trial, outcome, wanted, advice=ADVICE)


def _matches(lead: KnownLead, filters: Mapping[str, Any]) -> bool:
    return all(
        lead.fields[name] in value if isinstance(value, list) else lead.fields[name] == value
        for name, value in filters.items()
    )
