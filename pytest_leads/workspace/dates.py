"""Dates as the Leads API reads them: Unix milliseconds, or text in the workspace's own format.

Source: docs: concepts/field-types; pitfall iso-date. The time zone of text is stated nowhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import Any

_ORDERS = (("DD", "MM", "YYYY"), ("MM", "DD", "YYYY"), ("YYYY", "MM", "DD"))
#: The formats that a workspace may be set to; each also takes `` HH:MM:SS`` after the date.
DATE_FORMATS = tuple(mark.join(order) for mark in "/-." for order in _ORDERS)

_TOKENS = {
    "DD": r"(?P<day>[0-9]{2})",
    "MM": r"(?P<month>[0-9]{2})",
    "YYYY": r"(?P<year>[0-9]{4})",
}
_TIME = r"(?: (?P<hour>[0-9]{2}):(?P<minute>[0-9]{2}):(?P<second>[0-9]{2}))?"
_EARLIEST = -62_135_596_800_000  # 0001-01-01
_LATEST = 253_402_300_799_999  # 9999-12-31
_INDIA = timezone(timedelta(hours=5, minutes=30), "IST")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@lru_cache(maxsize=32)
def _pattern(date_format: str) -> re.Pattern[str]:
    return re.compile(re.sub("DD|MM|YYYY", lambda found: _TOKENS[found[0]], re.escape(date_format)) + _TIME)


@lru_cache(maxsize=32)
def zone(name: str) -> tzinfo:
    """Time zone by its IANA name; India's needs no time zone database.

    Raises:
        ValueError: no such zone is known on this machine.
    """
    if name == "Asia/Kolkata":
        return _INDIA
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, OSError) as error:
        raise ValueError(f"no time zone {name!r} is known on this machine") from error


@dataclass(frozen=True, slots=True)
class Calendar:
    """How one workspace reads dates: ``date_format`` is one of ``DATE_FORMATS``, ``timezone`` an IANA name."""

    date_format: str
    timezone: str

    def read(self, value: Any) -> int | None:
        """Unix milliseconds of ``value``, or ``None`` when it is neither of the two accepted forms."""
        if isinstance(value, str):
            return self._read_text(value)
        if isinstance(value, bool) or not isinstance(value, int | float):
            return None
        if not _EARLIEST <= value <= _LATEST or value != int(value):
            return None
        return int(value)

    def is_day(self, value: Any) -> bool:
        """Whether ``value`` is text that names a day without a time."""
        return isinstance(value, str) and ":" not in value

    def _read_text(self, text: str) -> int | None:
        found = _pattern(self.date_format).fullmatch(text)
        if found is None:
            return None
        parts = {name: int(number or 0) for name, number in found.groupdict().items()}
        try:
            moment = datetime(**parts, tzinfo=zone(self.timezone))
            return (moment - _EPOCH) // timedelta(milliseconds=1)
        except (ValueError, OverflowError):
            return None
