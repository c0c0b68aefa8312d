"""Phone numbers: the one form under which all spellings of a number are the same.

Source: docs: concepts/lead-identifier (``+919999999999``, ``919999999999`` and ``9999999999`` are one lead).
How numbers of other shapes are read is stated nowhere.
"""

from __future__ import annotations

import re
from functools import lru_cache

#: Digits of a national number by country code, where it is not ten.
_NATIONAL_DIGITS = {"971": 9, "966": 9, "974": 8, "60": 9, "61": 9, "65": 8}
_SHORTEST, _LONGEST = 8, 15
_SPELLING = re.compile(r"\+?[0-9][0-9 ().\-]*")


@lru_cache(maxsize=4096)
def normalise_phone(value: str, country_code: str) -> str | None:
    """Digits of ``value`` with its country code first, or ``None`` when it cannot be a phone number."""
    text = value.strip()
    if _SPELLING.fullmatch(text) is None:
        return None
    digits = "".join(character for character in text if character in "0123456789")
    if not text.startswith("+"):
        completed = _complete(digits, country_code)
        if completed is None:
            return None
        digits = completed
    return digits if _SHORTEST <= len(digits) <= _LONGEST else None


def national_digits(country_code: str) -> int:
    """How many digits a national number of this country has."""
    return _NATIONAL_DIGITS.get(country_code, 10)


def _complete(digits: str, country_code: str) -> str | None:
    """Put the workspace's country code before a number that carries none."""
    national = national_digits(country_code)
    if digits.startswith("00"):
        return digits[2:]
    if digits.startswith(country_code) and len(digits) - len(country_code) >= national:
        return digits
    digits = digits.removeprefix("0")
    if len(digits) < national:
        return None
    return country_code + digits if len(digits) <= 10 else digits  # noqa: PLR2004  # longer ones carry a code
