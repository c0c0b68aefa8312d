"""What a run adds up to: plain numbers and rows that cross process borders as JSON."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from pytest_leads import masking
from pytest_leads.audit.text import sentence
from pytest_leads.reports.detail import Detail, Place
from pytest_leads.reports.excerpt import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pytest_leads.audit import Finding, Level
    from pytest_leads.journal import Exchange, Journal


#: Statuses from here on say that the API refused a request; this one, that it did not even look at it.
REFUSED, NOT_LET_IN = 400, 401


@dataclass(frozen=True, slots=True)
class Row:
    """One finding, as the summary tells it; ``test`` is empty for what no test sent.

    ``detail`` is what the reports tell beyond that; two rows without a test are the same whatever their details are,
    since every worker imports the same modules.
    """

    pitfall: str
    level: Level
    test: str
    seen: str
    detail: Detail = field(compare=False)

    @classmethod
    def of_json(cls, given: Mapping[str, Any]) -> Row:
        """The row that ``asdict`` made this of."""
        return cls(**{**given, "detail": Detail.of_json(given["detail"])})


#: How a contract check ends; after an error there is no verdict on the integration.
CheckOutcome = Literal["passed", "failed", "error", "not covered", "known gap"]


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One check of the contract suite on one integration.

    ``subject`` is the node id of the class; ``examples`` how many were tried; ``gap`` the known gap that covers it
    and ``why`` its reason, or why it is not covered, or what the error was; ``of`` is the number of checks of its
    pitfall, and ``place`` its own among all checks; ``test`` is the node id, ``text`` the report of one that failed or
    was in error; ``origin`` is the line of the user's code that sent the request at fault.
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
    test: str = ""
    text: str = ""
    origin: Place | None = None

    @classmethod
    def of_json(cls, given: Mapping[str, Any]) -> CheckRow:
        """The row that ``asdict`` made this of."""
        return cls(**{**given, "origin": Place(**given["origin"]) if given["origin"] else None})


#: What a provocation came to; the last two were not played.
ProvokedOutcome = Literal["noticed", "unnoticed", "not comparable", "did not apply", "allowed"]


@dataclass(frozen=True, slots=True)
class ProvokedRow:
    """One provocation of one test, or why a pitfall was not provoked in it.

    ``line`` provokes the same by hand; ``why`` tells by what it was noticed, or why nothing can be said; ``said`` what
    was answered; ``text`` is the report of what was not noticed, ``gap`` the reason of the known gap that covers it;
    ``origin`` is the line of the user's code that it was answered to.
    """

    pitfall: str
    test: str
    outcome: ProvokedOutcome
    line: str = ""
    why: str = ""
    said: str = ""
    text: str = ""
    gap: str = ""
    origin: Place | None = None

    @classmethod
    def of_json(cls, given: Mapping[str, Any]) -> ProvokedRow:
        """The row that ``asdict`` made this of."""
        return cls(**{**given, "origin": Place(**given["origin"]) if given["origin"] else None})

    @property
    def fails(self) -> bool:
        """Whether it is a finding."""
        return self.outcome == "unnoticed" and not self.gap


#: What is counted of traffic, besides the exchanges.
_COUNTED = ("operations", "unknown_routes", "refusals", "faults")


@dataclass(slots=True)
class Traffic:
    """What was seen of one test, or of no test.

    ``operations`` counts exchanges by operation id (those that were let in), ``unknown_routes`` by method and path,
    ``refusals`` by status from 400 up, ``faults`` by kind (what one answered is no refusal of the API's); ``troubles``
    are sentences with which the test fails besides its findings.
    """

    exchanges: int = 0
    operations: Counter[str] = field(default_factory=Counter)
    unknown_routes: Counter[str] = field(default_factory=Counter)
    refusals: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    troubles: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, journal: Journal | Sequence[Exchange]) -> Traffic:
        """Count exchanges."""
        seen = cls(len(journal))
        for exchange in journal:
            status, fault = exchange.response.status, exchange.disclosure.fault
            if fault is not None:
                seen.faults[fault.kind] += 1
            elif status >= REFUSED:
                seen.refusals[str(status)] += 1
            if exchange.operation is not None:
                seen.operations[exchange.operation.id] += status != NOT_LET_IN
            elif exchange.route is None or "search" not in exchange.route.template:
                seen.unknown_routes[f"{exchange.request.method} {exchange.request.path}"] += 1
        return seen

    def add(self, other: Traffic) -> None:
        """Count what was seen elsewhere, too."""
        self.exchanges += other.exchanges
        self.operations.update(other.operations)
        self.unknown_routes.update(other.unknown_routes)
        self.refusals.update(other.refusals)
        self.faults.update(other.faults)
        self.troubles += [text for text in other.troubles if text not in self.troubles]

    def to_json(self) -> dict[str, Any]:
        """The same as plain JSON values."""
        counts = {name: dict(getattr(self, name)) for name in _COUNTED}
        return {"exchanges": self.exchanges, **counts, "troubles": self.troubles}

    @classmethod
    def of_json(cls, given: Mapping[str, Any]) -> Traffic:
        """The traffic that ``to_json`` made this of."""
        counts = {name: Counter(given[name]) for name in _COUNTED}
        return cls(given["exchanges"], **counts, troubles=list(given["troubles"]))


@dataclass(slots=True)
class Tally:
    """One run, or one worker's share of it.

    ``traffic`` is what was seen of each test, by node id, and of no test (an empty one); ``rows`` are the findings;
    ``mocks`` are other mock libraries that were active, ``unseen`` loaded clients whose requests cannot be
    intercepted; ``outside`` says in full what is wrong with the traffic that no test sent (each worker imports the same
    modules: it is kept once), ``outside_fails`` that the run fails for it. ``checks`` are the checks of the contract
    suite, ``cassettes`` the paths of the recordings that were used, ``answering`` who answered beside the simulator
    (``a cassette``, ``the network``). ``provoked`` are the provocations, ``unprovoked``
    counts those that were left out because the run was to stop.
    """

    traffic: dict[str, Traffic] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    mocks: set[str] = field(default_factory=set)
    unseen: set[str] = field(default_factory=set)
    outside: list[str] = field(default_factory=list)
    outside_fails: bool = False
    lost_workers: int = 0
    checks: list[CheckRow] = field(default_factory=list)
    cassettes: set[str] = field(default_factory=set)
    answering: set[str] = field(default_factory=set)
    provoked: list[ProvokedRow] = field(default_factory=list)
    unprovoked: int = 0

    @property
    def tests(self) -> set[str]:
        """Node ids of the tests that were watched."""
        return {test for test in self.traffic if test}

    @property
    def tests_with_traffic(self) -> set[str]:
        """Node ids of those that sent something."""
        return {test for test, seen in self.traffic.items() if test and seen.exchanges}

    @property
    def total(self) -> Traffic:
        """All that was seen, of tests and of no test."""
        total = Traffic()
        for seen in self.traffic.values():
            total.add(seen)
        return total

    @property
    def exchanges(self) -> int:
        """How many exchanges there were."""
        return sum(seen.exchanges for seen in self.traffic.values())

    @property
    def is_empty(self) -> bool:
        """Whether no test ran and nothing was sent."""
        return not self.tests and not self.exchanges

    def count(self, test: str, journal: Journal | Sequence[Exchange], troubles: Iterable[str] = ()) -> None:
        """Note the traffic of one test, or of no test (an empty ``test``); a test that is run again is counted anew."""
        if test in self.traffic:
            self.rows = [row for row in self.rows if row.test != test]
        self.traffic[test] = Traffic.of(journal)
        self.traffic[test].troubles += (printable(masking.prose(text)) for text in troubles)

    def add(self, test: str, findings: Iterable[Finding], exchanges: int = 0) -> list[Row]:
        """Add findings of one test, which were made in so many exchanges; the rows that they are."""
        rows = [Row(f.pitfall, f.level, test, printable(sentence(f)), Detail.of(f, exchanges)) for f in findings]
        self.rows += rows
        return rows

    def check(self, row: CheckRow) -> None:
        """Note how a check went; one that is run again is noted anew."""
        self.checks = [other for other in self.checks if (other.subject, other.check) != (row.subject, row.check)]
        self.checks.append(row)

    def to_json(self) -> dict[str, Any]:
        """The tally as plain JSON values."""
        return {
            "traffic": {test: seen.to_json() for test, seen in self.traffic.items()},
            "rows": [asdict(row) for row in self.rows],
            "mocks": sorted(self.mocks),
            "unseen": sorted(self.unseen),
            "outside": self.outside,
            "outside_fails": self.outside_fails,
            "checks": [asdict(row) for row in self.checks],
            "cassettes": sorted(self.cassettes),
            "answering": sorted(self.answering),
            "provoked": [asdict(row) for row in self.provoked],
            "unprovoked": self.unprovoked,
        }

    def merge(self, other: Mapping[str, Any]) -> None:
        """Add what another process's ``to_json`` gave."""
        for test, seen in other["traffic"].items():
            self.traffic.setdefault(test, Traffic()).add(Traffic.of_json(seen))
        rows = [Row.of_json(given) for given in other["rows"]]
        self.rows += [row for row in rows if row.test or row not in self.rows]
        self.outside_fails |= other["outside_fails"]
        self.outside += [text for text in other["outside"] if text not in self.outside]
        self.checks += [CheckRow.of_json(given) for given in other["checks"]]
        self.cassettes.update(other["cassettes"])
        self.answering.update(other["answering"])
        self.provoked += [ProvokedRow.of_json(given) for given in other["provoked"]]
        self.unprovoked += other["unprovoked"]
        self.mocks.update(other["mocks"])
        self.unseen.update(other["unseen"])
