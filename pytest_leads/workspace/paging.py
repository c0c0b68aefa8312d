"""``skip`` and ``limit``, as text from a query string."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_leads.workspace.errors import BadRequestError

if TYPE_CHECKING:
    from pytest_leads.workspace.notes import Notes

DEFAULT_LIMIT = 10
_DIGITS = 18


@dataclass(frozen=True, slots=True)
class Paging:
    """What a caller asked for; ``None`` where it asked for nothing."""

    skip: str | None = None
    limit: str | None = None

    def slice(self, message: str, cap: int, notes: Notes) -> tuple[int, int]:
        """Offset and length of the page.

        Raises:
            BadRequestError: ``limit`` is outside 1 to ``cap`` (with ``message``), or either is no whole number.
        """
        skip = 0 if self.skip is None else _whole(self.skip)
        limit = DEFAULT_LIMIT if self.limit is None else _whole(self.limit)
        if limit is None or not 1 <= limit <= cap:
            if limit is None and not _is_negative(self.limit):
                notes.rests_on("unreadable_paging")
            raise BadRequestError(message)
        if skip is None:
            notes.rests_on("unreadable_paging")
            raise BadRequestError("Skip should be 0 or more")
        return skip, limit


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _DIGITS else None


def _is_negative(text: str | None) -> bool:
    return text is not None and text.startswith("-") and _whole(text[1:]) is not None
