"""In which notation a date is written."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

from pytest_leads.workspace.dates import Calendar

# Without dashes it takes a plausible month and day to be no mere number.
_BASIC_DAY = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_DAY = rf"\d{{4}}(?:-\d{{2}}(?:-\d{{2}})?|-?W\d{{2}}(?:-?[1-7])?|-\d{{3}}|{_BASIC_DAY})"
_CLOCK = r"\d{2}(?::?\d{2}(?::?\d{2}(?:[.,]\d{1,9})?)?)?"
_ZONE = r" ?(?:[Zz]|[+\-\u2212]\d{2}(?::?\d{2})?)"
#: Calendar, week and ordinal dates, extended and basic, with or without time, fraction and offset.
_ISO = re.compile(rf"{_DAY}(?:[Tt ]{_CLOCK}(?:{_ZONE})?)?", re.ASCII)

_MILLISECONDS = re.compile(r"[0-9]{12,14}")
_SMALLEST = 100_000_000_000
#: 2001-09-09 to 2100-01-01 in seconds; in milliseconds the same numbers mean a day early in 1970.
_EARLIEST, _LATEST = 1_000_000_000, 4_102_444_800


def is_own(text: str, date_format: str) -> bool:
    """Whether text is a date in the workspace's own format, with or without a time."""
    # Whether it parses does not hang on the zone; only the moment would.
    return Calendar(date_format, "Asia/Kolkata").read(text) is not None


def is_iso(text: str) -> bool:
    """Whether text has the shape of an ISO 8601 date or date-time."""
    return _ISO.fullmatch(text.strip()) is not None


def is_iso_moment(text: str) -> bool:
    """Whether text is an ISO 8601 date with a time, so marked that it can hardly be anything else."""
    return is_iso(text) and not {"T", "t", ":"}.isdisjoint(text)


def is_loosely_own(text: str, date_format: str) -> bool:
    """Whether text is in the order of the workspace's format, but lacks leading zeros or the seconds."""
    day, _, clock = text.partition(" ")
    numbers = [number.zfill(2) for number in clock.split(":")] if clock else ["00"]
    seconds_too = [*numbers, "00"] if len(numbers) < len(("hour", "minute", "second")) else numbers
    padded = re.sub(r"(?<!\d)\d(?!\d)", lambda digit: f"0{digit[0]}", day, flags=re.ASCII)
    time = f" {':'.join(seconds_too)}" if clock else ""
    return is_own(f"{padded}{time}", date_format)


def is_number(text: str) -> bool:
    """Whether text is a number: that is no matter of notation."""
    return text.strip().removeprefix("-").isdigit()


def is_doubtful(value: Any) -> bool:
    """Whether a value is the size of Unix milliseconds, but text or with a fraction."""
    if isinstance(value, str):
        return _MILLISECONDS.fullmatch(value.strip()) is not None
    return isinstance(value, float) and not value.is_integer() and abs(value) >= _SMALLEST


def seconds(value: Any) -> datetime | None:
    """The day in 1970 that Unix seconds become when read as milliseconds; ``None`` for other values."""
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) == len(str(_EARLIEST)):
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int | float) or not _EARLIEST <= value <= _LATEST:
        return None
    return datetime.fromtimestamp(value / 1000, UTC)
