"""A caller that speaks to a workspace through its handler."""

from __future__ import annotations

import json

import pytest

from pytest_leads.doors import Handler
from pytest_leads.wire import Request
from pytest_leads.workspace import ManualClock, Workspace

SYNC = "https://next.telecrm.in/autoupdate/v2/enterprise/e1"
TOKEN = "t"
ASYNC = "https://next-api.telecrm.in/enterprise/e1"


class Caller:
    """Sends requests to a handler; a body that is not bytes is sent as JSON."""

    def __init__(self, workspace):
        self.workspace = workspace
        self.handler = Handler(workspace)

    def send(self, method, path, body=None, *, base=SYNC, token=TOKEN, headers=()):  # noqa: PLR0913  # parts of a request
        content = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        given = [("Authorization", f"Bearer {token}")] if token else []
        given += [("Content-Type", "application/json")] if "content-type" not in dict(headers) else []
        return self.handler(Request(method, base + path, (*given, *headers), content))

    def get(self, path, **how):
        return self.send("GET", path, **how)

    def post(self, path, body=None, **how):
        return self.send("POST", path, body, **how)

    def queue(self, body, **how):
        return self.send("POST", "/autoupdatelead", body, base=ASYNC, **how)

    def create(self, *actions, **fields):
        """Create a lead over the wire: its id."""
        body = {"fields": {"phone": "9999999999", **fields}, "actions": list(actions)}
        return self.post("/lead", body).response.json()["lead_id"]


@pytest.fixture
def clock():
    return ManualClock(1_767_225_600_000)


@pytest.fixture
def call(clock):
    """A function that makes a caller for a workspace with the given arguments."""
    return lambda **arguments: Caller(Workspace(**{"clock": clock, **arguments}))


@pytest.fixture
def api(call):
    """A caller for the default workspace."""
    return call()


@pytest.fixture
def named(call):
    """A caller for a workspace that names its fields, actions and team."""
    return call(
        fields={
            "city": "TEXT",
            "due": "DATE",
            "budget": "MONEY",
            "source": {"type": "DROPDOWN", "options": ["Web"]},
            "interests": "TAGS",
            "units": "NUMBER",
            "site": "WEBSITE",
            "photo": "MEDIALINK",
            "owner": "ACTIVEUSERS",
        },
        actions={"1001": {"name": "Visit", "score": 10, "fields": {"note": "TEXT", "email": "EMAIL"}}},
        members=["agent@example.com", "boss@example.com"],
    )


def outcome(answer):
    """Status, code and message of a refusal."""
    error = answer.response.json()["error"]
    return answer.response.status, error["code"], error["message"]


@pytest.fixture(name="outcome")
def outcome_():
    return outcome
