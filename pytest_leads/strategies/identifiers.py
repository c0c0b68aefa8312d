"""Values of the lead identifier, and the other spellings of one (docs: concepts/lead-identifier)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from pytest_leads.errors import UsageError
from pytest_leads.strategies.arguments import terms
from pytest_leads.strategies.values import phones
from pytest_leads.workspace.field_types import is_email
from pytest_leads.workspace.phone import normalise_phone

if TYPE_CHECKING:
    from collections.abc import Callable

    from hypothesis.strategies import SearchStrategy

    from pytest_leads.strategies.arguments import Source
    from pytest_leads.workspace.profile import Profile

_NUMBERS = st.integers(0, 99_999)
_PEOPLE = st.sampled_from(("asha", "ravi.menon", "z_9"))


def identifiers(*, workspace: Source = None) -> SearchStrategy[str]:
    """Identifier values in the spelling in which they are stored.

    Covers phone numbers of the workspace's country with its code (``"919000000000"``), e-mail addresses in lower case
    (``"asha@example.com"``) and references (``"REF-0"``), as the workspace has it. Never comes: a number of another
    country, blanks, capital letters in an address, a value that the API would refuse.

    Raises:
        UsageError: ``workspace`` is none.
    """
    return identifiers_of(terms(workspace, "identifiers"))


def identifiers_of(profile: Profile) -> SearchStrategy[str]:
    """Identifier values of a workspace with these terms."""
    if profile.identifier_type == "PHONE":
        return phones(profile)
    if profile.identifier_type == "EMAIL":
        return st.tuples(_PEOPLE, _NUMBERS).map(lambda part: f"{part[0]}{part[1] or ''}@example.com")
    return _NUMBERS.map(lambda number: f"REF-{number}")


def spellings(*, identifier: str, workspace: Source = None) -> SearchStrategy[str]:
    """Spellings of the same identifier value other than the given one, which the API takes for the same lead.

    Covers what the documents name: a phone number bare, with its country code, and with a plus; an e-mail address in
    another case, and with blanks around it; a text in another case. Never comes: ``identifier`` as it is given; a phone
    number with blanks, dashes or a leading zero, of which no source says how it is read (quirk ``phone_shape``).

    Raises:
        UsageError: ``workspace`` is none, ``identifier`` cannot be one there, or has no other spelling.
    """
    profile = terms(workspace, "spellings")
    place = f"strategies.spellings(identifier={identifier!r})"
    is_same = same_lead(profile, identifier, place)
    others = [spelt for spelt in _spellings(profile, identifier) if spelt != identifier and is_same(spelt)]
    if not others:
        raise UsageError(f"{place}: it has no other spelling in {profile.source}")
    return st.sampled_from(list(dict.fromkeys(others)))


def same_lead(profile: Profile, identifier: Any, place: str) -> Callable[[str], bool]:
    """Whether another value is this identifier in any spelling.

    Raises:
        UsageError: ``identifier`` cannot be one.
    """
    own = _plain(profile, identifier)
    if own is None:
        wanted = {"PHONE": "a phone number", "EMAIL": "an e-mail address"}.get(profile.identifier_type, "a string")
        raise UsageError(f"{place}: {wanted} is needed in {profile.source}, whose identifier is {profile.identifier}")
    return lambda other: _plain(profile, other) == own


def _plain(profile: Profile, value: Any) -> str | None:
    """The form in which all spellings of a value are the same, ``None`` when it is no identifier."""
    if not isinstance(value, str) or not value.strip():
        return None
    if profile.identifier_type == "PHONE":
        return normalise_phone(value, profile.country_code)
    if profile.identifier_type == "EMAIL":
        return value.strip().casefold() if is_email(value) else None
    return value.casefold()


def _spellings(profile: Profile, identifier: str) -> list[str]:
    """Spellings that a person may use, the most usual first."""
    if profile.identifier_type == "PHONE":
        digits = str(_plain(profile, identifier))
        return [f"+{digits}", digits.removeprefix(profile.country_code), digits]
    cased = [identifier.upper(), identifier.capitalize(), identifier.swapcase(), identifier.lower()]
    return [*cased, f" {identifier.strip()} "] if profile.identifier_type == "EMAIL" else cased
