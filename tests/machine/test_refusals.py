"""A call that raises has told of what was lost; what it had stored by then is there, and a reason is needed."""

import pytest
from conftest import run

from pytest_leads import Workspace
from pytest_leads.machine import DivergenceError, LeadsMachine, RefusedError
from pytest_leads.machine.model import Write
from pytest_leads.machine.sent import prefixed
from pytest_leads.strategies import InvalidField
from pytest_leads.wire import Answer, Response

ONE, TWO = "919000000000", "919000000001"
RATING = InvalidField("rating", 9, 5, "out-of-range")
PAYMENT = {"type": "PAYMENT", "status": "PENDING", "currency": "INR", "amount": "1000"}
NO_PAYMENT = {**PAYMENT, "amount": "0"}


class LossError(Exception):
    """Something is not stored."""


class Machine(LeadsMachine):
    """A base of clients that tell of a loss by raising."""

    refusals = (LossError,)

    def ignored(self, done):
        if done.ignored:
            raise LossError(done.ignored)
        return done

    def labels(self):
        stages = self.plain.get("read_pipeline")["leadStages"]
        return [status["label"] for stage in stages for status in stage["activeStatuses"]]

    def known(self, fields):
        if "status" in fields and fields["status"] not in self.labels():
            raise LossError(fields["status"])
        return fields


class LooksAtThePipeline(Machine):
    def create(self, fields, actions):
        return self.plain.create(self.known(fields), actions)

    def save(self, fields, actions):
        self.plain.save(self.known(fields), actions)

    def search(self, filters):
        return self.plain.search(self.known(filters))


class Compares(Machine):
    def update(self, lead_id, fields):
        now = self.plain.update(lead_id, fields)
        if now["fields"].get("status") != fields.get("status", now["fields"].get("status")):
            raise LossError(fields)
        return now


class SavesByTheSyncApi(Compares):
    """Creates or updates, and raises at the first loss."""

    def create(self, fields, actions):
        try:
            return self.ignored(self.plain.create(fields, actions))
        except RefusedError:
            lead_id = self.plain.search({"phone": fields["phone"]})[0]["id"]
            self.update(lead_id, {name: value for name, value in fields.items() if name != "phone"})
            return self.add_actions(lead_id, actions) if actions else lead_id

    def save(self, fields, actions):
        self.create(fields, [{**action, "type": action["type"].removeprefix("ACTION_")} for action in actions])

    def add_actions(self, lead_id, actions):
        """One by one, up to the first that is ignored."""
        return [self.ignored(self.plain.add_actions(lead_id, [action])) for action in actions][-1]


class RaisesAfterTheQueue(Machine):
    def save(self, fields, actions):
        self.plain.save(fields, actions)
        if fields.get("rating") == RATING.value:
            raise LossError(fields)


class HandsAConflictToTheAsyncApi(Machine):
    """What a 409 refuses is stored when the queue comes to it."""

    def create(self, fields, actions):
        try:
            return self.plain.create(fields, actions)
        except RefusedError as refused:
            if refused.status != 409:
                raise
            self.plain.save(*self.given(fields, actions))
            return self.plain.search({"phone": fields["phone"]})[0]["id"]

    def given(self, fields, actions):
        return fields, [prefixed(action) for action in actions]


class HandsNothingToTheAsyncApi(HandsAConflictToTheAsyncApi):
    def given(self, fields, _):
        return {"phone": fields["phone"]}, []


RIGHT = [LooksAtThePipeline, Compares, SavesByTheSyncApi, RaisesAfterTheQueue, HandsAConflictToTheAsyncApi]


def play(state):
    """Everything that can be refused in part."""
    state.create_lead(fields={"phone": ONE, "name": "Asha", "status": "Fresh"})
    state.create_lead(fields={"phone": TWO, "status": "fresh"})
    state.create_lead_again(fields={"phone": ONE[2:], "name": "Ravi", "status": "WON"})
    state.update_lead(lead=ONE, fields={"name": "Zoë", "status": "won"})
    state.update_identifier(lead=ONE, identifier=ONE[2:], fields={"name": "Asha Rao", "status": "won"})
    state.save_lead(fields={"phone": "919000000002", "status": "won"}, actions=[PAYMENT])
    state.save_lead_in_part(fields={"phone": "919000000003"}, invalid=RATING, invalid_actions=[NO_PAYMENT])
    state.save_lead_in_part(fields={"phone": ONE, "name": "Ravi"}, invalid=RATING, invalid_actions=[NO_PAYMENT])
    state.add_actions_to(lead=ONE, actions=[PAYMENT, PAYMENT], invalid_actions=[NO_PAYMENT])
    state.add_actions_to(lead=ONE, actions=[PAYMENT, {**PAYMENT, "amount": "2"}], invalid_actions=[NO_PAYMENT])
    state.wait(minutes=1)
    state.search_by_status(label="won")
    state.search_for(filters={})
    state.teardown()


def in_workspace(base, **quirks):
    return type("Machine", (base,), {"workspace": lambda _: Workspace(quirks=quirks)})


@pytest.mark.parametrize("machine", RIGHT)
@pytest.mark.parametrize("value", ["reject", "drop"])
def test_a_client_that_tells_of_a_loss_by_raising_passes(machine, value):
    play(in_workspace(machine, update_invalid_value=value)())


@pytest.mark.parametrize("machine", RIGHT)
def test_it_passes_in_any_order_of_steps(machine):
    run(machine, examples=6, steps=20)


class WritesElsewhere(SavesByTheSyncApi):
    """Writes a name of its own, and raises."""

    def create(self, fields, actions):
        return super().create({**fields, "name": "Nobody"}, actions)


class AppendsTwice(SavesByTheSyncApi):
    def add_actions(self, lead_id, actions):
        return super().add_actions(lead_id, [*actions[:1], *actions])


class RaisesAlways(Machine):
    def create(self, fields, actions):
        raise LossError(self.plain.create(fields, actions))


class RefusesAllLabels(LooksAtThePipeline):
    def labels(self):
        return []


class ReadsThenRefuses(Machine):
    def search(self, filters):
        raise LossError(self.plain.search(filters))


WRONG = {
    WritesElsewhere: "what was written is what is read",
    AppendsTwice: "an action that is CREATED is in the timeline once",
    RaisesAlways: "a call of which nothing is invalid is not refused",
    RefusesAllLabels: "a call of which nothing is invalid is not refused",
    ReadsThenRefuses: "a call of which nothing is invalid is not refused",
}


@pytest.mark.parametrize("machine", WRONG)
def test_to_raise_hides_nothing(machine):
    with pytest.raises(DivergenceError, match=WRONG[machine]):
        play(in_workspace(machine)())


def refusing(operation):
    """A machine on a server that refuses one operation with a 400."""
    state = LeadsMachine()
    asked = state.link.respond
    state.link.respond = lambda request: Answer(Response(400)) if request.path.endswith(operation) else asked(request)
    return state


@pytest.mark.parametrize(
    ("path", "rule", "arguments"),
    [
        ("/lead", "create_lead", {}),
        ("/lead", "create_lead_in_part", {"invalid": RATING, "actions": [], "invalid_actions": []}),
        ("/autoupdatelead", "save_lead", {"actions": []}),
    ],
)
def test_what_is_invalid_is_no_reason_for_the_api_to_refuse_the_rest(path, rule, arguments):
    state = refusing(path)
    with pytest.raises(DivergenceError, match="a call of which nothing is invalid is not refused"):
        getattr(state, rule)(fields={"phone": ONE, "status": "fresh"}, **arguments)
    state.teardown()


def test_nor_for_it_to_refuse_a_search():
    state = refusing("/search")
    state.model.create(ONE, Write({}), 0)
    with pytest.raises(DivergenceError, match="a call of which nothing is invalid is not refused"):
        state.search_by_status(label="fresh")
    state.teardown()


def test_a_conflict_that_is_handed_over_without_its_data_is_found():
    with pytest.raises(DivergenceError):
        run(HandsNothingToTheAsyncApi, examples=100)
