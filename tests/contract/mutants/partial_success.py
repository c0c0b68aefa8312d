"""Writers that take 200 or 201 for all, or look at a part of what the API tells of its losses."""

# ruff: noqa: ARG002  # an override has the arguments of Shop's method, needed or not

import contextlib
import logging
import warnings

from mutants.shop import LostError, Shop
from mutants.table import caught_by

CREATE_FIELD = "create_tells_of_an_ignored_field"
CREATE_ALL = "create_tells_when_all_but_the_identifier_is_ignored"
CREATE_ACTION = "create_tells_of_an_ignored_action"
CREATE_STATUS = "create_tells_of_a_status_that_was_not_stored"
CREATE_PLAIN = "create_stores_all_of_a_valid_lead"
ACTION = "add_actions_tells_of_an_ignored_action"
ALL_ACTIONS = "add_actions_tells_when_all_are_ignored"
ACTIONS_PLAIN = "add_actions_stores_all_valid_actions"
UPDATE_STATUS = "update_tells_of_a_status_that_was_not_stored"
UPDATE_FIELD = "update_tells_of_a_field_that_was_not_stored"
UPDATE_PLAIN = "update_leaves_out_the_identifier"
SAVE_FIELD = "save_tells_of_an_ignored_field"
SAVE_PLAIN = "save_creates_a_lead_and_then_updates_it"

log = logging.getLogger("shop")


# What is told


@caught_by(CREATE_FIELD, ACTION, passes=CREATE_PLAIN)
class TakesSuccessForAll(Shop):
    """Remarks and statuses of actions are never looked at."""

    def ignored(self, answer):
        return []


@caught_by(CREATE_ALL, SAVE_FIELD, passes=CREATE_ACTION)
class LooksAtActionsOnly(Shop):
    """The statuses of the actions are looked at, the remarks are not."""

    def ignored_remarks(self, answer):
        return []


@caught_by(CREATE_ACTION, ALL_ACTIONS, passes=CREATE_FIELD)
class LooksAtFieldsOnly(Shop):
    """Only remarks on fields are looked at, neither those on actions nor the actions' own statuses."""

    def ignored(self, answer):
        return [path for path in self.ignored_remarks(answer) if path.startswith("fields.")]


@caught_by(ACTION, UPDATE_STATUS, passes=CREATE_PLAIN)
class LogsIt(Shop):
    """A loss is logged at INFO, where nobody looks."""

    def tell(self, lost):
        if lost:
            log.info("not stored: %s", lost)


@caught_by(ACTION, SAVE_FIELD, passes=CREATE_PLAIN)
class WarnsEveryTime(Shop):
    """Every write logs the same WARNING, loss or not."""

    def tell(self, lost):
        log.warning("some values may not have been stored: %d", len(lost))


@caught_by(CREATE_FIELD, UPDATE_STATUS, passes=CREATE_PLAIN)
class WarnsEveryTimeOfAnother(Shop):
    """Every write logs a WARNING with the values that it sent in its text, loss or not."""

    def post(self, path, body, **query):
        log.warning(f"sent {body} to {path}")  # noqa: G004  # as many write it
        return super().post(path, body, **query)

    def tell(self, lost):
        pass


@caught_by(ACTION, SAVE_FIELD, passes=CREATE_PLAIN)
class CriesWolf(Shop):
    """Every write warns in the same words, loss or not."""

    def tell(self, lost):
        warnings.warn("look into the dashboard whether all was stored", stacklevel=1)


@caught_by(CREATE_FIELD, CREATE_ALL, passes=CREATE_PLAIN)
class AnswersTheSameEveryTime(Shop):
    """A create answers with the same sentence, loss or not."""

    def tell(self, lost):
        pass

    def create(self, fields, actions):
        super().create(fields, actions)
        return "Created. Some values may have been left out."


@caught_by(CREATE_ALL, CREATE_ACTION, passes=CREATE_PLAIN)
class AlwaysSpeaksOfIgnored(Shop):
    """A create answers that parts may be IGNORED, loss or not."""

    def tell(self, lost):
        pass

    def create(self, fields, actions):
        return {"id": super().create(fields, actions), "note": "whatever is IGNORED is not stored"}


@caught_by(CREATE_FIELD, CREATE_STATUS, passes=CREATE_PLAIN)
class GivesBackWhatItWasGiven(Shop):
    """A create returns the fields that it was given, as if they were stored."""

    def tell(self, lost):
        pass

    def create(self, fields, actions):
        return {"id": super().create(fields, actions), **fields}


@caught_by(CREATE_FIELD, CREATE_STATUS, passes=CREATE_PLAIN)
class ReadsBackAndLooksAway(Shop):
    """A create always reads the lead back, and compares nothing."""

    def tell(self, lost):
        pass

    def create(self, fields, actions):
        lead_id = super().create(fields, actions)
        self.get(f"/lead/{lead_id}")
        return lead_id


@caught_by(CREATE_FIELD, CREATE_ACTION, passes=CREATE_ALL)
class TellsOnlyOfATotalLoss(Shop):
    """A create tells of its loss only when nothing but the identifier was stored."""

    most = 1

    def create(self, fields, actions):
        self.most = len(fields) - 1 + len(actions)
        return super().create(fields, actions)

    def tell(self, lost):
        super().tell(lost if len(lost) >= self.most else [])

    def add_actions(self, lead_id, actions):
        self.most = 1
        return super().add_actions(lead_id, actions)


@caught_by(CREATE_ALL, passes=CREATE_FIELD)
class TakesATotalLossForAnEmptyLead(Shop):
    """A create says nothing when as many fields were ignored as it sent beside the identifier."""

    def create(self, fields, actions):
        self.sent = len(fields) - 1
        return super().create(fields, actions)

    def ignored_remarks(self, answer):
        lost = super().ignored_remarks(answer)
        return [] if len(lost) == self.sent else lost

    def add_actions(self, lead_id, actions):
        self.sent = 0
        return super().add_actions(lead_id, actions)


@caught_by(CREATE_ACTION, ACTION, passes=CREATE_FIELD)
class LooksAtTheFirstActionOnly(Shop):
    """Only the first action's status is looked at."""

    def ignored(self, answer):
        fields = [path for path in self.ignored_remarks(answer) if path.startswith("fields.")]
        return fields + [path for path in self.ignored_actions(answer) if path == "actions[0]"]


@caught_by(CREATE_ACTION, ACTION, passes=CREATE_FIELD)
class LooksAtAllActionsButTheFirst(Shop):
    """The statuses of the actions are looked at from the second on."""

    def ignored(self, answer):
        fields = [path for path in self.ignored_remarks(answer) if path.startswith("fields.")]
        return fields + [path for path in self.ignored_actions(answer) if path != "actions[0]"]


@caught_by(CREATE_ACTION, ACTION, passes=ALL_ACTIONS)
class IsContentWithOneAction(Shop):
    """The statuses of the actions tell of a loss only when not one was created."""

    def ignored(self, answer):
        fields = [path for path in self.ignored_remarks(answer) if path.startswith("fields.")]
        lost = self.ignored_actions(answer)
        return fields + (lost if len(lost) == len(answer["actions"]) else [])


@caught_by(ALL_ACTIONS, passes=ACTIONS_PLAIN)
class TakesNoActionForNoNews(Shop):
    """When no action at all was created, the answer counts as empty."""

    def ignored(self, answer):
        created = any(action["status"] == "CREATED" for action in answer["actions"])
        return super().ignored(answer) if created or not answer["actions"] else []


@caught_by(CREATE_STATUS, passes=CREATE_FIELD)
class TrustsARemarkForTheStatus(Shop):
    """A create does not read the status back, although no remark may come for it."""

    def lost_status(self, lead_id, fields):
        return []


@caught_by(CREATE_STATUS, passes=CREATE_FIELD)
class ReadsTheStatusBackAndLooksAway(Shop):
    """A create always reads the lead back when it has a status, and compares nothing."""

    def lost_status(self, lead_id, fields):
        if "status" in fields:
            self.get(f"/lead/{lead_id}")
        return []


@caught_by(UPDATE_STATUS, UPDATE_FIELD, passes=UPDATE_PLAIN)
class TrustsTheAnswerOfAnUpdate(Shop):
    """An update that is answered 200 counts as stored."""

    def lost_fields(self, fields, stored, own):
        return []


@caught_by(UPDATE_STATUS, UPDATE_FIELD, passes=UPDATE_PLAIN)
class WaitsForRemarksOnAnUpdate(Shop):
    """An update looks for remarks, which its answer never has."""

    def lost_fields(self, fields, stored, own):
        return stored.get("remarks", [])


@caught_by(UPDATE_STATUS, passes=UPDATE_PLAIN)
class LooksWhetherThereIsAStatus(Shop):
    """An update only looks whether each field has a value now, not which."""

    def lost_fields(self, fields, stored, own):
        return [name for name in fields if name not in stored]


@caught_by(UPDATE_FIELD, passes=UPDATE_PLAIN)
class SwallowsARefusal(Shop):
    """An update that is refused with 400 returns as if it had been done."""

    def update(self, lead_id, fields):
        answer = self.post(f"/lead/{lead_id}", {"fields": self.changes(fields, self.identifier())})
        if answer.is_success:
            self.tell(self.lost_fields(fields, answer.json()["fields"], self.identifier()))
        return lead_id


@caught_by(UPDATE_FIELD, passes=UPDATE_STATUS)
class ComparesTheStatusOnly(Shop):
    """An update compares the status with what was stored, and nothing else."""

    def lost_fields(self, fields, stored, own):
        return super().lost_fields({n: v for n, v in fields.items() if n == "status"}, stored, own)


@caught_by(SAVE_FIELD, passes=SAVE_PLAIN)
class SavesInSilence(Shop):
    """A save catches what create tells of its losses, and returns nothing either way."""

    def save(self, fields):
        with contextlib.suppress(LostError):
            super().save(fields)


# What is stored


@caught_by(CREATE_PLAIN, passes=CREATE_FIELD)
class CreatesWithoutActions(Shop):
    """A create leaves its actions out."""

    def create(self, fields, actions):
        return super().create(fields, [])


@caught_by(CREATE_PLAIN, passes=CREATE_FIELD)
class SendsTheActionsTwice(Shop):
    """A create sends the actions with the lead, and then once more."""

    def create(self, fields, actions):
        lead_id = super().create(fields, actions)
        if actions:
            self.add_actions(lead_id, actions)
        return lead_id


@caught_by(CREATE_PLAIN, passes=CREATE_ALL)
class WritesAscii(Shop):
    """A create drops the letters that ASCII does not have."""

    def create(self, fields, actions):
        plain = {n: v.encode("ascii", "ignore").decode() if isinstance(v, str) else v for n, v in fields.items()}
        return super().create(plain, actions)


@caught_by(CREATE_PLAIN, passes="create_twice_keeps_what_was_there")
class WritesEveryNumberAsText(Shop):
    """A create sends every value as text, ratings too."""

    def create(self, fields, actions):
        return super().create({name: str(value) for name, value in fields.items()}, actions)


@caught_by(ACTIONS_PLAIN, passes=ALL_ACTIONS)
class SendsTheFirstActionOnly(Shop):
    """Only the first action is sent."""

    def add_actions(self, lead_id, actions):
        return super().add_actions(lead_id, actions[:1])


@caught_by(ACTIONS_PLAIN, passes=ALL_ACTIONS)
class LosesTheLastOfThreeActions(Shop):
    """Actions are sent in pairs, and a last one without a partner is not."""

    def add_actions(self, lead_id, actions):
        return super().add_actions(lead_id, actions[: len(actions) // 2 * 2] or actions)


@caught_by(ACTIONS_PLAIN, passes=CREATE_PLAIN)
class SendsOneActionOfAKind(Shop):
    """Actions are kept by their type, so that one of each is left."""

    def add_actions(self, lead_id, actions):
        return super().add_actions(lead_id, list({action["type"]: action for action in actions}.values()))


@caught_by(ACTIONS_PLAIN, passes=CREATE_PLAIN)
class SendsActionsOfAnAsyncType(Shop):
    """Custom actions are sent with the prefix of the Async API."""

    def add_actions(self, lead_id, actions):
        prefixed = [a if a["type"] == "PAYMENT" else {**a, "type": f"ACTION_{a['type']}"} for a in actions]
        return super().add_actions(lead_id, prefixed)


@caught_by(ACTION, passes=ALL_ACTIONS)
class GivesUpAtTheFirstLoss(Shop):
    """Actions are sent one by one, and those after one that is ignored are not sent."""

    def add_actions(self, lead_id, actions):
        for action in actions:
            super().add_actions(lead_id, [action])


@caught_by(CREATE_FIELD, SAVE_FIELD, passes=CREATE_ALL)
class WritesFieldByField(Shop):
    """A create sends the identifier first and then each field in an update, and those after a refused one never."""

    def create(self, fields, actions):
        own = self.identifier()
        lead_id = super().create({own: fields[own]}, actions)
        for name, value in fields.items():
            self.update(lead_id, {name: value})
        return lead_id
