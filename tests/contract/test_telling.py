"""Whether a call told its caller of a loss: every sign counts, and none does that the same call always shows."""

import json
import logging
import warnings

import pytest

from pytest_leads import Exchange, Outcome
from pytest_leads.contract.telling import Loss, told
from pytest_leads.operations import BY_ID, SYNC_URL
from pytest_leads.wire import Request, Response

REMARK = "Rating must be between 1 and 5"
LOSS = Loss("fields.rating", "rating", 9)


def exchange(operation, received, status=200):
    known = BY_ID[operation]
    path = known.path.replace("{enterpriseId}", "e1").replace("{leadId}", "1")
    return Exchange(1, Request(known.method, f"{SYNC_URL}{path}"), Response(status, (), json.dumps(received).encode()))


def call(rating, *, value="ok", error=None, warn="", log="", then=(), before=()):  # noqa: PLR0913  # one for each sign
    """A create with this rating, and all that may be seen of it."""
    ignored = [{"field": "fields.rating", "status": "IGNORED", "remark": REMARK}] if rating == 9 else []
    written = exchange("create_lead", {"lead_id": "1", "remarks": ignored}, 201)
    return Outcome(
        "create",
        ({"phone": f"91987654321{rating}", "name": "Asha", "rating": rating}, []),
        value=value,
        error=error,
        warnings=[warnings.WarningMessage(UserWarning(warn), UserWarning, "crm.py", 7)] if warn else [],
        logs=[logging.makeLogRecord({"name": "crm", "msg": log, "levelno": logging.WARNING})] if log else [],
        exchanges=[*(exchange(name, {}) for name in before), written, *(exchange(name, {}) for name in then)],
    )


def lossy(**signs):
    return call(9, **signs)


def whole(**signs):
    return call(3, **signs)


SIGNS = {
    "path": {"value": {"id": "1", "ignored": ["fields.rating"]}},
    "path in a text": {"value": "stored, but for fields.rating"},
    "remark": {"value": ["1", REMARK]},
    "remark in an object": {"value": Exception(REMARK)},
    "the word": {"value": {"id": "1", "remarks": [{"status": "IGNORED"}]}},
    "bare name": {"value": ("1", ["rating"])},
    "bytes": {"value": f"lost: {REMARK}".encode()},
    "another value": {"value": None},
    "warning": {"warn": "a field was not stored"},
    "log": {"log": "a field was not stored"},
    "look at the lead": {"then": ["read_lead"]},
    "search": {"then": ["search_leads"]},
    "repair": {"then": ["update_lead"]},
    "two looks": {"then": ["read_lead", "read_lead"]},
}


@pytest.mark.parametrize("sign", SIGNS.values(), ids=SIGNS)
def test_a_sign_that_the_same_call_does_not_show_otherwise_tells(sign):
    assert told(lossy(**sign), whole(), LOSS)


@pytest.mark.parametrize("sign", SIGNS.values(), ids=SIGNS)
def test_a_sign_that_it_always_shows_tells_nothing(sign):
    assert not told(lossy(**sign), whole(**sign), LOSS)


@pytest.mark.parametrize("error", [ValueError("rating"), SystemExit(1)])
def test_an_error_tells(error):
    assert told(lossy(error=error, value=None), whole(), LOSS)


def test_without_a_sign_nothing_is_told():
    assert not told(lossy(), whole(), LOSS)


def stored(rating):
    return {"id": "64f1a2b3c4d5e6f708192a3b", "fields": {"phone": f"91987654321{rating}", "name": "Asha"}}


def test_the_lead_as_it_is_stored_tells_where_it_would_show_the_value_otherwise():
    usual = stored(3)
    usual["fields"]["rating"] = 3
    assert told(lossy(value=stored(9)), whole(value=usual), LOSS)


def test_the_lead_as_it_was_sent_tells_nothing():
    sent, usual = stored(9), stored(3)
    sent["fields"]["rating"], usual["fields"]["rating"] = 9, 3
    assert not told(lossy(value=sent), whole(value=usual), LOSS)


def test_ids_and_times_that_differ_from_call_to_call_tell_nothing():
    first, second = (
        "created 64f1a2b3c4d5e6f708192a3b at 1768458600000",
        "created 603d2b2f9b1e8a001c8e4f5c at 1768458601000",
    )
    assert not told(lossy(value=first), whole(value=second), LOSS)
    assert not told(lossy(value=1768458600000), whole(value=1768458601000), LOSS)
    assert not told(lossy(warn=first, log=first), whole(warn=second, log=second), LOSS)


def test_looking_before_the_write_is_no_follow_up():
    assert not told(lossy(before=["search_leads", "read_pipeline"]), whole(), LOSS)


def test_looking_once_more_than_usual_is_one():
    assert told(lossy(then=["read_lead", "read_lead"]), whole(then=["read_lead"]), LOSS)
    assert not told(lossy(then=["read_lead"]), whole(then=["read_lead", "read_lead"]), LOSS)


def test_another_warning_than_the_usual_one_tells():
    usual = "this client is deprecated"
    assert told(lossy(warn="a field was not stored"), whole(warn=usual), LOSS)
    assert not told(lossy(warn=usual), whole(warn=usual), LOSS)
