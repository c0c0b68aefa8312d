"""People drive their own client; what is wrong with it is found, and what is right passes."""

from types import MappingProxyType

import pytest
from clients import Crm, CrmError, UrllibMachine
from conftest import rules_of, run, steps_of

from pytest_leads import UsageError
from pytest_leads.machine import DivergenceError, LeadsMachine, RefusedError, Written


class TakesA201ForSuccess(Crm):
    def result(self, answer):
        done = super().result(answer)
        done.problems = []
        return done


class ReadsTheFirstPage(Crm):
    def search(self, filters):
        return self.call("/search?limit=100", {"fields": filters})["data"]


class SkipsByTheNumberOfThePage(Crm):
    def search(self, filters):
        found = []
        for page in range(1 + self.call("/search?limit=1", {"fields": filters})["total_count"] // 100):
            found += self.call(f"/search?limit=100&skip={page}", {"fields": filters})["data"]
        return found


class TidiesStatuses(Crm):
    def search(self, filters):
        tidy = {name: value.strip().title() if name == "status" else value for name, value in filters.items()}
        return super().search(tidy)


class TakesADuplicateForANewLead(Crm):
    def create(self, fields, actions):
        try:
            return super().create(fields, actions)
        except CrmError:
            return self.result({"lead_id": "0" * 24, "actions": [], "remarks": []})


class SendsAnUpdateTwice(Crm):
    def add_actions(self, lead_id, actions):
        super().add_actions(lead_id, actions)
        return super().add_actions(lead_id, actions)


WRONG = {
    TakesA201ForSuccess: "what is left out of a write is told",
    ReadsTheFirstPage: "a search gives every lead that matches",
    SkipsByTheNumberOfThePage: "a search gives every lead|pages put together",
    TidiesStatuses: "a search gives every lead that matches",
    TakesADuplicateForANewLead: "one identifier is one lead",
    SendsAnUpdateTwice: "an action that is CREATED is in the timeline once",
}


def driven(crm):
    class Machine(UrllibMachine):
        client = crm

    return Machine


@pytest.mark.parametrize("client", WRONG)
def test_a_wrong_client_is_found(client):
    with pytest.raises(DivergenceError, match=WRONG[client]):
        run(driven(client), examples=500)


@pytest.mark.parametrize("client", [TakesA201ForSuccess, TidiesStatuses])
def test_the_script_is_short(client):
    with pytest.raises(DivergenceError) as caught:
        run(driven(client), examples=3000, steps=6, shrink=True)
    assert steps_of(caught.value) <= 3


class Upserting(Crm):
    """Goes on to update the lead that is there."""

    def create(self, fields, actions):
        try:
            return super().create(fields, actions)
        except CrmError:
            there = self.search({"phone": fields["phone"]})[0]
            self.update(there["id"], fields)
            return self.result({"lead_id": there["id"], "actions": [], "remarks": []})


class RaisingAtALoss(Crm):
    """Raises when something was left out, although the rest is stored."""

    def result(self, answer):
        done = super().result(answer)
        if done.problems:
            raise CrmError(done.problems)
        return done


class Careful(Crm):
    """Refuses what it knows to be wrong before anything is sent."""

    def create(self, fields, actions):
        if fields.get("rating") not in {None, 1, 2, 3, 4, 5}:
            raise CrmError("rating")
        return super().create(fields, actions)


@pytest.mark.parametrize("client", [Upserting, RaisingAtALoss, Careful])
def test_a_right_client_of_another_kind_passes(client):
    run(driven(client))


class SavingByTheSyncApi(UrllibMachine):
    def save(self, fields, actions):
        there = self.plain.search({"phone": fields["phone"]})
        if not there:
            self.plain.create(
                fields, [{**action, "type": action["type"].removeprefix("ACTION_")} for action in actions]
            )
        else:
            self.plain.update(there[0]["id"], {k: v for k, v in fields.items() if k != "phone"})


def test_saving_by_the_sync_api_is_no_queue():
    state = SavingByTheSyncApi()
    state.save_lead(fields={"phone": "919000000000", "name": "Asha"}, actions=[])
    state.save_lead(fields={"phone": "9000000000", "name": "Ravi"}, actions=[])
    state.read_lead(lead="919000000000")
    state.teardown()


class GivingMappings(LeadsMachine):
    """Shows leads that nobody can change."""

    def frozen(self, row):
        return MappingProxyType({**row, "fields": MappingProxyType(row["fields"])})

    def read(self, lead_id):
        return self.frozen(self.plain.read(lead_id))

    def update(self, lead_id, fields):
        return self.frozen(self.plain.update(lead_id, fields))

    def search(self, filters):
        return tuple(map(self.frozen, self.plain.search(filters)))


def test_any_mapping_shows_a_lead():
    run(GivingMappings, examples=5, steps=20)


def test_what_a_mapping_shows_is_judged():
    class Wrong(GivingMappings):
        def frozen(self, row):
            return super().frozen({**row, "fields": {**row["fields"], "name": "Nobody"}})

    state = Wrong()
    state.create_lead(fields={"phone": "919000000000", "name": "Asha"})
    with pytest.raises(DivergenceError, match="what was written is what is read"):
        state.read_lead(lead="919000000000")
    state.teardown()


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("create", None, "the lead's id or a Written is needed"),
        ("search", "leads", "a list of leads is needed"),
        ("search", MappingProxyType({}), "a list of leads is needed"),
        ("search", [1], "its fields by API name are needed"),
    ],
)
def test_a_call_that_returns_something_else_is_told_so(name, value, message):
    machine = type("Machine", (LeadsMachine,), {name: lambda *_: value})
    with pytest.raises(UsageError, match=rf"{name}\(\) of Machine .*{message}"):
        run(machine, examples=100)


def refusing_by(refusals):
    def update(*_):
        raise CrmError(403)

    state = type("Machine", (LeadsMachine,), {"refusals": refusals, "update": update})()
    state.create_lead(fields={"phone": "919000000000"})
    state.update_identifier(lead="919000000000", identifier="919000000001", fields={})
    state.teardown()


def test_one_exception_needs_no_tuple():
    refusing_by(CrmError)


@pytest.mark.parametrize("wrong", [None, "CrmError", [CrmError], (CrmError, 403), KeyboardInterrupt, CrmError(403)])
def test_refusals_that_are_no_exceptions_are_named(wrong):
    with pytest.raises(UsageError, match=r"Machine\.refusals = .*: exceptions are needed, such as \(httpx"):
        refusing_by(wrong)


def test_another_error_of_the_client_ends_the_run_as_it_is():
    machine = type("Machine", (LeadsMachine,), {"create": lambda *_: 1 / 0})
    with pytest.raises(ZeroDivisionError):
        run(machine)


def test_a_rule_can_be_left_out():
    machine = type("Machine", (LeadsMachine,), {"update": lambda *_: 1 / 0, "update_lead": None})
    assert rules_of(LeadsMachine) - rules_of(machine) == {"update_lead"}


def test_what_the_api_answers_can_be_handed_on():
    answer = {
        "lead_id": "1",
        "actions": [{"action_id": None, "status": "IGNORED"}, {"action_id": "2", "status": "CREATED"}],
        "remarks": [{"field": "actions[0].amount"}, {"field": "fields.rating"}, {"field": "actions[1].fields.note"}],
    }
    assert Written.of(answer) == Written("1", ("fields.rating", "actions[1].fields.note", "actions[0]"))
    assert str(RefusedError(409, "there")) == "409 there"
