"""Where the sources disagree or are silent: each such point by name, with the choice that the simulator makes.

A point with several values is a *quirk* and can be set: ``Workspace(quirks={"get_search": "405"})``. A point with
one value cannot; it is named so that an answer that rests on it can say so.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pytest_leads.errors import UsageError, did_you_mean
from pytest_leads.workspace.quirk_table import TABLE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


@dataclass(frozen=True, slots=True)
class Quirk:
    """One disputed or undocumented point: the first of ``values`` is the default, ``"*"`` a number of 0 or more."""

    name: str
    values: tuple[str, ...]
    meaning: str
    source: str
    default: Any = None

    @property
    def settable(self) -> bool:
        """Whether there is anything to choose."""
        return len(self.values) > 1 or self.is_number

    @property
    def is_number(self) -> bool:
        """Whether the value is a number and not one of a few words."""
        return self.values == ("*",)


QUIRKS: Mapping[str, Quirk] = {
    name: Quirk(name, values, meaning, source, values[0]) for name, values, meaning, source in TABLE
} | {
    "async_delay": Quirk(
        "async_delay",
        ("*",),
        "milliseconds between the answer QUEUED and the processing of the request",
        "leads-api 10: Reads",
        0,
    ),
    "max_body": Quirk("max_body", ("*",), "largest request body in bytes; above it 413", "leads-api 1.7", 1 << 20),
}


def rows() -> Iterator[tuple[str, str, str, str, str]]:
    """Name, values, default, meaning and source of every point, for the documents."""
    for quirk in QUIRKS.values():
        values = "number" if quirk.is_number else ", ".join(quirk.values)
        yield quirk.name, values, str(quirk.default), quirk.meaning, quirk.source


class Quirks(MutableMapping[str, Any]):
    """The choices of one workspace by name; deleting one brings its default back.

    ``chosen`` names those that were set, be it to the default.

    Raises:
        UsageError: a name or a value that does not exist, with the nearest one.
    """

    def __init__(self, given: Mapping[str, Any] = {}, *, place: str = "quirks", **defaults: str) -> None:
        self._place = place
        self._defaults = {name: quirk.default for name, quirk in QUIRKS.items()} | defaults
        self._values = dict(self._defaults)
        self.chosen: set[str] = set()
        self.revision = 0
        self.update(given)

    def __getitem__(self, name: str) -> Any:
        return self._values[self._known(name)]

    def __setitem__(self, name: str, value: Any) -> None:
        self._values[name] = self._checked(QUIRKS[self._known(name)], value)
        self.chosen.add(name)
        self.revision += 1

    def __delitem__(self, name: str) -> None:
        self._values[name] = self._defaults[self._known(name)]
        self.chosen.discard(name)
        self.revision += 1

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __repr__(self) -> str:
        changed = {name: value for name, value in self.items() if value != self._defaults[name]}
        return f"<Quirks {changed or 'as by default'}>"

    def _known(self, name: str) -> str:
        if name not in QUIRKS:
            raise UsageError(f"{self._place}.{name}: no such quirk{did_you_mean(str(name), QUIRKS)}")
        return name

    def _checked(self, quirk: Quirk, value: Any) -> Any:
        if quirk.is_number:
            if isinstance(value, bool) or not isinstance(value, int) or value < 0:
                raise UsageError(f"{self._place}.{quirk.name} = {value!r}: a whole number of 0 or more is needed")
            return value
        if str(value) not in quirk.values:
            raise UsageError(
                f"{self._place}.{quirk.name} = {value!r}: no such value{did_you_mean(str(value), quirk.values)}"
            )
        return str(value)
