"""Pseudonyms of personal data: pure functions of the value, so that equal values stay equal, in every file.

A pseudonym is never changed again. That of a phone number has seven digits that hang on the number, so about a
thousand numbers share one: trying all numbers does not turn it round.
"""

from __future__ import annotations

import re
from hashlib import sha256

#: Country codes, by their lengths: no code begins another one.
_COUNTRY = re.compile(r"1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|[0-9]{3}")
#: How a national number that is a pseudonym begins; no mobile number does.
MARK = "555"
#: How an enterprise id that is a pseudonym begins.
ENTERPRISE_MARK = "5c5c5c5c"
_TEN = 10
_SHORTEST = 7
_PERSON = re.compile(r"Person [0-9a-f]{6}")
_DOMAINS = re.compile(r"(^|\.)example(\.(com|org|net|edu))?$", re.IGNORECASE)


def phone(spelling: str) -> str:
    """A phone number in any spelling, with other digits in the national part; all else is kept to the character."""
    digits = re.sub(r"\D", "", spelling)
    national = _national(digits, international=spelling.lstrip(" (").startswith(("+", "00")))
    if len(national) < _SHORTEST or national.startswith(MARK):
        return spelling
    new = iter(digits[: len(digits) - len(national)] + MARK + _digits(national, len(national) - len(MARK)))
    return "".join(next(new) if character.isdecimal() else character for character in spelling)


def email(address: str) -> str:
    """An e-mail address that nobody has; one of the example domains stays."""
    if _DOMAINS.search(address.rpartition("@")[2]):
        return address
    return f"user-{_hash(address.strip().casefold())[:8]}@example.com"


def person(name: str) -> str:
    """A name that nobody has."""
    if not name.strip() or _PERSON.fullmatch(name):
        return name
    return f"Person {_hash(' '.join(name.split()).casefold())[:6]}"


def enterprise(enterprise_id: str) -> str:
    """The id of no enterprise."""
    if enterprise_id.startswith(ENTERPRISE_MARK):
        return enterprise_id
    return ENTERPRISE_MARK + _hash(enterprise_id)[:16]


def _national(digits: str, *, international: bool) -> str:
    """The digits of a number without its country code, and without the zeros that are dialled before either."""
    bare = digits.lstrip("0")
    if international or len(bare) > _TEN:
        bare = _COUNTRY.sub("", bare, count=1)
    return bare.lstrip("0")


def _digits(text: str, count: int) -> str:
    return str(int(_hash(text), 16))[-count:]


def _hash(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
