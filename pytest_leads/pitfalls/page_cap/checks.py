"""Contract checks of page-cap: every page is read, none is larger than the cap, and no lead comes twice."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from pytest_leads.contract.check import check
from pytest_leads.contract.expectations import expect_leads
from pytest_leads.pitfalls.page_cap.rule import limits

if TYPE_CHECKING:
    from pytest_leads.contract.outcome import Outcome
    from pytest_leads.contract.trial import Trial

PITFALL = "page-cap"
#: Numbers of matching leads, so few that each is tried: around the default and the cap, full pages of many lengths.
SIZES = st.sampled_from((101, 0, 1, 100, 99, 200, 250, 10, 11, 150, 201, 199, 102))
#: More than fit on one page, with a rest on the last or without.
SEVERAL_PAGES = st.sampled_from((101, 200, 150, 201))
#: When the leads of a window are created: Unix ms, far from any change of clocks.
NOON = 1_767_686_400_000


@check(PITFALL, needs=("search",))
def search_reads_every_page(trial: Trial) -> None:
    """A search returns every lead that matches, each once, however many pages they fill."""
    filters = _fill(trial, trial.draw(SIZES))
    expect_leads(trial, trial.call("search", filters), _newest_first(trial))


@check(PITFALL, needs=("search",))
def search_reads_however_many_there_are(trial: Trial) -> None:
    """The same holds for any number of leads that match."""
    filters = _fill(trial, trial.draw(st.integers(0, 260)))
    expect_leads(trial, trial.call("search", filters), _newest_first(trial))


@check(PITFALL, needs=("search",))
def search_keeps_the_order_of_the_pages(trial: Trial) -> None:
    """A search returns the leads in the order of the API, newest first, over all pages."""
    filters = _fill(trial, trial.draw(SEVERAL_PAGES))
    expect_leads(trial, trial.call("search", filters), _newest_first(trial), ordered=True)


@check(PITFALL, needs=("search",))
def search_asks_for_at_most_a_hundred(trial: Trial) -> None:
    """Every request of a search asks for 1 to 100 leads, whatever there is to find."""
    filters = _fill(trial, trial.draw(SIZES))
    _expect_limits(trial, trial.call("search", filters))


@check(PITFALL, needs=("search",))
def search_takes_a_caller_who_wants_more_than_a_page(trial: Trial) -> None:
    """A caller who asks for more than a hundred leads at once, by their identifiers, gets all of them."""
    _fill(trial, trial.draw(st.sampled_from((101, 120))))
    outcome = trial.call("search", {trial.identifier: [lead.fields[trial.identifier] for lead in trial.leads]})
    _expect_limits(trial, outcome)
    expect_leads(trial, outcome, _newest_first(trial))


@check(PITFALL, needs=("search",))
def search_reads_on_when_a_lead_is_created(trial: Trial) -> None:
    """When a lead that matches is created between two pages, every lead that was there comes once."""
    filters = _fill(trial, trial.draw(SEVERAL_PAGES))
    wanted, new = _newest_first(trial), set[str]()
    trial.meanwhile("search_leads", lambda: new.add(trial.lead(filters).id), after=True)
    trial.given.append("one more that matches is created after the first request")
    outcome = trial.call("search", filters)
    advice = (
        "A lead that is created meanwhile moves all others back by one: take each id once, count anew on each page."
    )
    expect_leads(trial, outcome, wanted, optional=new, advice=advice)
    _expect_optional_once(trial, outcome, new)


@check(PITFALL, needs=("search",))
def search_reads_on_when_a_lead_changes(trial: Trial) -> None:
    """When a lead changes between two pages and still matches, every lead comes once."""
    filters = _fill(trial, trial.draw(SEVERAL_PAGES))
    lead = trial.leads[trial.draw(st.sampled_from((0, -1, 50, -100)))]  # -100 is the last of the first page
    change = {"fields": {"rating": 4}}
    trial.meanwhile("search_leads", lambda: _done(trial.stage.must("update_lead", change, leadId=lead.id)), after=True)
    trial.given.append(
        f"the one with {trial.identifier} = {lead.fields[trial.identifier]!r} changes after the first request"
    )
    advice = "Tell leads apart by their id, not by the whole row."
    expect_leads(trial, trial.call("search", filters), _newest_first(trial), advice=advice)


@check(PITFALL, needs=("search_by_status",))
def search_by_status_reads_every_page(trial: Trial) -> None:
    """All leads in a status come, each once, however many pages they fill."""
    status = trial.statuses[-1]
    size = trial.draw(SIZES)
    for _ in range(size):
        trial.lead({"status": status})
    trial.given.append(f"{size} leads in the status {status!r}")
    outcome = trial.call("search_by_status", status)
    _expect_limits(trial, outcome)
    expect_leads(trial, outcome, _newest_first(trial))


@check(PITFALL, needs=("search_created",), inside=True)
def search_created_reads_every_page(trial: Trial) -> None:
    """All leads created in a window come, each once, however many pages they fill."""
    _window(trial, "search_created")


@check(PITFALL, needs=("search_acted",), inside=True)
def search_acted_reads_every_page(trial: Trial) -> None:
    """All leads with an action in a window come, each once, however many pages they fill."""
    _window(trial, "search_acted")


def _window(trial: Trial, member: str) -> None:
    size = trial.draw(SIZES)
    for n in range(size):
        trial.at(NOON + n * 1000)
        lead = trial.lead({})
        if member == "search_acted":
            trial.act_on(lead)
    trial.given.append(f"{size} leads {'created' if member == 'search_created' else 'acted on'} in the window")
    start = datetime.fromtimestamp(NOON / 1000, UTC) - timedelta(hours=1)
    outcome = trial.call(member, start, start + timedelta(hours=3))
    _expect_limits(trial, outcome)
    expect_leads(trial, outcome, _newest_first(trial))


def _fill(trial: Trial, size: int) -> dict[str, Any]:
    """Put ``size`` leads of one name there, and filters that find them."""
    name = f"Asha {trial.new_identifier()}"
    for _ in range(size):
        trial.lead({"name": name})
    trial.given.append(f"{size} leads that match")
    return {"name": name}


def _newest_first(trial: Trial) -> list[Any]:
    return trial.leads[::-1]


def _expect_limits(trial: Trial, outcome: Outcome) -> None:
    for finding in limits(outcome.exchanges, trial.profile):
        if finding.level == "error":
            trial.fail(expected="a limit of 1 to 100 in every request", seen=finding.seen, exchange=finding.exchange)


def _expect_optional_once(trial: Trial, outcome: Outcome, new: set[str]) -> None:
    """The lead that came in between may be there or not, but not twice."""
    count = sum(lead_id in new for lead_id in trial.recognised(outcome))
    if count > len(new):
        trial.fail(expected="the new lead once at the most", seen=f"it comes {count} times")


def _done(_: Any) -> None:
    """Take no notice of an answer."""
