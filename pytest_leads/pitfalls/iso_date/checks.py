"""Contract checks of iso-date: the window that the caller means is the window that the API searches."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from pytest_leads.contract.check import check
from pytest_leads.contract.expectations import expect_leads
from pytest_leads.contract.recognition import Recogniser
from pytest_leads.workspace.dates import zone

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from pytest_leads.contract.trial import Trial

PITFALL = "iso-date"
#: Both documented answers to a date that cannot be read.
ANSWERS = st.sampled_from(("nothing", "wrong_matches"))
#: The formats of the documents' date type (docs: concepts/field-types).
FORMATS = ("MM/DD/YYYY", "YYYY-MM-DD", "DD/MM/YYYY")
SECOND = timedelta(seconds=1)
LENGTHS = st.sampled_from((timedelta(hours=1), 2 * SECOND, timedelta(days=1), timedelta(days=30), timedelta(days=400)))
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
    _find(trial, "search_created", trial.draw(ORDINARY).replace(tzinfo=UTC))


@check(PITFALL, needs=("search_created",), inside=True)
def search_created_reads_any_time_zone(trial: Trial) -> None:
    """A window given in any time zone is the same window."""
    _find(trial, "search_created", trial.draw(ORDINARY).replace(tzinfo=trial.draw(_zones())))


@check(PITFALL, needs=("search_created",), inside=True)
def search_created_holds_at_midnight_and_when_clocks_change(trial: Trial) -> None:
    """A window that begins at midnight, or around a change of clocks, is searched as it is."""
    _find(trial, "search_created", trial.draw(_clock_changes()))


@check(PITFALL, needs=("search_created",), inside=True)
def search_created_holds_before_1970_and_far_ahead(trial: Trial) -> None:
    """A window before 1970 or far in the future is searched as it is."""
    _find(trial, "search_created", trial.draw(_far_away()))


@check(PITFALL, needs=("search_created",), inside=True)
def search_created_has_one_reading_of_naive_datetimes(trial: Trial) -> None:
    """Datetimes without a zone are refused, or are all read in one: the workspace's, this machine's, or UTC."""
    _find_naive(trial, "search_created")


@check(PITFALL, needs=("search_created",), inside=True, any_workspace=True)
def search_created_knows_the_date_format_of_any_workspace(trial: Trial) -> None:
    """A window is searched as it is, whatever date format the workspace is set to."""
    trial.in_workspace(date_format=trial.draw(st.sampled_from(FORMATS)))
    _find(trial, "search_created", trial.draw(ORDINARY).replace(tzinfo=trial.draw(_zones())))


@check(PITFALL, needs=("search_acted",), inside=True)
def search_acted_includes_both_ends(trial: Trial) -> None:
    """Leads with an action at the very start or end of the window are found, those a second away are not."""
    _find(trial, "search_acted", trial.draw(ORDINARY).replace(tzinfo=UTC))


@check(PITFALL, needs=("search_acted",), inside=True)
def search_acted_reads_any_time_zone(trial: Trial) -> None:
    """A window given in any time zone is the same window for actions, too."""
    _find(trial, "search_acted", trial.draw(ORDINARY | _naive_midnights()).replace(tzinfo=trial.draw(_zones())))


@check(PITFALL, needs=("search_acted",), inside=True)
def search_acted_holds_when_clocks_change_and_far_away(trial: Trial) -> None:
    """A window around a change of clocks, before 1970 or far ahead is searched as it is for actions, too."""
    _find(trial, "search_acted", trial.draw(_clock_changes() | _far_away()))


@check(PITFALL, needs=("search_acted",), inside=True)
def search_acted_has_one_reading_of_naive_datetimes(trial: Trial) -> None:
    """Datetimes without a zone are refused, or are all read in one, for actions too."""
    _find_naive(trial, "search_acted")


@check(PITFALL, needs=("search_acted",), inside=True, any_workspace=True)
def search_acted_knows_the_date_format_of_any_workspace(trial: Trial) -> None:
    """A window of actions is searched as it is, whatever date format the workspace is set to."""
    trial.in_workspace(date_format=trial.draw(st.sampled_from(FORMATS)))
    _find(trial, "search_acted", trial.draw(ORDINARY).replace(tzinfo=trial.draw(_zones())))


def _naive_midnights() -> SearchStrategy[datetime]:
    return st.sampled_from((datetime(2026, 2, 28), datetime(2026, 7, 1)))  # noqa: DTZ001  # the zone is drawn


def _find(trial: Trial, member: str, start: datetime) -> None:
    """Leads at and around both ends of a window: those within are found."""
    trial.quirk("unreadable_date_filter", ANSWERS)
    end = (start.astimezone(UTC) + trial.draw(LENGTHS)).astimezone(start.tzinfo)
    middle = start.astimezone(UTC) + (end.astimezone(UTC) - start.astimezone(UTC)) / 2
    outside = [_put(trial, member, moment) for moment in (_plus(start, -SECOND), _plus(end, SECOND))]
    for moment in (start, middle.replace(microsecond=0), end):
        _put(trial, member, moment)
    _settle(trial)
    wanted = [lead for lead in trial.leads if lead.id not in outside]
    expect_leads(trial, trial.call(member, start, end), wanted)


def _find_naive(trial: Trial, member: str) -> None:
    """Leads at and around both ends of each window that the naive one may mean: those of one of them are found."""
    trial.quirk("unreadable_date_filter", ANSWERS)
    start = trial.draw(ORDINARY)
    end = start + trial.draw(LENGTHS)
    meant = {
        "the workspace's time zone": _in(start, end, zone(trial.inside.calendar.timezone)),
        "this machine's": (start.astimezone(UTC), end.astimezone(UTC)),
        "UTC": _in(start, end, UTC),
    }
    around = {m for first, last in meant.values() for m in (first - SECOND, first, last, last + SECOND)}
    moments = {moment: _put(trial, member, moment) for moment in sorted(around)}
    _settle(trial)
    outcome = trial.call(member, start, end)
    if outcome.error is not None:
        return
    rows = Recogniser(trial.leads, trial.identifier, trial.profile.country_code).rows(outcome.value)
    found = sorted(trial.leads[row].id for row in rows)
    windows = [sorted(moments[m] for m in moments if first <= m <= last) for first, last in meant.values()]
    if found not in windows:
        trial.fail(
            expected=f"an error, or the leads of the window in one of: {', '.join(meant)}",
            seen=f"{len(found)} leads came, which is none of these windows",
        )


def _in(start: datetime, end: datetime, where: tzinfo) -> tuple[datetime, datetime]:
    return start.replace(tzinfo=where).astimezone(UTC), end.replace(tzinfo=where).astimezone(UTC)


def _plus(moment: datetime, difference: timedelta) -> datetime:
    """A moment later in absolute time; arithmetic within a zone would be by the clock on the wall."""
    return moment.astimezone(UTC) + difference


def _put(trial: Trial, member: str, moment: datetime) -> str:
    """A lead that was created then, or one that has an action of then and was created long before."""
    at = (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)
    trial.at(at if member == "search_created" else at - 90_000_000_000)
    lead = trial.lead({})
    trial.at(at)
    if member == "search_acted":
        payment = {"type": "PAYMENT", "status": "PENDING", "currency": "INR", "amount": "1"}
        trial.stage.must("create_actions", {"actions": [payment]}, leadId=lead.id)
    trial.given.append(f"a lead {'created' if member == 'search_created' else 'acted on'} {moment.astimezone(UTC)}")
    return lead.id


def _settle(trial: Trial) -> None:
    """Today, for the integration; whoever has no upper bound must not be helped by the clock."""
    trial.at(_LATEST)


#: 2199-01-01: after every window.
_LATEST = 7_226_582_400_000
