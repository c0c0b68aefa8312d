"""Windows that are not the one that was meant: by their notation, their zone, their ends."""

# ruff: noqa: ARG002  # an override has the arguments of Shop's method, needed or not

import math
from datetime import UTC, datetime, timedelta

from mutants.shop import INDIA, Shop
from mutants.table import caught_by

ENDS, ACTED_ENDS = "search_created_includes_both_ends", "search_acted_includes_both_ends"
ZONES, ACTED_ZONES = "search_created_reads_any_time_zone", "search_acted_reads_any_time_zone"
CHANGES = "search_created_holds_at_midnight_and_when_clocks_change"
FAR = "search_created_holds_before_1970_and_far_ahead"
ACTED_FAR = "search_acted_holds_when_clocks_change_and_far_away"
NAIVE = "search_created_has_one_reading_of_naive_datetimes"
ACTED_NAIVE = "search_acted_has_one_reading_of_naive_datetimes"
FORMAT = "search_created_knows_the_date_format_of_any_workspace"
ACTED_FORMAT = "search_acted_knows_the_date_format_of_any_workspace"
OTHER = "search_finds_by_one_field"
SECOND = timedelta(seconds=1)


def aware(when):
    return when if when.tzinfo else when.replace(tzinfo=INDIA)


# Notation


@caught_by(ENDS, ACTED_ENDS, passes=OTHER)
class SendsIso(Shop):
    """Dates are sent as ISO 8601."""

    def moment(self, when):
        return aware(when).isoformat()


@caught_by(FORMAT, ACTED_FORMAT, passes=OTHER)
class SendsZulu(Shop):
    """Dates are sent as ISO 8601 in UTC, with a Z."""

    def moment(self, when):
        return aware(when).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


@caught_by(ENDS, ACTED_ENDS, passes=OTHER)
class SendsSeconds(Shop):
    """Dates are sent as Unix seconds."""

    def moment(self, when):
        return super().moment(when) // 1000


@caught_by(ENDS, ACTED_ENDS, passes=OTHER)
class SendsMicroseconds(Shop):
    """Dates are sent as Unix microseconds."""

    def moment(self, when):
        return super().moment(when) * 1000


@caught_by(ENDS, ACTED_ENDS, passes=OTHER)
class SendsDaysOnly(Shop):
    """Dates are sent as days, without their time."""

    def moment(self, when):
        return aware(when).astimezone(INDIA).strftime("%d/%m/%Y")


@caught_by(ZONES, ACTED_ZONES, passes=OTHER)
class WritesTheTimeInUtc(Shop):
    """Dates are written in the workspace's format, but in UTC."""

    def moment(self, when):
        return aware(when).astimezone(UTC).strftime("%d/%m/%Y %H:%M:%S")


@caught_by(CHANGES, ACTED_ZONES, passes=NAIVE)
class WritesTheTimeAsItStands(Shop):
    """Dates are written in the workspace's format, in whatever zone they came."""

    def moment(self, when):
        return when.strftime("%d/%m/%Y %H:%M:%S")


@caught_by(FORMAT, ACTED_FORMAT, passes=ENDS)
class WritesDayBeforeMonth(Shop):
    """Dates are written DD/MM/YYYY in every workspace."""

    def moment(self, when):
        return aware(when).astimezone(INDIA).strftime("%d/%m/%Y %H:%M:%S")


@caught_by(FORMAT, ACTED_ENDS, passes=OTHER)
class WritesMonthBeforeDay(Shop):
    """Dates are written MM/DD/YYYY in every workspace."""

    def moment(self, when):
        return aware(when).astimezone(INDIA).strftime("%m/%d/%Y %H:%M:%S")


@caught_by(ENDS, ACTED_ENDS, passes=OTHER)
class WritesMinutes(Shop):
    """Dates are written without their seconds."""

    def moment(self, when):
        return aware(when).astimezone(INDIA).strftime("%d/%m/%Y %H:%M")


# Ends


@caught_by(ENDS, FORMAT, passes=ACTED_ENDS)
class EndsASecondEarly(Shop):
    """A window of creation ends a second early, as if its end were excluded."""

    def search_created(self, start, end):
        return super().search_created(start, end - SECOND)


@caught_by(ACTED_ENDS, ACTED_FORMAT, passes=ENDS)
class EndsActionsASecondEarly(Shop):
    """A window of actions ends a second early, as if its end were excluded."""

    def search_acted(self, start, end):
        return super().search_acted(start, end - SECOND)


@caught_by(ENDS, ACTED_ENDS, passes=OTHER)
class StartsASecondLate(Shop):
    """A window starts a second late, as if its start were excluded."""

    def window(self, start, end):
        return super().window(start + SECOND, end)


@caught_by(ENDS, ACTED_ENDS, passes=OTHER)
class EndsAMillisecondEarly(Shop):
    """A window ends a millisecond early."""

    def window(self, start, end):
        return {"from": self.moment(start), "to": self.moment(end) - 1}


@caught_by(ENDS, ACTED_ENDS, passes=OTHER)
class StartsAMillisecondLate(Shop):
    """A window starts a millisecond late, by > for >=."""

    def window(self, start, end):
        return {"from": self.moment(start) + 1, "to": self.moment(end)}


@caught_by(ENDS, ACTED_ENDS, passes=OTHER)
class IncludesASecondMore(Shop):
    """A window ends a second late, to be on the safe side."""

    def window(self, start, end):
        return super().window(start, end + SECOND)


@caught_by(ENDS, ACTED_ENDS, passes=OTHER)
class HasNoEnd(Shop):
    """A window has a start only."""

    def window(self, start, end):
        return {"from": self.moment(start)}


@caught_by(ENDS, ACTED_ENDS, passes=OTHER)
class HasNoStart(Shop):
    """A window has an end only."""

    def window(self, start, end):
        return {"to": self.moment(end)}


@caught_by(ENDS, ACTED_ENDS, passes=OTHER)
class SwapsTheEnds(Shop):
    """The start is sent as the end, and the end as the start."""

    def window(self, start, end):
        return super().window(end, start)


@caught_by(ENDS, ACTED_ENDS, passes=OTHER)
class WidensToWholeDays(Shop):
    """A window is widened to whole days."""

    def window(self, start, end):
        first = aware(start).replace(hour=0, minute=0, second=0)
        return super().window(first, aware(end).replace(hour=23, minute=59, second=59))


@caught_by(ENDS, passes=ACTED_ENDS)
class SiftsWithLess(Shop):
    """The leads are sifted once more by start <= created_on < end."""

    def search_created(self, start, end):
        rows, window = super().search_created(start, end), super().window(start, end)
        return [row for row in rows if window["from"] <= row["fields"]["created_on"] < window["to"]]


@caught_by(ACTED_ENDS, passes=ENDS)
class SearchesActionsByCreation(Shop):
    """A window of actions is searched among the leads that were created in it."""

    def search_acted(self, start, end):
        return self.search_created(start, end)


@caught_by(ENDS, passes=ACTED_ENDS)
class SearchesCreationByChange(Shop):
    """A window of creation is searched by modified_on."""

    def search_created(self, start, end):
        return self.read_all({"fields": {"modified_on": self.window(start, end)}})


# Zones and clocks


@caught_by(ZONES, CHANGES, passes=ENDS)
class DropsTheZone(Shop):
    """The zone is dropped, and the clock on the wall is read in UTC."""

    def moment(self, when):
        return super().moment(when.replace(tzinfo=UTC))


@caught_by(ZONES, ACTED_ZONES, passes=NAIVE)
class ReadsEveryZoneAsIndia(Shop):
    """Every datetime is read in the workspace's zone, whatever zone it has."""

    def moment(self, when):
        return super().moment(when.replace(tzinfo=INDIA))


@caught_by(ZONES, ACTED_ZONES, passes=ENDS)
class AddsTheMinutesOfEveryOffset(Shop):
    """The minutes of an offset are always added, also west of Greenwich, where they are to be taken off."""

    def moment(self, when):
        offset = aware(when).utcoffset()
        hours, minutes = divmod(abs(offset), timedelta(hours=1))
        sign = 1 if offset >= timedelta(0) else -1
        return super().moment(when.replace(tzinfo=UTC) - (sign * hours * timedelta(hours=1) + minutes))


@caught_by(CHANGES, ACTED_FAR, passes=ZONES)
class IgnoresTheFold(Shop):
    """The hour that comes twice when clocks are put back is always its first."""

    def moment(self, when):
        return super().moment(when.replace(fold=0))


@caught_by(CHANGES, ACTED_FAR, passes=ENDS)
class MeasuresByTheClockOnTheWall(Shop):
    """The end is reckoned from the start by the clock on the wall."""

    def window(self, start, end):
        first = self.moment(start)
        length = end.replace(tzinfo=None) - start.replace(tzinfo=None)
        return {"from": first, "to": first + length // timedelta(milliseconds=1)}


@caught_by(CHANGES, ACTED_FAR, passes=ENDS)
class KnowsOneOffset(Shop):
    """The offset of a zone is taken as it is in January, summer or not."""

    def moment(self, when):
        offset = aware(when).replace(month=1, day=2).utcoffset()
        return super().moment(when.replace(tzinfo=UTC) - offset)


@caught_by(FAR, ACTED_FAR, passes=ENDS)
class KnowsNoMinus(Shop):
    """Milliseconds before 1970 lose their sign."""

    def moment(self, when):
        return abs(super().moment(when))


@caught_by(FAR, ACTED_FAR, passes=ENDS)
class BeginsIn1970(Shop):
    """What was before 1970 counts as 1970."""

    def moment(self, when):
        return max(super().moment(when), 0)


@caught_by(FAR, ACTED_FAR, passes=ENDS)
class EndsIn2038(Shop):
    """Seconds are kept in 32 bits."""

    def moment(self, when):
        seconds = super().moment(when) // 1000
        return ((seconds + 2**31) % 2**32 - 2**31) * 1000


@caught_by(FAR, passes=ENDS)
class RoundsTowardsZero(Shop):
    """Milliseconds are cut to hours towards zero, which before 1970 is the other way."""

    def moment(self, when):
        whole = super().moment(when)
        return whole if whole >= 0 else math.trunc(whole / 3_600_000) * 3_600_000


# Naive datetimes


@caught_by(NAIVE, ACTED_NAIVE, passes=ZONES)
class ReadsEachEndInAnotherZone(Shop):
    """A naive start is read in UTC, and a naive end in the workspace's zone."""

    def window(self, start, end):
        return super().window(start if start.tzinfo else start.replace(tzinfo=UTC), end)


@caught_by(NAIVE, ACTED_NAIVE, passes=ZONES)
class SendsNaiveAsIso(Shop):
    """Naive datetimes are sent as ISO 8601."""

    def moment(self, when):
        return super().moment(when) if when.tzinfo else when.isoformat()


@caught_by(NAIVE, ACTED_NAIVE, passes=ZONES)
class AddsTheOffsetTwice(Shop):
    """A naive datetime is read in the workspace's zone, and then the offset is taken off once more."""

    def moment(self, when):
        return super().moment(when) - (0 if when.tzinfo else INDIA.utcoffset(None) // timedelta(milliseconds=1))


@caught_by(ENDS, ZONES, passes=ACTED_ENDS)
class LooksUpToNow(Shop):
    """A window of creation ends now, whatever end is given."""

    def search_created(self, start, end):
        return super().search_created(start, datetime.now(UTC))


@caught_by(ACTED_NAIVE, passes=NAIVE)
class ReadsNaiveActionsAsTheyCome(Shop):
    """A naive start of a window of actions is read in UTC, its end in the workspace's zone."""

    def search_acted(self, start, end):
        return super().search_acted(start if start.tzinfo else (start.replace(tzinfo=UTC)), end)
