"""Creates and saves that stop at a 409, or go on from it with less than they had."""

# ruff: noqa: ARG002  # an override has the arguments of Shop's method, needed or not

import httpx
from mutants.shop import CONFLICT, Shop
from mutants.table import caught_by

TWICE = "create_twice_brings_new_data_to_the_lead"
RESPELT = "create_twice_knows_the_lead_in_another_spelling"
MAIL = "create_twice_knows_an_e_mail_address_in_another_case"
KEEPS = "create_twice_keeps_what_was_there"
ACTIONS = "create_twice_brings_the_actions_too"
FASTER = "create_survives_somebody_who_is_faster"
WHICH = "create_twice_tells_which_lead_it_is"
SAVE = "save_creates_a_lead_and_then_updates_it"
SAVE_FASTER = "save_survives_somebody_who_is_faster"
CREATE = "create_stores_all_of_a_valid_lead"


class AlreadyThereError(Exception):
    """The lead exists."""


@caught_by(TWICE, RESPELT, passes=CREATE)
class TakesAConflictForSuccess(Shop):
    """A 409 counts as done."""

    def bring(self, fields, actions):
        return None


@caught_by(RESPELT, KEEPS, passes=CREATE)
class RaisesAnUnspokenError(Shop):
    """A 409 is raised as an error that does not say that the lead was there."""

    def bring(self, fields, actions):
        raise ValueError("the lead could not be saved")


@caught_by(KEEPS, ACTIONS, passes=CREATE)
class RaisesAfterTheUpdate(Shop):
    """After a 409 and its update an error is raised that does not say that the lead was there."""

    def bring(self, fields, actions):
        super().bring(fields, actions)
        raise ValueError("the lead could not be saved")


@caught_by(ACTIONS, FASTER, passes=CREATE)
class RaisesTheBareConflict(Shop):
    """A 409 is raised as the client's HTTPStatusError, and the new data is lost."""

    def create(self, fields, actions):
        return self.accepted(self.post("/lead", {"fields": fields, "actions": actions})).json()["lead_id"]


@caught_by(TWICE, SAVE, passes=KEEPS)
class FindsTheLeadAndStopsThere(Shop):
    """After a 409 the id of the lead is looked up and returned, without an update."""

    def bring(self, fields, actions):
        return self.look_up(fields[self.identifier()])


@caught_by(FASTER, SAVE, passes=CREATE)
class UpdatesWithTheIdentifier(Shop):
    """After a 409 the lead is updated with the identifier among the fields, which is refused with 403."""

    def changes(self, fields, own):
        return fields


@caught_by(TWICE, WHICH, passes="create_tells_of_an_ignored_field")
class ReadsAnIdFromTheUpdate(Shop):
    """After a 409 and its update, lead_id is read from an answer that has none."""

    def bring(self, fields, actions):
        lead_id = self.look_up(fields[self.identifier()])
        answer = self.post(f"/lead/{lead_id}", {"fields": self.changes(fields, self.identifier())})
        return self.accepted(answer).json()["lead_id"]


@caught_by(TWICE, passes=KEEPS)
class BringsOneFieldOnly(Shop):
    """After a 409 only the name of the lead is updated."""

    def bring(self, fields, actions):
        own = self.identifier()
        return super().bring({name: value for name, value in fields.items() if name in (own, "name")}, actions)


@caught_by(TWICE, passes=KEEPS)
class FillsOnlyTheGaps(Shop):
    """After a 409 only fields that the lead does not have yet are updated."""

    def update(self, lead_id, fields):
        there = self.get(f"/lead/{lead_id}")["fields"]
        return super().update(lead_id, {name: value for name, value in fields.items() if name not in there})


@caught_by(RESPELT, passes=TWICE)
class ComparesRawSpellings(Shop):
    """After a 409 the lead is picked from the search by the identifier as it was given."""

    def look_up(self, value):
        own = self.identifier()
        rows = self.read_all({"fields": {own: value}})
        return next((row["id"] for row in rows if row["fields"][own] == value), "0" * 24)


@caught_by(RESPELT, passes=TWICE)
class LooksAmongItsOwn(Shop):
    """After a 409 the lead is looked up in a table of one's own, by the identifier as it was given."""

    def __init__(self):
        self.ids = {}

    def create(self, fields, actions):
        lead_id = super().create(fields, actions)
        self.ids[fields[self.identifier()]] = lead_id
        return lead_id

    def look_up(self, value):
        return self.ids.get(value) or "0" * 24


@caught_by(MAIL, passes=RESPELT)
class ComparesMailAddressesByCase(Shop):
    """After a 409 an e-mail address is compared case by case, a phone number in any spelling."""

    def look_up(self, value):
        own = self.identifier()
        rows = self.read_all({"fields": {own: value}})
        same = [row["id"] for row in rows if "@" not in value or row["fields"][own] == value]
        return same[0] if same else "0" * 24


@caught_by(MAIL, passes=RESPELT)
class LooksUpByPhone(Shop):
    """After a 409 the lead is looked up by its phone number, whatever the identifier is."""

    def look_up(self, value):
        return next((row["id"] for row in self.read_all({"fields": {"phone": value}})), "0" * 24)


@caught_by(KEEPS, passes=WHICH)
class ReplacesTheLead(Shop):
    """After a 409 what the new data does not hold is cleared."""

    def bring(self, fields, actions):
        own = self.identifier()
        lead_id = self.look_up(fields[own])
        there = self.get(f"/lead/{lead_id}")["fields"]
        empty = dict.fromkeys(there.keys() - {own, "status", "created_on", "modified_on"})
        self.accepted(self.post(f"/lead/{lead_id}", {"fields": empty | self.changes(fields, own)}))
        if actions:
            self.add_actions(lead_id, actions)
        return lead_id


@caught_by(KEEPS, passes=ACTIONS)
class FillsInDefaults(Shop):
    """After a 409 the defaults of a new lead are written over what the lead has."""

    def bring(self, fields, actions):
        return super().bring({"rating": 1, "name": "Unnamed"} | fields, actions)


@caught_by(ACTIONS, passes=TWICE)
class ForgetsTheActions(Shop):
    """After a 409 the lead is updated, and the actions are not sent."""

    def bring(self, fields, actions):
        return super().bring(fields, [])


@caught_by(ACTIONS, passes=TWICE)
class PutsTheActionsIntoTheUpdate(Shop):
    """After a 409 the actions are sent with the update, which does not carry them."""

    def bring(self, fields, actions):
        own = self.identifier()
        lead_id = self.look_up(fields[own])
        self.accepted(self.post(f"/lead/{lead_id}", {"fields": self.changes(fields, own), "actions": actions}))
        return lead_id


@caught_by(ACTIONS, passes=TWICE)
class BringsTheActionsTwice(Shop):
    """After a 409 the actions are sent, and once more when the create is over."""

    def bring(self, fields, actions):
        lead_id = super().bring(fields, actions)
        if actions:
            self.add_actions(lead_id, actions)
        return lead_id


@caught_by(FASTER, SAVE_FASTER, passes=TWICE)
class LooksBeforeItLeaps(Shop):
    """The lead is looked for first; a 409 after that is raised, although somebody was faster."""

    def create(self, fields, actions):
        own = self.identifier()
        if self.read_all({"fields": {own: fields[own]}}):
            return super().bring(fields, actions)
        return super().create(fields, actions)

    def bring(self, fields, actions):
        raise AlreadyThereError("the lead exists (409)")


@caught_by(FASTER, SAVE_FASTER, passes=TWICE)
class TrustsItsFirstLook(Shop):
    """The lead is looked for first; a 409 after that counts as done."""

    def create(self, fields, actions):
        own = self.identifier()
        there = self.read_all({"fields": {own: fields[own]}})
        return super().create(fields, actions) if not there else super().bring(fields, actions)

    def bring(self, fields, actions):
        return None


@caught_by(WHICH, passes=TWICE)
class KeepsTheIdToItself(Shop):
    """A create returns the id of a new lead, and nothing for one that was there."""

    def bring(self, fields, actions):
        super().bring(fields, actions)


@caught_by(WHICH, passes=TWICE)
class NamesAnotherLead(Shop):
    """After a 409 the newest lead's id is returned instead of that of the lead that is there."""

    def bring(self, fields, actions):
        super().bring(fields, actions)
        return self.read_all({"fields": {}})[0]["id"]


@caught_by(SAVE, SAVE_FASTER, passes="save_tells_of_an_ignored_field")
class SavesOnlyNewLeads(Shop):
    """A save creates, and takes a 409 for a lead that is saved already."""

    def save(self, fields):
        answer = self.post("/lead", {"fields": fields})
        if answer.status_code != CONFLICT:
            self.tell(self.ignored(self.accepted(answer).json()))


@caught_by(SAVE, passes="save_keeps_the_identifier_of_a_lead_that_is_there")
class SavesOnlyWhatIsThere(Shop):
    """A save looks for the lead and updates it; where there is none, nothing is created."""

    def save(self, fields):
        try:
            self.bring(fields, [])
        except IndexError:
            return


@caught_by(SAVE_FASTER, passes=SAVE)
class SavesInTwoSteps(Shop):
    """A save looks for the lead, and creates it where there is none; a 409 after that is raised."""

    def save(self, fields):
        own = self.identifier()
        if self.read_all({"fields": {own: fields[own]}}):
            self.bring(fields, [])
            return
        answer = self.post("/lead", {"fields": fields})
        if answer.status_code == CONFLICT:
            raise httpx.HTTPStatusError("409 Conflict", request=answer.request, response=answer)
        self.tell(self.ignored(self.accepted(answer).json()))
