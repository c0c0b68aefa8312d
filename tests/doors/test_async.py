"""The Async API: queued at once, processed when the clock says so, dropped without a word."""

from __future__ import annotations

import pytest


def dropped(answer):
    return [(lost.path, lost.told) for lost in answer.disclosure.dropped]


def test_a_lead_is_queued_and_there_for_the_next_request(api):
    answer = api.queue({"fields": {"phone": "9999999999", "name": "A"}})
    assert (answer.response.status, answer.response.json()) == (200, {"status": "QUEUED"})
    assert api.post("/lead/search", {}).response.json()["total_count"] == 1


def test_a_delay_keeps_the_lead_back_until_the_clock_says_so(call, clock):
    api = call(quirks={"async_delay": 500})
    api.queue({"fields": {"phone": "9999999999"}})
    clock.advance(499)
    assert api.workspace.leads == []
    clock.advance(1)
    assert len(api.workspace.leads) == 1


def test_drain_processes_what_is_not_due(call):
    api = call(quirks={"async_delay": 10_000})
    api.queue({"fields": {"phone": "9999999999"}})
    assert api.workspace.drain() == 1
    assert api.workspace.drain() == 0
    assert len(api.workspace.leads) == 1


@pytest.mark.parametrize("spelling", ["9999999999", "+919999999999", "919999999999"])
def test_a_known_identifier_updates_only_what_is_named(api, spelling):
    lead = api.create(name="A", city="X")
    api.queue({"fields": {"phone": spelling, "name": "B"}, "actions": [{"type": "ACTION_1001", "fields": {"n": 1}}]})
    (only,) = api.workspace.leads
    assert only.id == lead
    assert (only.fields["name"], only.fields["city"]) == ("B", "X")
    assert [action.type for action in only.actions] == ["1001"]


@pytest.mark.parametrize("fields", [{"name": "A"}, {"phone": "99999", "name": "A"}, {"phone": None}])
def test_without_a_usable_identifier_the_request_is_lost(api, fields):
    answer = api.queue({"fields": fields})
    assert answer.response.json() == {"status": "QUEUED"}
    assert api.workspace.leads == []
    assert dropped(answer) == [("fields.phone", False)]


def test_what_does_not_fit_is_dropped_and_disclosed_when_it_is_processed(named):
    fields = {
        "phone": "9999999999",
        "rating": "3",
        "interests": "VIP, Returning",
        "due": "2026-01-01",
        "x": 1,
        "status": "won",
    }
    actions = [{"type": "1001", "fields": {}}, {"type": "ACTION_1001", "fields": {"email": "bad"}}]
    answer = named.queue({"fields": fields, "actions": actions})
    assert dropped(answer) == []
    (lead,) = named.workspace.leads
    assert set(lead.fields) == {"phone"}
    assert lead.actions == ()
    expected = ["fields.rating", "fields.interests", "fields.due", "fields.x", "fields.status"]
    expected += ["actions[0].type", "actions[1].fields.email"]
    assert dropped(answer) == [(path, False) for path in expected]


def test_payments_need_no_prefix(api):
    payment = {"type": "PAYMENT", "status": "PENDING", "currency": "INR", "amount": "10"}
    api.queue({"fields": {"phone": "9999999999"}, "actions": [payment]})
    assert api.workspace.leads[0].actions[0].members["amount"] == "10"


def test_a_system_note_is_dropped_or_kept(call):
    body = {"fields": {"phone": "9999999999"}, "actions": [{"type": "SYSTEM_NOTE", "text": "x"}]}
    for choice, types in (("drop", []), ("keep", ["SYSTEM_NOTE"])):
        api = call(quirks={"system_note": choice})
        api.queue(body)
        assert [action.type for action in api.workspace.leads[0].actions] == types


@pytest.mark.parametrize("body", [None, b"{", {}, {"fields": []}, {"fields": {"phone": "9999999999"}, "actions": {}}])
def test_a_body_of_a_wrong_shape_is_400(api, outcome, body):
    assert outcome(api.queue(body))[:2] == (400, "BAD_REQUEST")
