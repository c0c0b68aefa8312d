"""One example of one check: what is there, the calls on the integration, and what is expected of them."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, NoReturn, Protocol

from pytest_leads.contract.failure import BrokenContractError, EndlessError, StageError
from pytest_leads.contract.outcome import complete, invoke
from pytest_leads.contract.recognition import KnownLead, Recogniser
from pytest_leads.contract.stage import Happening
from pytest_leads.errors import UsageError
from pytest_leads.workspace.clock import ManualClock

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Mapping
    from contextlib import AbstractContextManager

    from hypothesis.strategies import SearchStrategy

    from pytest_leads.contract.integration import Integration
    from pytest_leads.contract.outcome import Loop, Outcome
    from pytest_leads.contract.stage import Stage
    from pytest_leads.journal import Exchange
    from pytest_leads.workspace import Workspace
    from pytest_leads.workspace.profile import Profile

#: A call may send this many requests, and this many more for each lead of the example; another server keeps older
#: ones, which are read in pages of ten or more. A long window may be searched day by day.
REQUESTS, REQUESTS_PER_LEAD, SMALLEST_PAGE, REQUESTS_PER_DAY = 60, 4, 10, 1
#: So many milliseconds pass before each call.
SECOND = 1000


class World(Protocol):
    """Where stages come from: the simulator, or another server."""

    def open(self, number: int, overrides: Mapping[str, Any]) -> Stage:
        """A stage for example ``number``; ``overrides`` are arguments of another workspace than the own."""

    def catching(self, stage: Stage) -> AbstractContextManager[None]:
        """While it lasts, the requests of every client in this process are answered on ``stage``."""


@dataclass(slots=True)
class Trial:
    """What a check's function gets: it draws, prepares, calls and expects.

    ``draw`` takes a Hypothesis strategy; ``number`` counts the examples of the check; ``identifiers`` are numbers of
    which none comes twice in a run.
    """

    integration: Integration
    world: World
    loop: Loop
    draw: Callable[[SearchStrategy[Any]], Any]
    number: int
    identifiers: Iterator[int]
    calls: list[Outcome] = field(default_factory=list)
    given: list[str] = field(default_factory=list)
    leads: list[KnownLead] = field(default_factory=list)
    _stage: Stage | None = None

    # The workspace

    @property
    def stage(self) -> Stage:
        """The API of this example."""
        if self._stage is None:
            self._stage = self.world.open(self.number, {})
        return self._stage

    def in_workspace(self, **arguments: Any) -> None:
        """Play this example in a workspace of another kind; to be said before anything else."""
        self._stage = self.world.open(self.number, arguments)
        self.given.append("a workspace with " + ", ".join(f"{name}={value!r}" for name, value in arguments.items()))

    @property
    def profile(self) -> Profile:
        """The terms of the workspace."""
        return self.stage.profile

    @property
    def identifier(self) -> str:
        """API name of the lead identifier."""
        return self.profile.identifier

    @property
    def statuses(self) -> tuple[str, ...]:
        """Labels of the active statuses, one at least.

        Raises:
            StageError: there is none.
        """
        if not self.profile.statuses:
            raise StageError(f"{self.profile.source} has no active status, and the check needs one")
        return self.profile.statuses

    @property
    def inside(self) -> Workspace:
        """The simulator's inside, for checks that say so."""
        if self.stage.workspace is None:
            raise StageError("this check has to see inside the simulator, and another server answers")
        return self.stage.workspace

    def quirk(self, name: str, values: SearchStrategy[str]) -> None:
        """Draw a quirk of the simulator; one that the user has chosen stays, and another server is as it is."""
        chosen = self.draw(values)
        if self.stage.workspace is not None and name not in self.stage.workspace.quirks.chosen:
            self.stage.workspace.quirks[name] = chosen
            self.given.append(f"the API with {name} = {chosen!r}")

    def at(self, moment: int) -> None:
        """Set the simulator's clock: Unix milliseconds."""
        self._clock(self.inside).now = moment

    def _clock(self, workspace: Workspace) -> ManualClock:
        clock = workspace.clock
        assert isinstance(clock, ManualClock)  # noqa: S101  # the world made it
        return clock

    # Leads that are there

    def new_identifier(self) -> str:
        """An identifier value that no lead has had in this run, in its plainest spelling."""
        number = next(self.identifiers)
        match self.profile.identifier_type:
            case "EMAIL":
                return f"lead{number}@example.com"
            case "PHONE":
                return f"{self.profile.country_code}9{number % 10**9:09}"
            case _:
                return f"REF-{number}"

    def lead(self, fields: Mapping[str, Any], *, identifier: str = "") -> KnownLead:
        """Put a lead there, as somebody else would; without a say it gets an identifier and an e-mail address."""
        own = identifier or self.new_identifier()
        digits = "".join(c for c in own if c.isalnum()).lower()
        sent = {"email": f"{digits}@example.com", **fields, self.identifier: own}
        answer = self.stage.must("create_lead", {"fields": sent})
        if answer.get("remarks"):
            raise StageError(f"the check could not be set up: the API ignored {answer['remarks']} of {sent}")
        lead = KnownLead(str(answer["lead_id"]), sent)
        self.leads.append(lead)
        return lead

    def given_lead(self, fields: Mapping[str, Any]) -> KnownLead:
        """Put a lead there, as ``lead`` does, and have the report say so."""
        lead = self.lead(fields)
        self.given.append(f"the lead {lead.id} with {listed(lead.fields)}")
        return lead

    def act_on(self, lead: KnownLead) -> None:
        """Put an action into the timeline of a lead, as somebody else would: a payment."""
        payment = {"type": "PAYMENT", "status": "PENDING", "currency": "INR", "amount": "1"}
        self.stage.must("create_actions", {"actions": [payment]}, leadId=lead.id)

    def read(self, lead_id: str) -> dict[str, Any]:
        """The fields of a lead as the API shows them now."""
        return fields_in(self.stage.must("read_lead", leadId=lead_id))

    def timeline(self, lead_id: str) -> list[dict[str, Any]]:
        """The actions of a lead, newest first, up to a hundred."""
        return list(self.stage.must("search_actions", {}, "?limit=100", leadId=lead_id).get("data") or [])

    def found(self, identifier: str) -> list[dict[str, Any]]:
        """Search rows of the leads with this identifier value."""
        return list(self.stage.must("search_leads", {"fields": {self.identifier: identifier}}).get("data") or [])

    def stored(self, identifier: str) -> tuple[str, dict[str, Any]]:
        """Id and fields of the one lead with this identifier value.

        A search row may have no id (quirk ``search_row``): the simulator is then asked for it, while that of a lead on
        another server is empty.

        Raises:
            BrokenContractError: there is none.
        """
        rows = self.found(identifier)
        if not rows:
            self.fail(
                expected=f"a lead with {self.identifier} = {identifier!r} in the workspace",
                seen="there is none",
            )
        return str(rows[0].get("id") or self._id_inside(identifier)), fields_in(rows[0])

    def _id_inside(self, identifier: str) -> str:
        """The id that the simulator knows a lead by; empty where another server answers."""
        lead = self.stage.workspace.find(identifier) if self.stage.workspace is not None else None
        return lead.id if lead is not None else ""

    # What happens

    def meanwhile(self, operation: str, act: Callable[[], None], *, after: bool = False) -> None:
        """Have somebody else act once: before the next ``operation`` of the integration is answered, or right after."""
        self.stage.happenings.append(Happening(operation, act, after))

    def call(self, member: str, *arguments: Any) -> Outcome:
        """Call a member of the integration.

        Raises:
            BrokenContractError: it sent requests without end.
            StageError: the API itself failed.
        """
        stage, start = self.stage, len(self.stage.journal)
        if stage.workspace is not None:
            self._clock(stage.workspace).advance(SECOND)  # what is written now is not of the moment it was prepared in
        pages = REQUESTS_PER_LEAD * len(self.leads) + stage.population() // SMALLEST_PAGE
        stage.begin(REQUESTS + pages + REQUESTS_PER_DAY * _days(arguments))
        with self.world.catching(stage), self._ending(member, arguments, start):
            function = getattr(self.integration, member)
            outcome = invoke(member, function, arguments, self._loop, lambda: len(stage.journal))
        outcome.exchanges = stage.journal[start:]
        self.calls.append(outcome)
        if stage.workspace is not None:
            stage.workspace.drain()
        if stage.trouble:
            raise StageError(stage.trouble)
        return outcome

    @contextmanager
    def _ending(self, member: str, arguments: tuple[Any, ...], start: int) -> Generator[None]:
        from pytest_leads.contract.outcome import Outcome

        try:
            yield
        except EndlessError as endless:
            self.calls.append(Outcome(member, arguments, error=endless, exchanges=self.stage.journal[start:]))
            self.fail(
                expected="an end: the result needs a few requests",
                seen=f"{endless} were sent and more were to come",
                advice="Go on with skip by the number of rows that came, and stop when a page is empty.",
            )

    @property
    def _loop(self) -> Loop:
        return self.loop.of(self.integration.home)

    # What is expected

    def recognised(self, outcome: Outcome) -> list[str]:
        """Ids of the leads in what a call returned, in order; a lead that comes in two rows comes twice."""
        rows = Recogniser(self.leads, self.identifier, self.profile.country_code).rows(outcome.value)
        return [self.leads[row].id for row in rows]

    def reported(self, outcome: Outcome) -> bool:
        """What the integration's own ``reported`` says of a call.

        Raises:
            UsageError: it raises.
        """
        function = self.integration.reported
        assert function is not None  # noqa: S101  # whoever asks has looked
        try:
            return bool(complete(function(outcome), self._loop))
        except Exception as error:
            raise UsageError(
                f"Integration(reported=...) raised {type(error).__name__}: {error}\n"
                f"  It was given the outcome of {outcome.member}, and is to say whether that told of a loss: "
                "(outcome) -> bool."
            ) from error

    def fail(self, *, expected: str, seen: str, exchange: Exchange | None = None, advice: str = "") -> NoReturn:
        """Say that the property does not hold.

        Raises:
            BrokenContractError: always.
        """
        sent = self.calls[-1].exchanges if self.calls else []
        shown = exchange or (sent[-1] if sent else None)
        raise BrokenContractError(
            expected=expected, seen=seen, calls=self.calls, given=self.given, exchange=shown, advice=advice
        )


def listed(fields: Mapping[str, Any]) -> str:
    """Fields in words."""
    return ", ".join(f"{name} = {value!r}" for name, value in fields.items())


def fields_in(row: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a lead as it was read; some answers have the status beside them."""
    beside = {"status": row["status"]} if row.get("status") is not None else {}
    return {**beside, **(row.get("fields") or {})}


def _days(arguments: tuple[Any, ...]) -> int:
    """Days of the window that a member is called with, if it is called with one."""
    moments = [value for value in arguments if isinstance(value, datetime)]
    return (max(moments) - min(moments)).days + 2 if moments else 0
