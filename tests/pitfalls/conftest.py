"""Traffic written down by hand, so that a rule meets exactly what its test is about."""

import json

import pytest

from pytest_leads.audit import audit
from pytest_leads.journal import Journal
from pytest_leads.pitfalls import all_pitfalls
from pytest_leads.wire import Disclosure, Dropped, Origin, Request, Response, Sender
from pytest_leads.workspace.profile import Profile

SYNC = "https://next.telecrm.in/autoupdate/v2/enterprise/e1"
ASYNC = "https://next-api.telecrm.in/enterprise/e1"

WORKSPACE = Profile(
    fields={
        "name": "TEXT",
        "phone": "PHONE",
        "email": "EMAIL",
        "status": "STATUS",
        "notes": "TEXT",
        "deal_size": "NUMBER",
        "visit": "DATE",
        "created_on": "DATE",
        "modified_on": "DATE",
    },
    actions={"1001": {"when": "DATE", "note": "TEXT"}},
    statuses=("Fresh", "Site Visit", "Won"),
    archived_statuses=("Dormant",),
)
CONFLICT = {"error": {"code": "LEAD_ALREADY_EXISTS", "message": "..."}}


class Traffic:
    """A journal that a test fills line by line; ``profile`` is what the rules are given."""

    def __init__(self):
        self.journal = Journal(test="tests/test_crm.py::test_it")
        self.profile = WORKSPACE
        self.sender = Sender("requests", Origin("crm.py", 42, "push"))

    def send(self, method, path, body=None, status=200, answer=None, *, base=SYNC, dropped=()):  # noqa: PLR0913  # a whole exchange
        headers = (("Authorization", "Bearer secret"), ("Content-Type", "application/json"))
        sent = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        received = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
        return self.journal.record(
            Request(method, base + path, headers, sent),
            Response(status, (), received),
            sender=self.sender,
            disclosure=Disclosure(dropped=[Dropped(*row) for row in dropped]),
        )

    def create(self, fields, status=201, answer=None, actions=None, **more):
        body = {"fields": fields} if actions is None else {"fields": fields, "actions": actions}
        given = CONFLICT if status == 409 else {"lead_id": "l1", "actions": [], "remarks": []}
        return self.send("POST", "/lead", body, status, given if answer is None else answer, **more)

    def update(self, fields, lead="l1", status=200, answer=None, **more):
        return self.send("POST", f"/lead/{lead}", {"fields": fields}, status, answer or {"fields": {}}, **more)

    def save(self, fields, actions=None, **more):
        body = {"fields": fields, "actions": actions or []}
        return self.send("POST", "/autoupdatelead", body, 200, {"status": "QUEUED"}, base=ASYNC, **more)

    def search(self, body=None, query="", rows=(), total=None, skip=0):
        answer = {"data": list(rows), "total_count": len(rows) if total is None else total, "skip": skip}
        return self.send("POST", f"/lead/search{query}", body, 200, answer)

    def findings(self, pitfall=None):
        found = audit(list(self.journal), self.profile, all_pitfalls())
        return [finding for finding in found if pitfall in (None, finding.pitfall)]

    def rules(self, pitfall):
        return [(finding.rule, finding.level, finding.path) for finding in self.findings(pitfall)]


@pytest.fixture
def traffic():
    return Traffic()


@pytest.fixture
def new_traffic():
    """For property tests, which need a fresh one for each example."""
    return Traffic
