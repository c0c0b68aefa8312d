"""The rules on traffic that the simulator answered, with what it discloses."""

import json

import pytest

from pytest_leads.audit import audit
from pytest_leads.doors.handler import Handler
from pytest_leads.journal import Journal
from pytest_leads.pitfalls import all_pitfalls, assert_no_ignored, assert_no_pitfalls
from pytest_leads.wire import Request
from pytest_leads.workspace import Workspace

SYNC = "https://next.telecrm.in/autoupdate/v2/enterprise/e1"
ASYNC = "https://next-api.telecrm.in/enterprise/e1"
HEADERS = (("Authorization", "Bearer any"), ("Content-Type", "application/json"))


class Api:
    def __init__(self, **workspace):
        self.workspace = Workspace(**workspace)
        self.handler = Handler(self.workspace)
        self.journal = Journal()

    def post(self, path, body, base=SYNC):
        request = Request("POST", base + path, HEADERS, json.dumps(body).encode())
        answer = self.handler(request)
        self.journal.record(request, answer.response, disclosure=answer.disclosure)
        return answer.response.json()

    def save(self, body):
        self.post("/autoupdatelead", body, ASYNC)
        self.workspace.drain()

    def found(self):
        findings = audit(list(self.journal), self.workspace.profile, all_pitfalls())
        return [(finding.pitfall, finding.rule, finding.subject) for finding in findings]


@pytest.mark.parametrize("quirks", [{}, {"search_row": "documented"}, {"stored_phone": "as_sent"}])
def test_an_integration_that_does_everything_right_is_left_in_peace(quirks):
    api = Api(quirks=quirks)
    created = api.post("/lead", {"fields": {"phone": "9999999999", "status": "Fresh", "rating": 3}})
    api.post("/lead", {"fields": {"phone": "+919999999999", "name": "A"}})
    api.post("/lead/search", {"fields": {"phone": "9999999999"}})
    api.post(f"/lead/{created['lead_id']}", {"fields": {"name": "A", "status": "Contacted"}})
    api.post("/lead", {"fields": {"phone": "8888888888"}})
    api.post("/lead", {"fields": {"phone": "8888888888"}})
    api.save({"fields": {"phone": "+918888888888", "name": "B"}, "actions": []})
    for skip in (0, 1):
        api.post(f"/lead/search?skip={skip}&limit=1", {"fields": {"created_on": {"from": 1, "to": "31/12/2099"}}})
    assert api.found() == []
    assert_no_pitfalls(api.journal)


def test_a_status_that_an_update_drops_in_silence_is_one_finding_marked_ignored():
    api = Api()
    created = api.post("/lead", {"fields": {"phone": "9999999999"}})
    api.post(f"/lead/{created['lead_id']}", {"fields": {"status": "fresh"}})
    assert api.found() == [("unknown-status", "unknown-label", "fields.status")]


def test_the_losses_of_the_async_queue_are_found_once_it_was_processed():
    api = Api()
    api.save({"fields": {"phone": "9999999999", "rating": "3"}, "actions": [{"type": "1001", "fields": {}}]})
    assert [subject for pitfall, _, subject in api.found() if pitfall == "partial-success"] == [
        "fields.rating",
        "actions[0].type",
    ]


def test_an_async_lead_without_its_identifier_is_lost_and_found():
    api = Api()
    api.save({"fields": {"name": "A"}})
    assert api.found() == [("partial-success", "dropped-in-silence", "fields.phone")]


def test_the_identifier_and_the_format_are_those_of_the_workspace():
    api = Api(identifier="email", date_format="YYYY-MM-DD")
    created = api.post("/lead", {"fields": {"email": "a@b.in", "phone": "9999999999"}})
    api.post(f"/lead/{created['lead_id']}", {"fields": {"phone": "8888888888"}})
    api.post("/lead/search", {"fields": {"created_on": {"from": "2020-01-01", "to": "2099-12-31 10:00:00"}}})
    assert api.found() == []
    api.post(f"/lead/{created['lead_id']}", {"fields": {"email": "a@b.in"}})
    assert api.found() == [("identifier-change", "identifier-in-update", "fields.email")]


def test_an_ignored_action_is_found_and_can_be_expected():
    api = Api()
    created = api.post("/lead", {"fields": {"phone": "9999999999"}})
    payment = {"type": "PAYMENT", "status": "PENDING", "currency": "INR", "amount": "-1"}
    api.post(f"/lead/{created['lead_id']}/action", {"actions": [payment]})
    [(pitfall, rule, subject)] = api.found()
    assert (pitfall, rule) == ("partial-success", "ignored")
    assert subject.startswith("actions[0]")
    assert_no_ignored(api.journal, expected=["actions[0]"])
