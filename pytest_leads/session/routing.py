"""Who answers: the record of the test that is running, or the record of what happens outside of tests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pytest_leads.errors import UsageError
from pytest_leads.session.record import Record

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_leads.settings import Settings
    from pytest_leads.wire import Request, Response, Sender
    from pytest_leads.workspace import Workspace

#: What requests are filed under that no test sent.
OUTSIDE = "outside of any test"


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
        from pytest_leads.workspace import Workspace

        if self.config is None:
            return Workspace(seed=seed, quirks=self.quirks)
        if isinstance(self.config, Mapping):
            quirks = {**self.config.get("quirks", {}), **self.quirks}
            config = {"seed": seed, **self.config, **({"quirks": quirks} if quirks else {})}
            return Workspace.from_config(config, source=self.source)
        if isinstance(self.config, str | Path):
            workspace = Workspace.from_file(rootpath / self.config)
            workspace.quirks.update(self.quirks)
            return workspace
        raise UsageError(
            f"{self.source} gives {self.config!r}: a workspace is made from None (the default workspace), "
            "a dict, or the path of a JSON or TOML file"
        )


class Routing:
    """Sends each request to the record that it belongs to.

    What fixtures of wider scope put into a workspace stays for the tests after them: ``share`` keeps it, and
    every later workspace of the same configuration starts from it.
    """

    def __init__(self, settings: Settings, rootpath: Path) -> None:
        self.settings = settings
        self.rootpath = rootpath
        self.outside = self.open(OUTSIDE, Blueprint)
        self.current: Record | None = None
        self._shared: tuple[Any, Any] | None = None

    def open(self, test: str, blueprint: Callable[[], Blueprint], allow: tuple[str, ...] = ()) -> Record:
        """Begin a record; ``blueprint`` is asked when the record's workspace is first needed."""

        def workspace() -> Workspace:
            plan = blueprint()
            record.config = plan.config
            made = plan.build(seed=self.settings.seed, rootpath=self.rootpath)
            if self._shared is not None and self._shared[0] == plan.config:
                made.restore(self._shared[1])
            return made

        record = Record(test, workspace, allow)
        return record

    def answer(self, request: Request, sender: Sender) -> Response:
        """Answer for whichever record is current."""
        return (self.current or self.outside).answer(request, sender)

    def escaped(self, text: str) -> None:
        """File an escape with whichever record is current."""
        (self.current or self.outside).troubles.append(text)

    def share(self, record: Record) -> Callable[[], None]:
        """Keep the record's workspace as it is for the tests to come; call what is returned to forget it."""
        before = self._shared
        self._shared = (record.config, record.workspace.snapshot())

        def forget() -> None:
            self._shared = before

        return forget
