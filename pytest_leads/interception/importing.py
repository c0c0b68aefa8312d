"""Telling us when a client gets imported while the interception lives."""

from __future__ import annotations

import sys
from importlib.abc import MetaPathFinder
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from importlib.machinery import ModuleSpec
    from types import ModuleType


def executed(name: str) -> bool:
    """Whether a module is imported, completely, and not a stand-in that a test put into ``sys.modules``."""
    spec = getattr(sys.modules.get(name), "__spec__", None)
    return spec is not None and not getattr(spec, "_initializing", False)


class ImportWatch(MetaPathFinder):
    """A finder that finds nothing itself; it has ``imported`` called right after one of ``names`` was executed."""

    def __init__(self, names: Collection[str], imported: Callable[[str], None]) -> None:
        self._names = names
        self._imported = imported

    def install(self) -> None:
        """Begin to watch."""
        if self not in sys.meta_path:
            sys.meta_path.insert(0, self)

    def remove(self) -> None:
        """Stop watching."""
        if self in sys.meta_path:
            sys.meta_path.remove(self)

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Let the other finders find a watched module, and extend its execution by our call."""
        if fullname not in self._names:
            return None
        for finder in sys.meta_path:
            if finder is self:
                continue
            spec = finder.find_spec(fullname, path, target)
            if spec is not None:
                self._extend(spec)
                return spec
        return None

    def _extend(self, spec: ModuleSpec) -> None:
        """Extend the spec's own loader: replacing it would hide its other abilities (sources, resources)."""
        loader: Any = spec.loader
        execute = loader.exec_module

        def exec_module(module: ModuleType) -> None:
            loader.exec_module = execute
            execute(module)
            self._imported(module.__name__)

        loader.exec_module = exec_module
