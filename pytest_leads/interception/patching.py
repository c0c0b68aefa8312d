"""Replacing one attribute of a class or module, and putting it back without harming anybody else's patch."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

_MISSING = object()
#: Libraries whose patches answer requests themselves: whoever put one in place wants it to answer.
_MOCKS = frozenset({"respx", "unittest", "mock"})


class Patch:
    """One replaced attribute.

    ``make`` gets the original and returns the replacement, which must pass everything through that no tap
    wants: a mock library may keep hold of it longer than the interception lasts.
    """

    def __init__(self, owner: Any, name: str, make: Callable[[Any], Callable[..., Any]]) -> None:
        self.owner = owner
        self.name = name
        self._make = make
        self._ours: Any = None

    def __str__(self) -> str:
        return f"{getattr(self.owner, '__module__', '')}.{self.owner.__name__}.{self.name}".lstrip(".")

    @property
    def in_place(self) -> bool:
        """Whether the attribute is ours at this moment."""
        return self._ours is not None and self._current() is self._ours

    def apply(self) -> None:
        """Put the replacement in place, unless it is, or a mock has been put over it since or before."""
        current = self._current()
        if getattr(current, "__leads_patch__", None) is self:
            self._ours = current
        elif not self._is_mocked(current) and (self._ours is None or self._is_own(current)):
            self._ours = self._replacement(current)
            setattr(self.owner, self.name, self._ours)

    def remove(self) -> None:
        """Put back what was there, if ours is still in place; else leave ours, which passes through."""
        if self.in_place:
            if self._ours.__leads_inherited__:
                delattr(self.owner, self.name)
            else:
                setattr(self.owner, self.name, self._ours.__wrapped__)
        self._ours = None

    def _current(self) -> Any:
        return vars(self.owner).get(self.name, _MISSING)

    def _replacement(self, current: Any) -> Any:
        original = getattr(self.owner, self.name)
        ours: Any = functools.wraps(original)(self._make(original))
        ours.__wrapped__ = original
        ours.__leads_patch__ = self
        ours.__leads_inherited__ = current is _MISSING
        return ours

    def _is_mocked(self, current: Any) -> bool:
        """Whether a mock library's patch is in place."""
        autospec = getattr(current, "mock", None)  # unittest.mock hangs the mock on the function it specs
        homes = {_top(getattr(current, "__module__", None)), *(_top(type(a).__module__) for a in (current, autospec))}
        return not (homes - {_home(self.owner)}).isdisjoint(_MOCKS)

    def _is_own(self, current: Any) -> bool:
        """Whether the library's own attribute is back, so that ours is lost, not merely wrapped."""
        if current is _MISSING or current is self._ours.__wrapped__:
            return True
        home = _top(getattr(current, "__module__", None))
        return home == _home(self.owner) and not hasattr(current, "__wrapped__")


def _home(owner: Any) -> str:
    return _top(getattr(owner, "__module__", None) or owner.__name__)


def _top(module: object) -> str:
    """Return the top-level name of a module; ``_socket`` counts as ``socket``."""
    return str(module).partition(".")[0].lstrip("_")
