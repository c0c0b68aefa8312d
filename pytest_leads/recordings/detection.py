"""Finding secrets and personal data: by the names that values go by, and by how they look in a text."""

from __future__ import annotations

import base64
import binascii
import re
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote, quote_plus

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

#: What stands in the place of a secret.
SCRUBBED = "SCRUBBED"
#: What others put there: such a value is none any more.
_PLACEHOLDER = re.compile(
    r"[*x.\-]*|.*(scrubbed|redacted|filtered|dummy|placeholder|removed|hidden|masked).*", re.IGNORECASE
)

#: Names of members that hold a phone number, a person's name, or a number that is none of these.
_PHONE_NAME = re.compile(r"phone|mobile|whatsapp|telephone|^tel$|contact_?(no|num)", re.IGNORECASE)
PERSON_NAME = re.compile(
    r"^((first|last|full|middle|given|family|manager|contact|customer|owner|employee|assignee|lead|father|caller)_?)?name$",
    re.IGNORECASE,
)
NO_PHONE_NAME = re.compile(
    r"(?i:amount|price|cost|budget|size|(?<!ac)count|timestamp)|(_on|_at|[a-z]On|[a-z]At)$|(?i:_?id$|^(skip|limit)$)"
)

EMAIL = re.compile(r"(?<![\w.+\-])[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+")
#: One that can only be an Indian mobile number, however it is grouped, or any number with a plus. A decimal number
#: (65000000.00, a price; 77.59456278, a longitude) is none, nor is a day and a time (9-12-2026 9.30).
PHONE = re.compile(
    r"(?<![\w+])(?<![0-9][.\-])(?:"
    r"(?:(?:\+|00|0)?91[ .\-]{0,2}|0[ \-]?)?\(?(?!(?:[0-9]{1,2}|[0-9]{6,})\.)[6-9][0-9](?:\)?[ .\-]?[0-9]){8}"
    r"|\+[0-9](?:[ ().\-]{0,2}[0-9]){7,14}"
    r")(?!\w|[.\-][0-9])"
)
#: The whole of a member that holds a phone number.
DIALLED = re.compile(r"[+(]*[0-9][0-9 ().\-]{5,24}")
#: Credentials wherever they stand; JSON web tokens begin with an encoded brace.
CREDENTIAL = re.compile(r"\b(Bearer|Basic|Token)(\s+)([\w.~+/=\-]{6,})", re.IGNORECASE)
JWT = re.compile(r"\beyJ[\w\-]{8,}\.[\w\-]{8,}\.[\w\-]*")
USERINFO = re.compile(r"(?<=//)[^/?#\s\"'<>]+:[^/?#\s\"'<>]+(?=@)")
URL = re.compile(r"((?<![a-z0-9+.\-])[a-z][a-z0-9+.\-]*://[^\s\"'<>\\]+)", re.IGNORECASE)
#: A name and a value as in a form or a query.
PARAMETER = re.compile(r"(?<![\w.\[\]%+\-])([\w.\[\]%+\-]+)=([^?&#;\s\"'<>]*)")

_SCHEME = re.compile(r"\s*(?:basic|bearer|digest|negotiate|token|apikey)\s+(?=\S)", re.IGNORECASE)
#: Shorter ones cannot be told from anything.
_SHORTEST_SECRET = 4
#: Of what is shorter, secrets are replaced where they stand alone, and ids and cookies where they stand as such.
_DISTINCT = 8
#: A name of fewer characters is replaced where it stands as a name, and nowhere else.
_SHORTEST_NAME = 4
_LONG = 20
_LETTER = re.compile(r"[^\W\d_]")


def is_placeholder(value: str) -> bool:
    """Whether what stands there is no secret any more."""
    return _PLACEHOLDER.fullmatch(value.strip()) is not None


def is_phone_name(name: str) -> bool:
    """Whether what goes by this name is a phone number; the time when one was called is none."""
    return _PHONE_NAME.search(name) is not None and not NO_PHONE_NAME.search(name)


def credential(value: str) -> tuple[str, str]:
    """The scheme, if any, and the secret in the value of a header such as ``Authorization``."""
    scheme = _SCHEME.match(value)
    return (scheme[0], value[scheme.end() :]) if scheme else ("", value)


def is_credential(found: re.Match[str]) -> bool:
    """Whether what follows ``Basic``, ``Bearer`` or ``Token`` is a secret, and not the next word of a sentence."""
    secret = found[3]
    mixed = re.search(r"[0-9]", secret) and re.search(r"[A-Za-z]", secret)
    return not is_placeholder(secret) and bool(mixed or re.search(r"[a-z][A-Z]|=$", secret) or len(secret) >= _LONG)


def secrets_of(name: str, value: str) -> list[str]:
    """What is secret in a header: the values of cookies, or a credential without its scheme."""
    if "cookie" not in name.lower():
        return [credential(value)[1].strip()]
    cookies = value.split(";")[: 1 if name.lower().startswith("set") else None]
    values = [cookie.partition("=")[2].strip(' "') for cookie in cookies]
    return [value for value in values if len(value) >= _DISTINCT]


def forms_of(secret: str) -> Iterator[str]:
    """A secret in the forms in which it may come back; those too short to be told from anything are left out."""
    for part in [secret, *_basic(secret)]:
        if len(part) >= _SHORTEST_SECRET and not is_placeholder(part):
            encoded = part.encode("utf-8", "surrogatepass")
            packed = base64.b64encode(encoded).decode()
            yield from (part, quote(encoded, safe=""), quote_plus(encoded))
            yield from (packed, packed.rstrip("="), base64.urlsafe_b64encode(encoded).decode())


def pattern_of_secrets(secrets: Iterable[str]) -> re.Pattern[str]:
    """What finds these secrets in a text."""
    return re.compile(
        _any_of(_alone(one) if len(one) < _DISTINCT else re.escape(one) for one in _longest_first(secrets))
    )


def persons_in(text: str, enterprises: Collection[str], names: Collection[str]) -> re.Pattern[str]:
    """What finds personal data in this text, in one go: the group that matched tells the kind."""
    ids = [one for one in tuple(enterprises) if len(one) >= _DISTINCT and one in text]
    persons = [one for one in tuple(names) if len(one) >= _SHORTEST_NAME and one in text and _LETTER.search(one)]
    return _pattern_of_persons(tuple(_longest_first(ids)), tuple(_longest_first(persons)))


@lru_cache(maxsize=512)
def _pattern_of_persons(enterprises: tuple[str, ...], names: tuple[str, ...]) -> re.Pattern[str]:
    known = f"(?P<enterprise>{_any_of(map(_alone, enterprises))})|(?P<name>{_any_of(map(_alone, names))})"
    return re.compile(f"(?P<email>{EMAIL.pattern})|{known}|(?P<phone>{PHONE.pattern})")


def _longest_first(texts: Iterable[str]) -> list[str]:
    return sorted(texts, key=lambda text: (-len(text), text))


def _alone(text: str) -> str:
    return rf"(?<!\w){re.escape(text)}(?!\w)"


def _any_of(patterns: Iterable[str]) -> str:
    return "|".join(patterns) or "(?!)"


def _basic(secret: str) -> list[str]:
    """User and password, if a secret is the two of them, plain or in base64."""
    try:
        user, colon, password = base64.b64decode(secret, validate=True).decode("utf-8").partition(":")
    except (binascii.Error, ValueError):
        return []
    return [user, password, f"{user}:{password}"] if colon else []
