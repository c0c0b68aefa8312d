"""How the steps of a machine are taken: a call on the code under test, what the model makes of it, and a look."""

from __future__ import annotations

import time
from collections.abc import Mapping
from copy import deepcopy
from typing import TYPE_CHECKING, Any, ClassVar

from pytest_leads.audit.reading import member, operation_id, shown
from pytest_leads.errors import UsageError
from pytest_leads.machine import promises
from pytest_leads.machine.calls import Calls
from pytest_leads.machine.judge import OWN, Judge
from pytest_leads.machine.plain import RefusedError, Written
from pytest_leads.machine.promises import DivergenceError
from pytest_leads.machine.sent import STORING, Done, composed, prefixed, without

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from pytest_leads.machine.model import Fields, Lead, Model, Write
    from pytest_leads.machine.sent import Sent
    from pytest_leads.strategies import InvalidField
    from pytest_leads.workspace.clock import ManualClock

#: So many milliseconds pass before each call.
SECOND = 1000


class Steps(Calls):
    """The steps, one for each kind of call; every one ends with a look at all there is.

    ``patience`` is how many seconds another server has for what it was handed by the Async API.
    """

    patience: ClassVar[float] = 10
    model: Model
    judge: Judge
    _clock: ManualClock | None
    _time: int = 0

    def create_step(
        self,
        fields: Fields,
        actions: Sequence[Fields] = (),
        invalid: InvalidField | None = None,
        invalid_actions: Sequence[Fields] = (),
    ) -> None:
        """Create a lead, or find that it is there."""
        touched = self.tick()
        identifier = fields[self.model.identifier]
        there = self.model.find(identifier)
        sent = composed(fields) if there else composed(fields, invalid, actions, invalid_actions)
        done = self.call("create", sent.fields, sent.actions)
        if there is not None:
            touched += self._second(there, sent, done)
        elif done.refused is not None:
            touched += self._refused(identifier, sent, done, is_unfounded=bool(done.denied("create_lead")))
        else:
            untold = self._untold(sent, invalid)
            lead = self.model.create(identifier, without(self.model.identifier, sent.write), self.now)
            lead.id = self._written(done).lead_id
            self._told(sent, done, untold)
            touched.append(lead)
        if done.reached("save_lead"):
            self._eventually(touched)
        else:
            self.judge.look(touched)

    def _second(self, lead: Lead, sent: Sent, done: Done) -> list[Lead]:
        """A create with an identifier that is there: it is refused, or the code goes on to update, or to save."""
        if done.refused is not None:
            if done.status not in {0, 409}:
                self._fail(promises.DUPLICATE, done, expected="409 LEAD_ALREADY_EXISTS", seen=str(done.refused))
            return self._stored(lead.identifier, sent, done)
        lead_id = self._written(done).lead_id
        if lead.id not in {"", lead_id}:
            expected = f"409 LEAD_ALREADY_EXISTS, or the id of the lead that is there, {lead.id}"
            self._fail(promises.DUPLICATE, done, expected=expected, seen=f"a lead with id {lead_id}")
        if done.reached("save_lead"):
            return self._save(sent.write, queued=True)
        self.model.update(lead, without(self.model.identifier, sent.write))
        return [lead]

    def update_step(
        self, lead: Lead, fields: Fields, invalid: InvalidField | None = None, identifier: str | None = None
    ) -> None:
        """Change a lead, or try to."""
        touched = [*self.tick(), lead]
        sent = composed(fields, invalid)
        own = {} if identifier is None else {self.model.identifier: identifier}
        done = self.call("update", lead.id, {**sent.fields, **own})
        if identifier is not None:
            self._may_name(lead, identifier, done)
        if done.refused is None:
            self.model.update(lead, sent.write)
            if done.value is not None:
                self.judge.part(lead, self._row(done.value, done), through=done.through)
        elif identifier is not None:
            self._stored(lead.identifier, sent, done)
        else:
            undocumented = done.status not in {0, 400} and not done.stored()
            is_unfounded = undocumented or (sent.fits and bool(done.denied("update_lead")))
            self._refused(lead.identifier, sent, done, is_unfounded=is_unfounded)
        self.judge.look(touched)

    def _may_name(self, lead: Lead, identifier: str, done: Done) -> None:
        """An update with an identifier: it may have an effect if that is the same, or was not sent."""
        bodies = [member(exchange.sent(), "fields") for exchange in done.reached("update_lead")]
        sent = any(self.model.identifier in body for body in bodies)
        if sent and self.model.normal(identifier) != lead.identifier:
            self._fail(promises.IDENTIFIER, done, expected="403 INVALID_LEAD", seen="the update was accepted")
        if done.refused is not None and not bodies and done.status not in {0, 403}:
            self._fail(promises.REFUSED, done, expected="403 INVALID_LEAD", seen=str(done.refused))

    def action_step(self, lead: Lead, actions: Sequence[Fields], invalid_actions: Sequence[Fields] = ()) -> None:
        """Append actions to a lead's timeline."""
        touched = [*self.tick(), lead]
        sent = composed({}, None, actions, invalid_actions)
        done = self.call("add_actions", lead.id, sent.actions)
        if done.refused is not None:
            self._refused(lead.identifier, sent, done, is_unfounded=bool(done.denied("create_actions")))
        else:
            self.model.act(lead, sent.write.actions)
            self._told(sent, done, set())
        self.judge.look(touched)

    def save_step(
        self,
        fields: Fields,
        actions: Sequence[Fields] = (),
        invalid: InvalidField | None = None,
        invalid_actions: Sequence[Fields] = (),
    ) -> None:
        """Hand a lead to the Async API; code that saves it by the Sync API has it at once."""
        touched = self.tick()
        sent = composed(fields, invalid, actions, invalid_actions)
        done = self.call("save", sent.fields, [prefixed(action) for action in sent.actions])
        if done.refused is not None:
            identifier, denied = fields[self.model.identifier], done.denied(*STORING) - {409}
            touched += self._refused(identifier, sent, done, is_unfounded=sent.fits and bool(denied))
        else:
            touched += self._save(sent.write, queued=bool(done.reached("save_lead") or not done.exchanges))
        self._eventually(touched)

    def search_step(self, filters: Fields) -> None:
        """Search."""
        touched = self.tick()
        done = self.call("search", self.judge.own(filters))
        if done.refused is None:
            rows = [self._row(row, done) for row in self._series(done)]
            matching = self.model.matching(filters)
            self.judge.found(rows, matching, through=done.through, missing=promises.MATCH, surplus=promises.MATCH)
            for row in rows:
                self.judge.part(self.model.leads[self.judge.key(row)], row, through=done.through)
        elif not self._is_unknown(filters.get("status")) or done.denied("search_leads"):
            self._fail(promises.ACCEPTED, done, expected="the leads that match", seen=str(done.refused))
        self.judge.look(touched)

    def walk_step(self, filters: Fields, limit: int) -> None:
        """Read all pages, and one beyond the last."""
        touched = self.tick()
        matching = self.model.matching(filters)
        for skip in range(0, len(matching) + limit, limit):
            page = self.plain.page(self.judge.own(filters), skip, limit)
            self.judge.total(page.total, len(matching))
            expected, through = matching[skip : skip + limit], f"skip = {skip}, limit = {limit}"
            self.judge.found(page.rows, expected, through=through, missing=promises.PAGES, surplus=promises.PAGES)
        self.judge.look(touched)

    def limit_step(self, limit: int) -> None:
        """Ask for a page of a length that there is not."""
        touched = self.tick()
        try:
            page = self.plain.page(self.judge.own({}), 0, limit)
        except RefusedError as refused:
            if refused.status != 400:  # noqa: PLR2004  # docs: leads/search
                self.judge.fail(promises.REFUSED, expected=f"400 for limit = {limit}", seen=str(refused))
        else:
            self.judge.fail(promises.REFUSED, expected=f"400 for limit = {limit}", seen=f"{len(page.rows)} leads")
        self.judge.look(touched)

    def read_step(self, lead: Lead) -> None:
        """Read a lead."""
        touched = [*self.tick(), lead]
        done = self.call("read", lead.id)
        if done.refused is not None:
            self._fail(promises.LOST, done, expected=f"the lead {lead.identifier}", seen=str(done.refused))
        self.judge.look(touched)
        self.judge.part(lead, self._row(done.value, done), through=done.through)

    # Calls on the code under test

    def call(self, name: str, *arguments: Any) -> Done:
        """Call one of the six; it gets copies, so that it cannot change what the model knows."""
        start = len(self.link.journal)
        through = f"{name}() of {type(self).__name__}" if self._overrides(name) else OWN
        done = Done(through, [])
        refusals = self._refusals()
        try:
            done.value = getattr(self, name)(*deepcopy(arguments))
        except refusals as error:
            done.refused = error
        done.exchanges = self.link.journal[start:]
        return done

    def _refusals(self) -> tuple[type[Exception], ...]:
        given: tuple[Any, ...] = self.refusals if isinstance(self.refusals, tuple) else (self.refusals,)
        if not all(isinstance(each, type) and issubclass(each, Exception) for each in given):
            place = f"{type(self).__name__}.refusals = {shown(self.refusals)}"
            raise UsageError(f"{place}: exceptions are needed, such as (httpx.HTTPStatusError,)")
        return (RefusedError, *given)

    def _overrides(self, name: str) -> bool:
        return getattr(type(self), name) is not getattr(Calls, name)

    def _refused(self, identifier: str, sent: Sent, done: Done, *, is_unfounded: bool) -> list[Lead]:
        """What was stored before a refusal, which tells of everything; code may refuse what is invalid."""
        if is_unfounded or (sent.fits and not self._is_unknown(sent.label)):
            self._fail(promises.ACCEPTED, done, expected="all that is valid is stored", seen=str(done.refused))
        return self._stored(identifier, sent, done)

    def _stored(self, identifier: str, sent: Sent, done: Done) -> list[Lead]:
        """What a call that was refused in the end had written by then: the leads that are new or changed."""
        touched = []
        for exchange, write in sent.parts_in(done.stored(), {self.model.identifier: identifier}):
            touched += self._save(write, queued=operation_id(exchange) == "save_lead")
        return touched

    def _save(self, write: Write, *, queued: bool) -> list[Lead]:
        """Write to the lead with this identifier, or a new one: at once, or when the queue comes to it."""
        if queued and self._clock is not None:
            self.model.enqueue(self.now + self._delay, write)
            return self.model.process(self.now)
        return [self.model.save(write, self.now)]

    def _is_unknown(self, label: Any) -> bool:
        """Whether a status has a label that is not active: code may refuse it, and write what else there is."""
        return label is not None and label not in self.model.labels()

    def _told(self, sent: Sent, done: Done, untold: Collection[str]) -> None:
        """Compare what the caller was told."""
        lost = {f"actions[{index}]" for index in sent.doomed} | {f"fields.{name}" for name in sent.write.ignored}
        told = set(self._written(done).ignored)
        if not lost - set(untold) <= told or not told <= lost | set(untold):
            seen = f"told of {', '.join(sorted(told)) or 'nothing'}"
            self._fail(promises.TOLD, done, expected=f"told of {', '.join(sorted(lost)) or 'nothing'}", seen=seen)

    def _untold(self, sent: Sent, invalid: InvalidField | None) -> set[str]:
        """Paths of what a create may leave out in silence: a label that is not active, an unknown field."""
        untold = {"fields.status"} if self._is_unknown(sent.label) else set()
        return untold | ({f"fields.{invalid.name}"} if invalid and invalid.kind == "unknown-field" else set())

    def _written(self, done: Done) -> Written:
        if isinstance(done.value, str):
            return Written(done.value)
        if not isinstance(done.value, Written):
            raise UsageError(f"{done.through} returned {shown(done.value)}: the lead's id or a Written is needed")
        return done.value

    def _series(self, done: Done) -> list[Any]:
        if isinstance(done.value, str | Mapping) or not hasattr(done.value, "__iter__"):
            raise UsageError(f"{done.through} returned {shown(done.value)}: a list of leads is needed")
        return list(done.value)

    def _row(self, value: Any, done: Done) -> dict[str, Any]:
        if not isinstance(value, Mapping):
            raise UsageError(f"{done.through} gave {shown(value)} for a lead: its fields by API name are needed")
        fields = value.get("fields")
        return {**value, "fields": dict(fields)} if isinstance(fields, Mapping) else dict(value)

    def _fail(self, promise: promises.Promise, done: Done, *, expected: str, seen: str) -> None:
        last = done.exchanges[-1] if done.exchanges else None
        self.judge.fail(promise, expected=expected, seen=seen, through=done.through, exchange=last)

    # Time

    @property
    def now(self) -> int:
        """Unix milliseconds on the simulator; on another server the number of the call."""
        return self._time if self._clock is None else self._clock()

    @property
    def _delay(self) -> int:
        workspace = self.link.workspace
        return 0 if workspace is None else int(workspace.quirks["async_delay"])

    def tick(self, milliseconds: int = SECOND) -> list[Lead]:
        """Let time pass: the leads of the queue that are processed by then."""
        self._time += 1
        if self._clock is not None:
            self._clock.advance(milliseconds)
        return self.model.process(self.now)

    def _eventually(self, touched: Iterable[Lead]) -> None:
        """Look; on another server until all is as it has to be, or patience ends."""
        touched = list(touched)
        end = time.monotonic() + (0 if self._clock is not None else self.patience)
        while True:
            try:
                return self.judge.look(touched)
            except DivergenceError:
                if time.monotonic() >= end:
                    raise
            time.sleep(0.05)
