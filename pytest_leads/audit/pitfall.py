"""A documented pitfall: its text, word for word in meaning from the documents, and its rule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from pytest_leads.audit.finding import Finding
    from pytest_leads.journal import Exchange
    from pytest_leads.workspace.profile import Profile

    #: A rule reads the exchanges of one test in order; the profile serves where an exchange carries none.
    Rule = Callable[[Sequence[Exchange], Profile], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Pitfall:
    """One of the documented pitfalls: ``id`` is what users type, ``code`` what reports sort by.

    ``operations`` are the ids of the calls in which it can be seen at all.
    """

    id: str
    code: str
    title: str
    symptom: str
    cause: str
    fix: str
    rule: Rule
    operations: tuple[str, ...]
