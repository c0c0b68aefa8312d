"""Contract checks of iso-date: the window that the caller means is the window that the API searches."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from pytest_leads.contract.check import check
from pytest_leads.contract.expectations import expect_leads
from pytest_leads.workspace.dates import zone

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hypothesis.strategies import SearchStrategy

    from pytest_leads.contract.recognition import KnownLead
    from pytest_leads.contract.trial import Trial

PITFALL = "iso-date"
ADVICE = (
    "Unix milliseconds of an aware datetime are round(moment.timestamp() * 1000), in any zone; from and to are both "
    "included."
)
#: Both documented answers to a date that cannot be read.
ANSWERS = st.sampled_from(("nothing", "wrong_matches"))
#: What happened to the leads that a member searches for.
DONE = {"search_created": "created", "search_acted": "acted on"}
#: The formats of the documents' date type (docs: concepts/field-types).
FORMATS = ("MM/DD/YYYY", "YYYY-MM-DD", "DD/MM/YYYY")
SECOND = timedelta(seconds=1)
HOUR, DAY, LONG = timedelta(hours=1), timedelta(days=1), timedelta(days=400)
LENGTHS = st.sampled_from((HOUR, 2 * SECOND, DAY, timedelta(days=30), LONG))
#: The fewer windows there are to draw, the surer it is that each is tried.
ONE_LENGTH, TWO_LENGTHS, THREE_LENGTHS = (st.sampled_from(few) for few in ((DAY,), (DAY, LONG), (HOUR, DAY, LONG)))
ORDINARY = st.sampled_from((datetime(2026, 1, 15, 10, 30), datetime(2026, 12, 11, 22, 5, 9), datetime(2025, 6, 7)))  # noqa: DTZ001  # the zone is drawn
INDIA = zone("Asia/Kolkata")
ZONES = ("America/New_York", "Europe/London", "Pacific/Auckland")


def _zones() -> SearchStrategy[tzinfo]:
    return st.sampled_from((UTC, INDIA, timezone(timedelta(hours=-3, minutes=-30)), *map(ZoneInfo, ZONES)))


def _clock_changes() -> SearchStrategy[datetime]:
    """Midnights, and the moments around which clocks are put forward or back."""
    new_york, london = ZoneInfo("America/New_York"), ZoneInfo("Europe/London")
    return st.sampled_from(
        (
            datetime(2026, 1, 1, tzinfo=INDIA),
            datetime(2025, 12, 31, 23, 59, 59, tzinfo=UTC),
            datetime(2026, 3, 8, 1, 59, 59, tzinfo=new_york),
            datetime(2026, 3, 8, 3, 0, 0, tzinfo=new_york),
            datetime(2026, 11, 1, 1, 30, 0, tzinfo=new_york),
            datetime(2026, 11, 1, 1, 30, 0, fold=1, tzinfo=new_york),
            datetime(2026, 3, 29, 0, 59, 59, tzinfo=london),
            datetime(2026, 10, 25, 1, 30, 0, fold=1, tzinfo=london),
        )
    )


def _far_away() -> SearchStrategy[datetime]:
    """Before Unix time began, and long after today."""
    days = (datetime(1969, 12, 31, 12, 0), datetime(1955, 6, 15, 9, 30), datetime(2099, 12, 31, 23, 0))  # noqa: DTZ001  # the zone follows
    return st.sampled_from([day.replace(tzinfo=INDIA) for day in days])


@check(PITFALL, needs=("search_created",), inside=True)
def search_created_includes_both_ends(trial: Trial) -> None:
    """The leads created at the very start and the very end of the window are found, those a second away are not."""
    trial.quirk("unreadable_date_filter", ANSWERS)
    _find(trial, "search_created", trial.draw(ORDINARY).replace(tzinfo=UTC), LENGTHS)


@check(PITFALL, needs=("search_created",), inside=True)
def search_created_reads_any_time_zone(trial: Trial) -> None:
    """A window given in any time zone is the same window."""
    _find(trial, "search_created", trial.draw(ORDINARY).replace(tzinfo=trial.draw(_zones())), ONE_LENGTH)


@check(PITFALL, needs=("search_created",), inside=True)
def search_created_holds_at_midnight_and_when_clocks_change(trial: Trial) -> None:
    """A window that begins at midnight, or around a change of clocks, is searched as it is."""
    _find(trial, "search_created", trial.draw(_clock_changes()), THREE_LENGTHS)


@check(PITFALL, needs=("search_created",), inside=True)
def search_created_holds_before_1970_and_far_ahead(trial: Trial) -> None:
    """A window before 1970 or far in the future is searched as it is."""
    _find(trial, "search_created", trial.draw(_far_away()), LENGTHS)


@check(PITFALL, needs=("search_created",), inside=True)
def search_created_has_one_reading_of_naive_datetimes(trial: Trial) -> None:
    """Datetimes without a zone are refused, or are all read in one: the workspace's, this machine's, or UTC."""
    _find_naive(trial, "search_created")


@check(PITFALL, needs=("search_created",), inside=True, any_workspace=True)
def search_created_knows_the_date_format_of_any_workspace(trial: Trial) -> None:
    """A window is searched as it is, whatever date format the workspace is set to."""
    trial.in_workspace(date_format=trial.draw(st.sampled_from(FORMATS)))
    trial.quirk("unreadable_date_filter", ANSWERS)
    _find(trial, "search_created", trial.draw(ORDINARY).replace(tzinfo=trial.draw(_zones())), LENGTHS)


@check(PITFALL, needs=("search_acted",), inside=True)
def search_acted_includes_both_ends(trial: Trial) -> None:
    """Leads with an action at the very start or end of the window are found, those a second away are not."""
    trial.quirk("unreadable_date_filter", ANSWERS)
    _find(trial, "search_acted", trial.draw(ORDINARY).replace(tzinfo=UTC), LENGTHS)


@check(PITFALL, needs=("search_acted",), inside=True)
def search_acted_reads_any_time_zone(trial: Trial) -> None:
    """A window given in any time zone is the same window for actions, too."""
    _find(trial, "search_acted", trial.draw(ORDINARY).replace(tzinfo=trial.draw(_zones())), ONE_LENGTH)


@check(PITFALL, needs=("search_acted",), inside=True)
def search_acted_holds_when_clocks_change_and_far_away(trial: Trial) -> None:
    """A window around a change of clocks, before 1970 or far ahead is searched as it is for actions, too."""
    _find(trial, "search_acted", trial.draw(_clock_changes() | _far_away()), TWO_LENGTHS)


@check(PITFALL, needs=("search_acted",), inside=True)
def search_acted_has_one_reading_of_naive_datetimes(trial: Trial) -> None:
    """Datetimes without a zone are refused, or are all read in one, for actions too."""
    _find_naive(trial, "search_acted")


@check(PITFALL, needs=("search_acted",), inside=True, any_workspace=True)
def search_acted_knows_the_date_format_of_any_workspace(trial: Trial) -> None:
    """A window of actions is searched as it is, whatever date format the workspace is set to."""
    trial.in_workspace(date_format=trial.draw(st.sampled_from(FORMATS)))
    trial.quirk("unreadable_date_filter", ANSWERS)
    _find(trial, "search_acted", trial.draw(ORDINARY).replace(tzinfo=trial.draw(_zones())), LENGTHS)


def _find(trial: Trial, member: str, start: datetime, lengths: SearchStrategy[timedelta]) -> None:
    """Leads at and around both ends of a window: those within are found."""
    first = start.astimezone(UTC)
    last = first + trial.draw(lengths)
    middle = (first + (last - first) / 2).replace(microsecond=0)
    outside = [_put(trial, member, moment) for moment in (first - SECOND, last + SECOND)]
    wanted = [_put(trial, member, moment) for moment in (first, middle, last)]
    done = DONE[member]
    trial.given += [
        f"the window in UTC: {_span(first, last)}",
        f"leads {done} at its start, in its middle and at its end: {_identified(trial, wanted)}",
        f"leads {done} a second before it and a second after it: {_identified(trial, outside)}",
    ]
    _settle(trial)
    expect_leads(trial, trial.call(member, start, last.astimezone(start.tzinfo)), wanted, advice=ADVICE)


def _find_naive(trial: Trial, member: str) -> None:
    """Leads at and around both ends of each window that the naive one may mean: those of one of them are found."""
    trial.quirk("unreadable_date_filter", ANSWERS)
    start = trial.draw(ORDINARY)
    end = start + trial.draw(LENGTHS)
    meant = {
        "the workspace's time zone": _in(start, end, zone(trial.inside.calendar.timezone)),
        "this machine's time zone": (start.astimezone(UTC), end.astimezone(UTC)),
        "UTC": _in(start, end, UTC),
    }
    around = {m for first, last in meant.values() for m in (first - SECOND, first, last, last + SECOND)}
    moments = {moment: _put(trial, member, moment).id for moment in sorted(around)}
    done = DONE[member]
    trial.given += [f"the window, if it is in {name}: {_span(*window)} UTC" for name, window in meant.items()]
    trial.given.append(f"leads {done} at both ends of each of these, a second before and a second after")
    _settle(trial)
    outcome = trial.call(member, start, end)
    if outcome.error is not None:
        return
    found = sorted(trial.recognised(outcome))
    windows = [sorted(moments[m] for m in moments if first <= m <= last) for first, last in meant.values()]
    if found not in windows:
        came = ", ".join(f"{moment:%Y-%m-%d %H:%M:%S}" for moment, lead in moments.items() if lead in found)
        trial.fail(
            expected=f"an error, or the leads of the window in one of: {', '.join(meant)}",
            seen=f"the leads {done} at {came} UTC came, which is none of these" if came else "no lead came",
        )


def _span(first: datetime, last: datetime) -> str:
    return f"{first:%Y-%m-%d %H:%M:%S} to {last:%Y-%m-%d %H:%M:%S}"


def _in(start: datetime, end: datetime, where: tzinfo) -> tuple[datetime, datetime]:
    return start.replace(tzinfo=where).astimezone(UTC), end.replace(tzinfo=where).astimezone(UTC)


def _identified(trial: Trial, leads: Iterable[KnownLead]) -> str:
    """Leads by their identifiers, as a report names them."""
    return f"{trial.identifier} = {', '.join(repr(lead.fields[trial.identifier]) for lead in leads)}"


def _put(trial: Trial, member: str, moment: datetime) -> KnownLead:
    """A lead that was created then, or one that has an action of then and was created long before."""
    at = (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)
    trial.at(at if member == "search_created" else at - 90_000_000_000)
    lead = trial.lead({})
    trial.at(at)
    if member == "search_acted":
        trial.act_on(lead)
    return lead


def _settle(trial: Trial) -> None:
    """Today, for the integration: no upper bound must not be helped by the clock, nor a search by ``modified_on``."""
    trial.at(_LATEST)
    for lead in trial.leads:
        trial.stage.must("update_lead", {"fields": {"name": "Asha"}}, leadId=lead.id)


#: 2199-01-01: after every window.
_LATEST = 7_226_582_400_000
