"""A record that answers, and code under test that meets faults."""

from __future__ import annotations

import json

import pytest

from pytest_leads import Workspace
from pytest_leads.audit import audit
from pytest_leads.faults import Faults
from pytest_leads.pitfalls import all_pitfalls
from pytest_leads.session.record import Record
from pytest_leads.wire import Request, Sender

SYNC = "https://next.telecrm.in/autoupdate/v2/enterprise/e1"
ASYNC = "https://next-api.telecrm.in/enterprise/e1"
HEADERS = (("Authorization", "Bearer t"), ("Content-Type", "application/json"))
PHONE = "+919999999999"
VISIT = {"type": "1001", "fields": {"note": "called"}}


class LostError(Exception):
    """No answer came that says anything."""


class Crm:
    """A record and a client of it, which raises ``Lost`` where nothing can be made of the answer."""

    Lost = LostError
    phone = PHONE
    visit = VISIT

    def __init__(self, **workspace):
        named = {"1001": {"name": "Visit", "fields": {"note": "TEXT"}}}
        self.record = Record("test", lambda: Workspace(**{"actions": named, **workspace}))

    @property
    def faults(self):
        return self.record.faults

    @property
    def workspace(self):
        return self.record.workspace

    def send(self, method, url, body=None):
        content = b"" if body is None else json.dumps(body).encode()
        response = self.record.answer(Request(method, url, HEADERS, content), Sender("test"))
        if response.status in {0, 429, 500, 502, 503}:
            raise LostError(response.status)
        try:
            return response.status, response.json()
        except ValueError:
            raise LostError(response.status) from None

    def post(self, path, body, base=SYNC):
        return self.send("POST", base + path, body)

    def search(self, phone=PHONE):
        return self.post("/lead/search", {"fields": {"phone": phone}})[1]["data"]

    def timeline(self, lead):
        return self.post(f"/lead/{lead}/action/search", {})[1]["data"]

    def save(self, *actions, **fields):
        queued = [{**action, "type": f"ACTION_{action['type']}"} for action in actions]
        return self.post("/autoupdatelead", {"fields": {"phone": PHONE, **fields}, "actions": queued}, ASYNC)

    def create(self, *actions, **fields):
        return self.post("/lead", {"fields": {"phone": PHONE, **fields}, "actions": list(actions)})

    def add(self, lead, *actions):
        return self.post(f"/lead/{lead}/action", {"actions": list(actions)})

    def findings(self):
        self.workspace.drain()
        return audit(list(self.record.journal), self.workspace.profile, all_pitfalls())

    def rules(self):
        return [(finding.pitfall, finding.rule, finding.level) for finding in self.findings()]


@pytest.fixture
def crm():
    return Crm()


@pytest.fixture
def lead(crm):
    return crm.workspace.add_lead(phone=PHONE).id


@pytest.fixture
def hits():
    """Which of ``requests`` numbered requests of an operation the given faults hit, and with what."""

    def hit(*faults, requests=20, operation="create_lead", seed=0):
        taking = Faults(faults, seed=seed)
        taken = [taking.take(operation) for _ in range(requests)]
        return [number for number, fault in enumerate(taken, start=1) if fault]

    return hit
