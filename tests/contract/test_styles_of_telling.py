"""Other ways to tell of a loss, or to keep from one, each of which the checks have to let pass."""

import logging
import warnings
from dataclasses import dataclass, field
from enum import Enum

import pytest
from integrations import with_async_api, with_httpx
from integrations.with_requests import Crm
from styles import Model, passes

crm = Crm()


class Outcome(Enum):
    STORED = "stored"
    PARTLY = "partly"


@dataclass
class Told:
    ok: bool = True
    problems: list = field(default_factory=list)


class RefusedError(Exception):
    pass


def failing(lost):
    return Model(failure=RefusedError(*lost)) if lost else Model(success=True)


def heard(lost):
    logger = logging.getLogger("shop.crm.heard")
    logger.propagate = False
    if lost:
        logger.error("%d values were lost", len(lost))


def warned(lost):
    if lost:
        warnings.warn(f"{len(lost)} values were lost", stacklevel=2)


TELLING = {
    "False": lambda lost, _: not lost,
    "None": lambda lost, lead_id: None if lost else lead_id,
    "a word": lambda lost, _: "partly stored" if lost else "stored",
    "a member of an enumeration": lambda lost, _: Outcome.PARTLY if lost else Outcome.STORED,
    "a number": lambda lost, _: len(lost),
    "a pair": lambda lost, lead_id: (lead_id, not lost),
    "an object": lambda lost, _: Told(not lost),
    "a list of texts": lambda lost, _: Told(problems=[f"{path} was not taken" for path in lost]),
    "a mapping": lambda lost, lead_id: {"id": lead_id, "lost": dict.fromkeys(lost, "not taken")},
    "an error as a value": lambda lost, _: failing(lost),
    "a logger that keeps its records": lambda lost, _: heard(lost),
    "a warning": lambda lost, _: warned(lost),
}


@pytest.mark.parametrize("way", TELLING)
def test_a_loss_may_be_told_by(way, bench):
    async def create(fields, actions):
        saved = await with_httpx.create(fields, actions)
        return TELLING[way](saved.ignored, saved.lead_id)

    async def update(lead_id, fields):
        return TELLING[way]((await with_httpx.update(lead_id, fields)).ignored, lead_id)

    async def add_actions(lead_id, actions):
        return TELLING[way]((await with_httpx.add_actions(lead_id, actions)).ignored, lead_id)

    passes(
        bench,
        "create_tells_of_an_ignored_field",
        "create_tells_when_all_but_the_identifier_is_ignored",
        "create_tells_of_an_ignored_action",
        "create_tells_of_a_status_that_was_not_stored",
        "update_tells_of_a_status_that_was_not_stored",
        "update_says_that_the_identifier_cannot_change",
        "add_actions_tells_of_an_ignored_action",
        "add_actions_tells_when_all_are_ignored",
        create=create,
        update=update,
        add_actions=add_actions,
    )


def test_an_ignored_action_may_be_told_by_the_ids_of_the_others(bench):
    def add_actions(lead_id, actions):
        results = with_async_api.post(f"/lead/{lead_id}/action", {"actions": actions})["actions"]
        return [result["action_id"] for result in results if result["action_id"]]

    passes(bench, add_actions=add_actions)


def test_an_ignored_action_may_be_given_back(bench):
    def add_actions(lead_id, actions):
        results = with_async_api.post(f"/lead/{lead_id}/action", {"actions": actions})["actions"]
        return [action for action, result in zip(actions, results, strict=True) if not result["action_id"]]

    passes(bench, add_actions=add_actions)


def test_a_raw_answer_of_any_client_may_be_returned(bench):
    def add_actions(lead_id, actions):
        return crm.session.post(f"{with_async_api.SYNC_URL}/lead/{lead_id}/action", json={"actions": actions})

    async def more_actions(lead_id, actions):
        return await with_httpx.client.post(f"/lead/{lead_id}/action", json={"actions": actions})

    passes(bench, add_actions=add_actions)
    passes(bench, add_actions=more_actions)


def test_a_lead_may_be_checked_before_it_is_sent(bench):
    def checked(fields):
        if fields.get("rating", 1) not in range(1, 6):
            raise ValueError("rating")
        if "@" not in fields.get("email", "@"):
            raise ValueError("email")
        return fields

    passes(
        bench,
        create=lambda fields, actions: crm.create_lead(checked(fields), actions),
        save=lambda fields: crm.save_lead(checked(fields)),
    )


def test_a_value_may_be_made_to_fit(bench):
    def fitting(fields):
        return {name: int(value) if name == "rating" else value for name, value in fields.items()}

    passes(
        bench,
        create=lambda fields, actions: crm.create_lead(fitting(fields), actions),
        update=lambda lead_id, fields: crm.update_lead(lead_id, fitting(fields)),
        save=lambda fields: crm.save_lead(fitting(fields)),
    )
