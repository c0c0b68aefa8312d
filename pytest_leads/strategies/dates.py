"""Dates in the forms that the API accepts, windows of them, and ISO 8601 dates, which it does not parse."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from pytest_leads.errors import UsageError
from pytest_leads.strategies.arguments import kinds, terms
from pytest_leads.strategies.values import EARLIEST, LATEST
from pytest_leads.workspace.dates import Calendar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from hypothesis.strategies import SearchStrategy

    from pytest_leads.strategies.arguments import Kind, Source
    from pytest_leads.workspace.profile import Profile

_INDIA = timezone(timedelta(hours=5, minutes=30))
#: Forms of ISO 8601 by name.
ISO_FORMS: Mapping[str, Callable[[datetime], str]] = MappingProxyType(
    {
        "utc": lambda moment: f"{moment:%Y-%m-%dT%H:%M:%SZ}",
        "offset": lambda moment: moment.astimezone(_INDIA).isoformat(),
        "naive": lambda moment: f"{moment:%Y-%m-%dT%H:%M:%S}",
        "date": lambda moment: f"{moment:%Y-%m-%d}",
        "blank": lambda moment: f"{moment:%Y-%m-%d %H:%M:%S}",
        "minutes": lambda moment: f"{moment:%Y-%m-%dT%H:%MZ}",
        "fraction": lambda moment: f"{moment:%Y-%m-%dT%H:%M:%S}.000Z",
        "basic": lambda moment: f"{moment:%Y%m%dT%H%M%SZ}",
        "week": lambda moment: f"{moment:%G-W%V-%u}",
        "ordinal": lambda moment: f"{moment:%Y-%j}",
    }
)
#: The example of the pitfall's text.
EXAMPLE = datetime(2026, 1, 1, 10, 30, tzinfo=UTC)


def dates(*, workspace: Source = None) -> SearchStrategy[int | str]:
    """Dates in every form that the API accepts: Unix milliseconds, a day, and a day with a time.

    Covers the years 2023 to 2029, in text in the workspace's own format (``"01/01/2023"``,
    ``"01/01/2023 11:30:00"``), days that can be taken for another in another order among them. Never comes: ISO 8601,
    unless the workspace's format is a part of it; seconds since 1970, a number as text.

    Raises:
        UsageError: ``workspace`` is none.
    """
    profile = terms(workspace, "dates")
    milliseconds = st.integers(EARLIEST, LATEST)
    return milliseconds | _moments().map(lambda at: day(at, profile)) | _moments().map(lambda at: second(at, profile))


def windows(*, workspace: Source = None) -> SearchStrategy[dict[str, Any]]:
    """``{"from", "to"}`` for ``fields.created_on`` and ``actions.performed_at``, both ends included.

    Covers both ends as Unix milliseconds, or both as text; windows of no length, and long ones. Never comes: one end
    alone, ends the wrong way round, a ``to`` that is a day without a time (quirk ``date_only_to``), two forms mixed,
    since the time zone of text is stated nowhere (``timezone``).

    Raises:
        UsageError: ``workspace`` is none.
    """
    profile = terms(workspace, "windows")
    lengths = st.integers(0, 400 * 86_400).map(lambda seconds: timedelta(seconds=seconds))
    parts = st.tuples(st.sampled_from((_milliseconds, second, day)), _moments(), lengths)
    return parts.map(lambda part: _window(*part, profile))


def _window(
    form: Callable[[datetime, Profile], Any], start: datetime, length: timedelta, profile: Profile
) -> dict[str, Any]:
    last = _milliseconds if form is _milliseconds else second  # a day stands for its start, or for its end
    return {"from": form(start, profile), "to": last(start + length, profile)}


def iso_dates(*, workspace: Source = None, kind: Kind = None) -> SearchStrategy[str]:
    """Dates in ISO 8601, which the API does not parse: a filter with one is not the window that is meant.

    ``kind`` is one of ``utc`` (``"2026-01-01T10:30:00Z"``), ``offset``, ``naive``, ``date`` (``"2026-01-01"``),
    ``blank`` (in place of the T), ``minutes``, ``fraction``, ``basic``, ``week`` and ``ordinal``, or several.
    Never comes: what the workspace's own format accepts; a bare number, which would be Unix milliseconds.

    Raises:
        UsageError: ``workspace`` is none, there is no such kind, or the workspace's own format is all that is left.
    """
    profile = terms(workspace, "iso_dates")
    wanted = kinds(kind, tuple(ISO_FORMS), "iso_dates")
    forms = [ISO_FORMS[kind] for kind in wanted if not _is_read(kind, profile)]
    if not forms:
        raise UsageError(
            f"strategies.iso_dates(kind={kind!r}): {profile.source} has the format {profile.date_format} and reads it"
        )
    return st.tuples(st.sampled_from(forms), _moments()).map(lambda part: part[0](part[1]))


def iso_texts(profile: Profile) -> tuple[str, ...]:
    """One moment in each form of ISO 8601 that the workspace does not read."""
    return tuple(form(EXAMPLE) for kind, form in ISO_FORMS.items() if not _is_read(kind, profile))


def impossible_days(profile: Profile) -> tuple[str, ...]:
    """Text in the workspace's format that is no day or no time of any calendar."""
    text = profile.date_format.replace("YYYY", "2026")
    return tuple(
        text.replace("DD", day).replace("MM", month) + time
        for day, month, time in (("31", "02", ""), ("32", "01", ""), ("01", "13", ""), ("01", "01", " 25:00:00"))
    )


def edges_of_dates(profile: Profile) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Text in the workspace's format at the edges of the calendar and of the day: what is a date, and what is none."""
    last = datetime(2026, 12, 31, 23, 59, 59, tzinfo=UTC)
    leap = day(datetime(2024, 2, 29, tzinfo=UTC), profile)
    inside = (leap, day(last, profile), second(last, profile), f"{day(last, profile)} 00:00:00")
    return inside, (leap.replace("2024", "2023"), f"{day(last, profile)} 24:00:00", str(EARLIEST))


def day(moment: datetime, profile: Profile) -> str:
    """A day as text in the workspace's format."""
    form = profile.date_format.replace("DD", "%d").replace("MM", "%m").replace("YYYY", "%Y")
    return moment.strftime(form)


def second(moment: datetime, profile: Profile) -> str:
    """A day with a time as text in the workspace's format."""
    return f"{day(moment, profile)} {moment:%H:%M:%S}"


def _moments() -> SearchStrategy[datetime]:
    """Whole seconds; the zone is UTC, which text does not show."""
    return st.integers(EARLIEST // 1000, LATEST // 1000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))


def _milliseconds(moment: datetime, _: Profile) -> int:
    return int(moment.timestamp()) * 1000


def _is_read(kind: str, profile: Profile) -> bool:
    return Calendar(profile.date_format, "UTC").read(ISO_FORMS[kind](EXAMPLE)) is not None
