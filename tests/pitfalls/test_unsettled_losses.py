"""What the simulator leaves out only because it had to choose: told, with the quirk's name, but no failure."""

import json

import pytest

from pytest_leads.audit import audit
from pytest_leads.doors.handler import Handler
from pytest_leads.journal import Journal
from pytest_leads.pitfalls import all_pitfalls
from pytest_leads.wire import Request
from pytest_leads.workspace import Workspace

SYNC = "https://next.telecrm.in/autoupdate/v2/enterprise/e1/lead"
ASYNC = "https://next-api.telecrm.in/enterprise/e1/autoupdatelead"
PHONE = {"phone": "9999999999"}
PAYMENT = {"type": "PAYMENT", "status": "PENDING", "currency": "INR", "amount": 10}


def found(url, body):
    workspace = Workspace(members=["agent@example.com"])
    request = Request("POST", url, (("Authorization", "Bearer any"),), json.dumps(body).encode())
    answer = Handler(workspace)(request)
    workspace.drain()
    journal = Journal()
    journal.record(request, answer.response, disclosure=answer.disclosure)
    return audit(list(journal), workspace.profile, all_pitfalls())


@pytest.mark.parametrize(
    ("url", "body", "quirk"),
    [
        (SYNC, {"fields": {**PHONE, "created_on": 1_700_000_000_000}}, "read_only_field"),
        (SYNC, {"fields": PHONE, "actions": [{"type": 1001, "fields": {}}]}, "integer_action_type"),
        (SYNC, {"fields": PHONE, "actions": [PAYMENT]}, "payment_amount_number"),
        (ASYNC, {"fields": PHONE, "actions": [{"type": "SYSTEM_NOTE", "text": "called"}]}, "system_note"),
    ],
)
def test_a_loss_that_rests_on_a_quirk_is_a_warning_that_names_it(url, body, quirk):
    [finding] = found(url, body)
    assert (finding.pitfall, finding.level) == ("partial-success", "warning")
    assert quirk in finding.advice


def test_a_documented_loss_is_an_error():
    [finding] = found(SYNC, {"fields": {**PHONE, "rating": 9}})
    assert finding.level == "error"


def test_an_empty_status_is_no_status():
    assert found(SYNC, {"fields": {**PHONE, "status": ""}}) == []


def test_a_queued_request_without_its_identifier_is_told_as_a_whole():
    [finding] = found(ASYNC, {"fields": {"name": "Asha"}})
    assert finding.level == "error"
    assert finding.seen.startswith("the lead identifier phone is missing or invalid, so the whole request is dropped;")
