"""What a test's workspace is made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pytest_leads.errors import UsageError

if TYPE_CHECKING:
    from pytest_leads.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Blueprint:
    """What a test's workspace is made from: ``config`` is nothing, a mapping, or the path of a file."""

    config: Any = None
    quirks: Mapping[str, Any] = field(default_factory=dict)
    source: str = "the fixture leads_workspace_config"

    def build(self, *, seed: int, rootpath: Path) -> Workspace:
        """Make the workspace.

        Raises:
            UsageError: the configuration is impossible, or of a type that cannot be one.
        """
        made = self._from_config(seed, rootpath)
        made.quirks.update(self.quirks)
        return made

    def _from_config(self, seed: int, rootpath: Path) -> Workspace:
        from pytest_leads.workspace import Workspace

        if self.config is None:
            return Workspace(seed=seed)
        if isinstance(self.config, Mapping):
            return Workspace.from_config({"seed": seed, **self.config}, source=self.source)
        if isinstance(self.config, str | Path):
            return Workspace.from_file(rootpath / self.config)
        raise UsageError(
            f"{self.source} gives {self.config!r}: a workspace is made from None (the default workspace), "
            "a dict, or the path of a JSON or TOML file"
        )
