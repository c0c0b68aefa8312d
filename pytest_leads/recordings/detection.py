"""Finding secrets and personal data: by the names that values go by, and by how they look in a text."""

from __future__ import annotations

import base64
import binascii
import re
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterator

#: What stands in the place of a secret.
SCRUBBED = "SCRUBBED"
#: What others put there: such a value is none any more.
_PLACEHOLDER = re.compile(
    r"[*x.\-]*|.*(scrubbed|redacted|filtered|dummy|placeholder|removed|hidden|masked).*", re.IGNORECASE
)

#: Names of members that hold a phone number, a person's name, or a number that is none of these.
PHONE_NAME = re.compile(r"phone|mobile|whatsapp|telephone|^tel$|contact_?(no|num)", re.IGNORECASE)
PERSON_NAME = re.compile(
    r"^((first|last|full|middle|given|family|manager|contact|customer|owner|employee|assignee|lead|father|caller)_?)?name$",
    re.IGNORECASE,
)
NO_PHONE_NAME = re.compile(
    r"amount|price|cost|budget|size|count|timestamp|(_on|_at|_?id)$|^(skip|limit)$", re.IGNORECASE
)

EMAIL = re.compile(r"(?<![\w.+\-])[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+")
#: A number with a plus, or one that can only be an Indian mobile number, however it is grouped.
PHONE = re.compile(
    r"(?<![\w+.\-])(?:\+[0-9](?:[ ().\-]{0,2}[0-9]){7,14}"
    r"|(?:00|0)?(?:91[ \-]?)?\(?[6-9](?:[ .\-]?[0-9]){9})(?![\w\-])"
)
#: Credentials wherever they stand; JSON web tokens begin with an encoded brace.
CREDENTIAL = re.compile(r"\b(Bearer|Basic|Token)(\s+)([\w.~+/=\-]{6,})", re.IGNORECASE)
JWT = re.compile(r"\beyJ[\w\-]{8,}\.[\w\-]{8,}\.[\w\-]*")
USERINFO = re.compile(r"(?<=//)[^/?#@\s]+:[^/?#@\s]+(?=@)")

_SHORTEST_SECRET = 4


def is_placeholder(value: str) -> bool:
    """Whether what stands there is no secret any more."""
    return _PLACEHOLDER.fullmatch(value.strip()) is not None


def forms_of(secret: str) -> Iterator[str]:
    """A secret in the forms in which it may come back; those too short to be told from anything are left out."""
    parts = [secret, *_basic(secret)]
    for part in parts:
        if len(part) >= _SHORTEST_SECRET and not is_placeholder(part):
            yield part
            yield quote(part, safe="")
            yield base64.b64encode(part.encode()).decode()


def _basic(secret: str) -> list[str]:
    """User and password, if a secret is the two of them in base64."""
    try:
        user, colon, password = base64.b64decode(secret, validate=True).decode("utf-8").partition(":")
    except (binascii.Error, ValueError):
        return []
    return [user, password, f"{user}:{password}"] if colon else []
