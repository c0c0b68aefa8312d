"""What a rule found: a type with fields, whose text is made elsewhere (``audit.text``)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from pytest_leads.journal import Exchange

#: ``error`` fails a test; ``warning`` is reported and fails nothing.
Level = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One place in one exchange that falls into a pitfall.

    ``pitfall`` is the id (``"page-cap"``); ``rule`` names the part of the pitfall's rule that spoke
    (``"limit-outside"``); ``path`` leads to the offending part of the message, starting with ``request.`` or
    ``response.`` (``request.body.fields.phone``, ``request.query.limit``, ``response.body.remarks[0]``);
    ``value`` is what stands there; ``seen`` says in one sentence what was seen; ``advice`` what to do about
    this very place, when there is more to say than the pitfall's own fix; ``subject`` is the path in the
    request body of what it is about (``fields.rating``, ``actions[1].fields.email``), wherever it was seen;
    ``ignored`` says that the value at ``subject`` is known not to have been stored, although the answer was a
    success.
    """

    pitfall: str
    rule: str
    level: Level
    exchange: Exchange
    path: str
    value: Any
    seen: str
    advice: str = ""
    subject: str = ""
    ignored: bool = False


_INDEX = re.compile(r"\[\d+\]")


def shape(path: str) -> str:
    """A path whatever the places in its lists are: ``actions[1].fields`` and ``actions[0].fields`` have the same."""
    return _INDEX.sub("[]", path)


def is_at_or_below(path: str, place: str) -> bool:
    """Whether ``path`` is ``place`` or lies under it: ``actions[1].fields.email`` is under ``actions[1]``."""
    return bool(place) and (path == place or path.startswith((f"{place}.", f"{place}[")))
