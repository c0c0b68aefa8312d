"""What is noted while a request is served: which quirks it rests on, and what it lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pytest_leads.wire import Dropped

if TYPE_CHECKING:
    from pytest_leads.workspace.quirks import Quirks


class Notes:
    """The notes on one request; ``dropped`` may grow after the answer, when the Async queue is processed."""

    __slots__ = ("_points", "_quirks", "dropped")

    def __init__(self, quirks: Quirks) -> None:
        self._quirks = quirks
        self._points: dict[str, None] = {}
        self.dropped: list[Dropped] = []

    def choose(self, quirk: str) -> Any:
        """The workspace's choice for ``quirk``, noted."""
        self._points[quirk] = None
        return self._quirks[quirk]

    def limit(self, quirk: str) -> int:
        """The workspace's choice for a quirk that is a number, not noted: most answers do not reach it."""
        number: int = self._quirks[quirk]
        return number

    def rests_on(self, point: str) -> None:
        """Note that the answer rests on an undocumented point."""
        self._points[point] = None

    @property
    def points(self) -> tuple[str, ...]:
        """Names of the quirks and undocumented points so far, each once."""
        return tuple(self._points)

    def drop(self, path: str, value: Any, reason: str, *, told: bool, quirk: str = "") -> None:
        """Note that a part of the request did not persist."""
        self.dropped.append(Dropped(path, value, reason, told, quirk))
