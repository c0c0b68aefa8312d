"""Whether a lead already holds a value that was refused, however either of them is written."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from pytest_leads.audit.reading import canonical
from pytest_leads.workspace.dates import Calendar
from pytest_leads.workspace.phone import normalise_phone

if TYPE_CHECKING:
    from pytest_leads.workspace.profile import Profile

#: The zone of dates in text is stated nowhere, so text and milliseconds may be this far apart.
_ZONES_APART = 14 * 3_600_000
_NUMBERS = frozenset({"NUMBER", "MONEY", "RATING"})


def holds(shown: Any, refused: Any, name: str, terms: Profile) -> bool:
    """Whether ``shown`` says of the field ``name`` what ``refused`` does; of a list, each item has to be there."""
    kind = terms.fields.get(name, "")
    if isinstance(refused, list) and isinstance(shown, list):
        return all(any(_same(one, item, kind, terms) for one in shown) for item in refused)
    return _same(shown, refused, kind, terms)


def _same(shown: Any, refused: Any, kind: str, terms: Profile) -> bool:
    if not all(isinstance(one, str | int | float) and not isinstance(one, bool) for one in (shown, refused)):
        return canonical(shown) == canonical(refused)
    if kind == "DATE":
        return shown == refused or _same_moment(shown, refused, terms)
    if kind in _NUMBERS or not (isinstance(shown, str) and isinstance(refused, str)):
        one, other = _number(shown), _number(refused)
        return one is not None and one == other
    return _plain(shown, kind, terms) == _plain(refused, kind, terms)


def _same_moment(shown: Any, refused: Any, terms: Profile) -> bool:
    one, other = (Calendar(terms.date_format, "Asia/Kolkata").read(value) for value in (shown, refused))
    if one is None or other is None:
        return False
    return abs(one - other) <= (_ZONES_APART if isinstance(shown, str) != isinstance(refused, str) else 0)


def _plain(text: str, kind: str, terms: Profile) -> str:
    if kind == "PHONE":
        return normalise_phone(text, terms.country_code) or text
    return text.strip().casefold() if kind == "EMAIL" else text.strip()


def _number(value: Any) -> Decimal | None:
    try:
        number = Decimal(str(value).strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
