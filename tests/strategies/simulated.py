"""The simulator behind its handler, made anew for each example, and how these tests draw."""

from __future__ import annotations

import json

from hypothesis import Phase, find, settings
from hypothesis import strategies as st
from hypothesis.errors import NoSuchExample

from pytest_leads import strategies
from pytest_leads.doors import Handler
from pytest_leads.wire import Request
from pytest_leads.workspace import ManualClock, Workspace
from pytest_leads.workspace.quirks import QUIRKS

BASE = "https://next.telecrm.in/autoupdate/v2/enterprise/e1"
HEADERS = (("Authorization", "Bearer t"), ("Content-Type", "application/json"))
#: 2026-01-01, so that what is created lies in the middle of the windows that are drawn.
NOW = 1_767_225_600_000
#: The default workspace first, then any.
WORKSPACES = st.builds(Workspace) | strategies.workspaces()
#: Every choice of every quirk: what is promised holds whatever the API does where the documents leave it open.
ANY_QUIRKS = st.fixed_dictionaries(
    {name: st.sampled_from(quirk.values) for name, quirk in QUIRKS.items() if quirk.settable and not quirk.is_number}
)
repeatable = settings(derandomize=True, database=None, deadline=None, max_examples=60)

#: A workspace with a field of every type, and actions.
FIELDS = {
    "city": "TEXT",
    "second_email": "EMAIL",
    "second_phone": "PHONE",
    "interest": "RATING",
    "units": "NUMBER",
    "due": "DATE",
    "source": {"type": "DROPDOWN", "options": ["Website", "Walk-in"]},
    "interests": "TAGS",
    "budget": "MONEY",
    "site": "WEBSITE",
    "photo": "MEDIALINK",
    "owner": "ACTIVEUSERS",
    "reason": "LOSTREASON",
}


def named(**more):
    """A workspace that names its fields, actions and team."""
    actions = {"1001": {"fields": {"note": "TEXT"}}}
    return Workspace(**{"fields": FIELDS, "actions": actions, "members": ["asha@example.com"], **more})


def minimal(strategy, condition=lambda _: True):
    """The simplest value that can be drawn, of those that satisfy the condition."""
    phases = (Phase.generate, Phase.shrink)
    return find(strategy, condition, settings=settings(repeatable, max_examples=2000, phases=phases))


def comes(strategy, condition):
    """Whether a value that satisfies the condition is among two hundred."""
    try:
        find(strategy, condition, settings=settings(repeatable, max_examples=200, phases=(Phase.generate,)))
    except NoSuchExample:
        return False
    return True


class Simulated:
    """Calls on a workspace over the wire: each gives status and body."""

    def __init__(self, workspace, quirks=None):
        self.workspace = workspace
        workspace.clock = ManualClock(NOW)
        # Whether any name is a field is a property of the workspace, and not what is left open here.
        workspace.quirks.update({name: v for name, v in (quirks or {}).items() if name != "unknown_field"})
        self.handler = Handler(workspace)

    def call(self, method, path, body=None):
        content = b"" if body is None else json.dumps(body).encode()
        response = self.handler(Request(method, BASE + path, HEADERS, content)).response
        return response.status, response.json()

    def create(self, fields, actions=()):
        return self.call("POST", "/lead", {"fields": fields, "actions": list(actions)})

    def created(self, fields):
        """The id of a new lead of which everything was stored."""
        status, body = self.create(fields)
        assert (status, body.get("remarks") or []) == (201, [])
        return body["lead_id"]

    def update(self, lead_id, body):
        return self.call("POST", f"/lead/{lead_id}", body)

    def read(self, lead_id):
        """The fields of a lead; the status may stand beside them."""
        row = self.call("GET", f"/lead/{lead_id}")[1]
        return row["fields"] | ({"status": row["status"]} if row.get("status") else {})

    def search(self, body, query=""):
        return self.call("POST", f"/lead/search{query}", body)

    def act(self, lead_id, *actions):
        return self.call("POST", f"/lead/{lead_id}/action", {"actions": list(actions)})
