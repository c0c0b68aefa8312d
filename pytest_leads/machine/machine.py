"""The state machine: steps that somebody may take on the Leads API, and what has to be so after each."""

from __future__ import annotations

import secrets
from contextlib import ExitStack
from typing import TYPE_CHECKING

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from pytest_leads.errors import UsageError
from pytest_leads.machine import draws
from pytest_leads.machine.case import PatientTestCase
from pytest_leads.machine.draws import Draws, drawn
from pytest_leads.machine.judge import Judge
from pytest_leads.machine.model import Write
from pytest_leads.machine.plain import Plain
from pytest_leads.machine.steps import Steps
from pytest_leads.machine.terms import model_of, workspace_behind
from pytest_leads.workspace.clock import ManualClock

if TYPE_CHECKING:
    from pytest_leads.machine.model import Fields
    from pytest_leads.strategies import InvalidField
    from pytest_leads.workspace import Profile, Workspace

#: 2026-01-15 06:30 UTC: what the simulator's clock shows when a run begins.
NOW = 1_768_458_600_000
MINUTE = 60_000
#: The longest page (docs: leads/search).
PAGE = 100
#: Identifiers of many leads at once begin here, far from those that are drawn; the shortest numbers have seven digits.
MANY = 5_000_000
#: On another server a run has the numbers of one of so many runs.
RUNS = 1_000_000

_ACTIONS = drawn(lambda machine: machine.draws.actions)
_INVALID_ACTIONS = drawn(lambda machine: machine.draws.invalid_actions)
_INVALID = drawn(lambda machine: machine.draws.invalid)
_LEAD = drawn(draws.leads)


def _clock_of(workspace: Workspace | None) -> ManualClock | None:
    """The clock of a run, by which the simulator goes, too; the Async API takes a minute, if nothing else was said."""
    if workspace is None:
        return None
    workspace.clock = clock = ManualClock(NOW)
    if "async_delay" not in workspace.quirks.chosen:
        workspace.quirks["async_delay"] = MINUTE
    return clock


def _draws_elsewhere(plain: Plain, profile: Profile, *, bare: bool) -> Draws:
    """Strategies with identifiers that nobody has yet on another server."""
    while True:
        made = Draws(profile, draws.DRAWN * secrets.randbelow(RUNS), bare=bare)
        if not plain.page({profile.identifier: made.pool}, 0, 1).rows:
            return made


def _any_lead(machine: LeadsMachine) -> bool:
    return bool(machine.model.leads)


def _known_lead(machine: LeadsMachine) -> bool:
    return bool(machine.model.known())


def _inside(machine: LeadsMachine) -> bool:
    return machine.link.workspace is not None


def _written_inside(machine: LeadsMachine) -> bool:
    return _inside(machine) and bool(machine.model.leads or machine.model.queue)


def _staged_inside(machine: LeadsMachine) -> bool:
    return _written_inside(machine) and bool(machine.model.statuses)


class LeadsMachine(Steps, RuleBasedStateMachine):
    """Creates, updates, searches and saves leads in any order, and holds the API against a model after each step.

        class CrmMachine(LeadsMachine):
            def create(self, fields, actions):
                return crm.create_lead(fields, actions).id

        TestCrm = CrmMachine.TestCase

    By itself it tests the simulator; a subclass has its own code take the calls (see ``Calls``), and says by
    ``connect`` where it plays. Rules that need the simulator's inside (the clock, the queue, the pipeline, many leads
    at once) are left out on another server; a rule that does not suit is left out by ``walk_pages = None``.

    What the documents leave open is left open: both kinds of answer are accepted. What is taken for granted although no
    source says so: of leads that are created in the same millisecond any may come first, phone numbers in filters match
    in any documented spelling, numbers are compared by their text.

    Raises:
        DivergenceError: what is there is not what the model expects.
        UsageError: ``connect`` or ``workspace`` gives something that no run can begin with.
    """

    TestCase = PatientTestCase()

    def __init__(self) -> None:
        super().__init__()
        self.many = False
        with ExitStack() as opened:
            self.link = opened.enter_context(self.connect())
            self.plain = Plain(self.link)
            self._clock = _clock_of(self.link.workspace)
            own = self.workspace() if self._clock is None and self._overrides("workspace") else None
            workspace = workspace_behind(self.link, self.plain, own)
            if self._clock is not None and self._overrides("workspace") and self.workspace() is workspace:
                raise UsageError("workspace() gives the same one again; a run begins with a new one, so make it there")
            self.model = model_of(workspace)
            self.judge = Judge(self.link, self.plain, self.model)
            profile = workspace.profile
            self.draws = (
                Draws.of(type(self), profile)
                if self._clock
                else _draws_elsewhere(self.plain, profile, bare=own is not None)
            )
            self._open = opened.pop_all()

    def teardown(self) -> None:
        """Close what ``connect`` opened."""
        self._open.close()

    # Writes

    @rule(fields=drawn(draws.new_fields))
    def create_lead(self, fields: Fields) -> None:
        """Create a lead of which everything is valid, the status perhaps not."""
        self.create_step(fields)

    @rule(fields=drawn(draws.new_fields), actions=_ACTIONS)
    def create_lead_with_actions(self, fields: Fields, actions: list[Fields]) -> None:
        """The same with actions."""
        self.create_step(fields, actions)

    @rule(fields=drawn(draws.new_fields), invalid=_INVALID, actions=_ACTIONS, invalid_actions=_INVALID_ACTIONS)
    def create_lead_in_part(
        self, fields: Fields, invalid: InvalidField, actions: list[Fields], invalid_actions: list[Fields]
    ) -> None:
        """Create a lead with one invalid field, and some invalid actions."""
        self.create_step(fields, actions, invalid, invalid_actions)

    @precondition(_any_lead)
    @rule(fields=drawn(draws.spelt_fields))
    def create_lead_again(self, fields: Fields) -> None:
        """Create a lead that is there, its identifier spelt in another way."""
        self.create_step(fields)

    @precondition(_known_lead)
    @rule(lead=_LEAD, fields=drawn(draws.changes))
    def update_lead(self, lead: str, fields: Fields) -> None:
        """Change valid fields, and perhaps the status."""
        self.update_step(self.model.leads[lead], fields)

    @precondition(_known_lead)
    @rule(lead=_LEAD, fields=drawn(draws.changes), invalid=_INVALID)
    def update_lead_in_part(self, lead: str, fields: Fields, invalid: InvalidField) -> None:
        """Change fields of which one is invalid: all of it is refused, or that one is left out."""
        self.update_step(self.model.leads[lead], fields, invalid)

    @precondition(_known_lead)
    @rule(lead=_LEAD, identifier=drawn(draws.other_identifiers), fields=drawn(draws.changes))
    def update_identifier(self, lead: str, identifier: str, fields: Fields) -> None:
        """Try to change the identifier."""
        self.update_step(self.model.leads[lead], fields, identifier=identifier)

    @precondition(_known_lead)
    @rule(lead=_LEAD, actions=_ACTIONS, invalid_actions=_INVALID_ACTIONS)
    def add_actions_to(self, lead: str, actions: list[Fields], invalid_actions: list[Fields]) -> None:
        """Append actions, valid and invalid ones in turn."""
        if actions or invalid_actions:
            self.action_step(self.model.leads[lead], actions, invalid_actions)

    @rule(fields=drawn(draws.any_fields), actions=_ACTIONS)
    def save_lead(self, fields: Fields, actions: list[Fields]) -> None:
        """Hand a lead, new or not, to the Async API."""
        self.save_step(fields, actions)

    @rule(fields=drawn(draws.any_fields), invalid=_INVALID, invalid_actions=_INVALID_ACTIONS)
    def save_lead_in_part(self, fields: Fields, invalid: InvalidField, invalid_actions: list[Fields]) -> None:
        """Hand a lead with one invalid field to the Async API."""
        self.save_step(fields, (), invalid, invalid_actions)

    @precondition(_inside)
    @rule(count=st.sampled_from((11, 101, 101, 101)))  # most clients ask for the longest page
    def create_many_leads(self, count: int) -> None:
        """Create more leads than there are on a page, once, past the code under test."""
        count, self.many = 0 if self.many else count, True
        touched = []
        for number in range(MANY, MANY + count):
            identifier = self.draws.number(number)
            touched += self.tick()
            lead = self.model.create(identifier, Write({}), self.now)
            lead.id = self.plain.create({self.model.identifier: identifier}).lead_id
        self.judge.look(touched)

    # Reads

    @precondition(_any_lead)
    @rule(filters=st.just({}) | drawn(draws.filters))
    def search_for(self, filters: Fields) -> None:
        """Search for all leads, or by values that leads have."""
        self.search_step(filters)

    @precondition(_any_lead)
    @rule(label=drawn(draws.carried_labels))
    def search_by_status(self, label: str) -> None:
        """Search by a status, or by a label that differs from one by a hair."""
        self.search_step({"status": label})

    @precondition(_any_lead)
    @rule(limit=st.sampled_from((1, 2, 3, 10, 100, 101, 0)), filters=st.just({}) | drawn(draws.filters))
    def walk_pages(self, limit: int, filters: Fields) -> None:
        """Read all that match page by page, past the code under test; a page of 0 or of 101 leads there is not."""
        if 1 <= limit <= PAGE:
            self.walk_step(filters, limit)
        else:
            self.limit_step(limit)

    @precondition(_known_lead)
    @rule(lead=_LEAD)
    def read_lead(self, lead: str) -> None:
        """Read a lead."""
        self.read_step(self.model.leads[lead])

    # The simulator's inside. No rule ceases to apply after a while: one that does keeps examples from shrinking.

    @precondition(_written_inside)
    @rule()
    def process_queue(self) -> None:
        """Process the queue of the Async API before its time."""
        touched = self.tick()
        self.inside.drain()
        self.judge.look([*touched, *self.model.process(self.now, early=True)])

    @precondition(_written_inside)
    @rule(minutes=st.integers(1, 3))
    def wait(self, minutes: int) -> None:
        """Let time pass, in which the queue of the Async API is processed."""
        self.judge.look(self.tick(minutes * MINUTE))

    @precondition(_staged_inside)
    @rule(label=drawn(draws.statuses), new=st.sampled_from(draws.ODD_LABELS))
    def rename_status(self, label: str, new: str) -> None:
        """Rename a status in the dashboard, if the label is not taken: leads keep the label that they have."""
        self.judge.look(self.tick())
        if new not in {status.label for status in self.model.statuses}:
            self.inside.pipeline.rename(label, new)
            self.model.status(label).label = new
            self.judge.look()

    @precondition(_staged_inside)
    @rule(label=drawn(draws.statuses))
    def archive_status(self, label: str) -> None:
        """Archive a status in the dashboard: it is not valid for writes any more."""
        self.judge.look(self.tick())
        self.inside.pipeline.archive(label)
        self.model.status(label).active = False
        self.judge.look()

    @property
    def inside(self) -> Workspace:
        """The simulator's inside, for rules that are left out elsewhere."""
        assert self.link.workspace is not None  # noqa: S101  # their precondition says so
        return self.link.workspace
