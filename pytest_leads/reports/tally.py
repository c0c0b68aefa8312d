"""What a run adds up to: plain numbers and rows that cross process borders as JSON."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pytest_leads.audit import Finding, Level
    from pytest_leads.journal import Journal


#: Statuses from here on say that the API refused a request; this one, that it did not even look at it.
REFUSED, NOT_LET_IN = 400, 401


@dataclass(frozen=True, slots=True)
class Row:
    """One finding, as the summary tells it; ``test`` is empty for what no test sent."""

    pitfall: str
    level: Level
    test: str
    seen: str


#: How a contract check ends.
CheckOutcome = Literal["passed", "failed", "not covered", "known gap"]


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One check of the contract suite on one integration.

    ``subject`` is the node id of the class; ``examples`` how many were tried; ``gap`` the known gap that covers it
    and ``why`` its reason, or why it is not covered; ``of`` is the number of checks of its pitfall, and ``place``
    its own among all checks.
    """

    subject: str
    pitfall: str
    check: str
    outcome: CheckOutcome
    examples: int = 0
    gap: str = ""
    why: str = ""
    of: int = 0
    place: int = 0


#: What a provocation came to; the last two were not played.
ProvokedOutcome = Literal["noticed", "unnoticed", "not comparable", "did not apply", "allowed"]


@dataclass(frozen=True, slots=True)
class ProvokedRow:
    """One provocation of one test, or why a pitfall was not provoked in it.

    ``line`` provokes the same by hand; ``why`` tells by what it was noticed, or why nothing can be said; ``said`` what
    was answered; ``text`` is the report of what was not noticed, ``gap`` the reason of the known gap that covers it.
    """

    pitfall: str
    test: str
    outcome: ProvokedOutcome
    line: str = ""
    why: str = ""
    said: str = ""
    text: str = ""
    gap: str = ""

    @property
    def fails(self) -> bool:
        """Whether it is a finding."""
        return self.outcome == "unnoticed" and not self.gap


@dataclass(slots=True)
class Tally:
    """One run, or one worker's share of it.

    ``tests`` and ``tests_with_traffic`` hold node ids; ``operations`` counts exchanges by operation id (those that
    were let in), ``unknown_routes`` by method and path, ``refusals`` by status from 400 up; ``mocks`` are other mock
    libraries that were active, ``unseen`` loaded clients whose requests cannot be intercepted; ``outside`` says in
    full what is wrong with the traffic that no test sent (each worker imports the same modules: it is kept once),
    ``outside_fails`` that the run fails for it. ``checks`` are the checks of the contract suite,
    ``cassettes`` the paths of the recordings that were used. ``provoked`` are the provocations, ``unprovoked`` counts
    those that were left out because the run was to stop.
    """

    tests: set[str] = field(default_factory=set)
    tests_with_traffic: set[str] = field(default_factory=set)
    exchanges: int = 0
    operations: Counter[str] = field(default_factory=Counter)
    unknown_routes: Counter[str] = field(default_factory=Counter)
    refusals: Counter[str] = field(default_factory=Counter)
    rows: list[Row] = field(default_factory=list)
    mocks: set[str] = field(default_factory=set)
    unseen: set[str] = field(default_factory=set)
    outside: list[str] = field(default_factory=list)
    outside_fails: bool = False
    lost_workers: int = 0
    checks: list[CheckRow] = field(default_factory=list)
    cassettes: set[str] = field(default_factory=set)
    provoked: list[ProvokedRow] = field(default_factory=list)
    unprovoked: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether no test ran and nothing was sent."""
        return not self.tests and not self.exchanges

    def count(self, test: str, journal: Journal) -> None:
        """Add one test's exchanges, or those of no test (an empty ``test``)."""
        if test:
            self.tests.add(test)
            if len(journal):
                self.tests_with_traffic.add(test)
        self.exchanges += len(journal)
        for exchange in journal:
            status = exchange.response.status
            if status >= REFUSED:
                self.refusals[str(status)] += 1
            if exchange.operation is not None:
                self.operations[exchange.operation.id] += status != NOT_LET_IN
            elif exchange.route is None or "search" not in exchange.route.template:
                self.unknown_routes[f"{exchange.request.method} {exchange.request.path}"] += 1

    def add(self, test: str, findings: Iterable[Finding]) -> None:
        """Add findings of one test."""
        self.rows += [Row(f.pitfall, f.level, test, f.seen) for f in findings]

    def to_json(self) -> dict[str, Any]:
        """The tally as plain JSON values."""
        return {
            "tests": sorted(self.tests),
            "tests_with_traffic": sorted(self.tests_with_traffic),
            "exchanges": self.exchanges,
            "operations": dict(self.operations),
            "unknown_routes": dict(self.unknown_routes),
            "refusals": dict(self.refusals),
            "rows": [asdict(row) for row in self.rows],
            "mocks": sorted(self.mocks),
            "unseen": sorted(self.unseen),
            "outside": self.outside,
            "outside_fails": self.outside_fails,
            "checks": [asdict(row) for row in self.checks],
            "cassettes": sorted(self.cassettes),
            "provoked": [asdict(row) for row in self.provoked],
            "unprovoked": self.unprovoked,
        }

    def merge(self, other: Mapping[str, Any]) -> None:
        """Add what another process's ``to_json`` gave."""
        self.tests.update(other["tests"])
        self.tests_with_traffic.update(other["tests_with_traffic"])
        self.exchanges += other["exchanges"]
        self.operations.update(other["operations"])
        self.unknown_routes.update(other["unknown_routes"])
        self.refusals.update(other["refusals"])
        self.rows += [row for row in (Row(**given) for given in other["rows"]) if row.test or row not in self.rows]
        self.outside_fails |= other["outside_fails"]
        self.outside += [text for text in other["outside"] if text not in self.outside]
        self.checks += [CheckRow(**given) for given in other["checks"]]
        self.cassettes.update(other["cassettes"])
        self.provoked += [ProvokedRow(**given) for given in other["provoked"]]
        self.unprovoked += other["unprovoked"]
        self.mocks.update(other["mocks"])
        self.unseen.update(other["unseen"])
