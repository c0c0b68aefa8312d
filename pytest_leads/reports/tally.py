"""What a run adds up to: plain numbers and rows that cross process borders as JSON."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pytest_leads.audit import Finding, Level
    from pytest_leads.journal import Journal


@dataclass(frozen=True, slots=True)
class Row:
    """One finding, as the summary tells it."""

    pitfall: str
    level: Level
    test: str
    seen: str


@dataclass(slots=True)
class Tally:
    """One run, or one worker's share of it.

    ``operations`` counts exchanges by operation id, ``unknown_routes`` by method and path; ``mocks`` are other
    mock libraries that were active, ``unseen`` loaded clients whose requests cannot be intercepted.
    """

    tests: int = 0
    tests_with_traffic: int = 0
    exchanges: int = 0
    operations: Counter[str] = field(default_factory=Counter)
    unknown_routes: Counter[str] = field(default_factory=Counter)
    rows: list[Row] = field(default_factory=list)
    mocks: set[str] = field(default_factory=set)
    unseen: set[str] = field(default_factory=set)

    def count(self, journal: Journal) -> None:
        """Add the exchanges of one test."""
        self.tests_with_traffic += bool(len(journal))
        self.exchanges += len(journal)
        for exchange in journal:
            if exchange.operation is None:
                self.unknown_routes[f"{exchange.request.method} {exchange.request.path}"] += 1
            else:
                self.operations[exchange.operation.id] += 1

    def add(self, test: str, findings: Iterable[Finding]) -> None:
        """Add findings of one test."""
        self.rows += [Row(f.pitfall, f.level, test, f.seen) for f in findings]

    def to_json(self) -> dict[str, Any]:
        """The tally as plain JSON values."""
        return {
            "tests": self.tests,
            "tests_with_traffic": self.tests_with_traffic,
            "exchanges": self.exchanges,
            "operations": dict(self.operations),
            "unknown_routes": dict(self.unknown_routes),
            "rows": [asdict(row) for row in self.rows],
            "mocks": sorted(self.mocks),
            "unseen": sorted(self.unseen),
        }

    def merge(self, other: Mapping[str, Any]) -> None:
        """Add what another process's ``to_json`` gave."""
        self.tests += other["tests"]
        self.tests_with_traffic += other["tests_with_traffic"]
        self.exchanges += other["exchanges"]
        self.operations.update(other["operations"])
        self.unknown_routes.update(other["unknown_routes"])
        self.rows += [Row(**row) for row in other["rows"]]
        self.mocks.update(other["mocks"])
        self.unseen.update(other["unseen"])
