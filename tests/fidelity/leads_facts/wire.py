"""A fresh simulator and nothing but requests to talk to it."""

import json
from collections.abc import Mapping
from itertools import count
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

from pytest_leads.doors import Handler
from pytest_leads.wire import Request
from pytest_leads.workspace import ManualClock, Workspace

SYNC = "https://next.telecrm.in/autoupdate/v2/enterprise/e1/"
ASYNC = "https://next-api.telecrm.in/enterprise/e1/"
NOW = 1_780_000_000_000
UNKNOWN_ID = "603d2b2f9b1e8a001c8e4f5c"

#: A lead field of each type that is not among the standard ones.
FIELDS = {
    "city": "TEXT",
    "work_email": "EMAIL",
    "mobile": "PHONE",
    "area": "NUMBER",
    "visit": "DATE",
    "contact_source": {"type": "DROPDOWN", "options": ["Web", "Walk-in"]},
    "interests": {"type": "TAGS", "options": ["VIP"]},
    "deal_size": "MONEY",
    "site": "WEBSITE",
    "brochure": "MEDIALINK",
    "owner": "ACTIVEUSERS",
    "mood": "RATING",
    "reason": "LOSTREASON",
}
ACTIONS = {
    "1001": {
        "name": "Site visit",
        "score": 10,
        "fields": {
            "note": "TEXT",
            "outcome": {"type": "DROPDOWN", "options": ["Interested", "Not Interested"]},
            "email": "EMAIL",
            "stars": "RATING",
            "when": "DATE",
            "topics": "TAGS",
        },
    },
    "1002": {"name": "Survey", "fields": {"note": "TEXT"}},
}
PAYMENT = {"type": "PAYMENT", "status": "PENDING", "currency": "INR", "amount": "10000"}
VISIT = {"type": "1001", "fields": {"note": "Site visit completed"}}


class Reply(NamedTuple):
    """Status, decoded body and content type of an answer."""

    status: int
    body: Any
    content_type: str | None

    @property
    def refusal(self) -> tuple[int, str, str]:
        """Status, code and message of an error."""
        return self.status, self.body["error"]["code"], self.body["error"]["message"]


class Wire:
    """A simulator of its own; every method but ``workspace`` is one request or a few."""

    def __init__(self, **workspace: Any) -> None:
        self.clock = ManualClock(NOW)
        self.workspace = Workspace(**{"fields": FIELDS, "actions": ACTIONS, "clock": self.clock} | workspace)
        self._handler = Handler(self.workspace)
        self._phones = (f"+9198{number:08}" for number in count(1))

    def send(
        self,
        method: str,
        url: str,
        body: Any = None,
        query: Mapping[str, Any] = {},
        authorization: str | None = "Bearer token",
    ) -> Reply:
        headers = [("Content-Type", "application/json")]
        if authorization is not None:
            headers.append(("Authorization", authorization))
        content = b"" if body is None else json.dumps(body).encode()
        target = url + ("?" + urlencode(query) if query else "")
        response = self._handler(Request(method, target, tuple(headers), content)).response
        return Reply(response.status, response.json(), response.header("content-type"))

    def post(self, path: str, body: Any = None, **query: Any) -> Reply:
        return self.send("POST", SYNC + quote(path), body, query)

    def get(self, path: str, **query: Any) -> Reply:
        return self.send("GET", SYNC + quote(path), query=query)

    def asynchronous(self, body: Any) -> Reply:
        return self.send("POST", ASYNC + "autoupdatelead", body)

    # Shorter ways to say the same

    def create(self, actions: Any = None, **fields: Any) -> Reply:
        """Create a lead with a phone number of its own unless one is given."""
        body = {"fields": {"phone": next(self._phones)} | fields}
        return self.post("lead", body if actions is None else body | {"actions": actions})

    def lead(self, actions: Any = None, **fields: Any) -> str:
        """Id of a lead that was created."""
        reply = self.create(actions, **fields)
        assert reply.status == 201, reply
        return reply.body["lead_id"]

    def save(self, actions: Any = None, **fields: Any) -> Reply:
        """Create or update a lead through the Async API."""
        return self.asynchronous({"fields": fields} if actions is None else {"fields": fields, "actions": actions})

    def fields(self, lead_id: str) -> dict[str, Any]:
        return self.get(f"lead/{lead_id}").body["fields"]

    def update(self, lead_id: str, **fields: Any) -> Reply:
        return self.post(f"lead/{lead_id}", {"fields": fields})

    def act(self, lead_id: str, *actions: Any) -> Reply:
        return self.post(f"lead/{lead_id}/action", {"actions": list(actions)})

    def action(self, lead_id: str, item: Mapping[str, Any]) -> str:
        """Id of an action that was created."""
        action_id = self.act(lead_id, item).body["actions"][0]["action_id"]
        assert action_id is not None
        return action_id

    def timeline(self, lead_id: str, **filters: Any) -> list[dict[str, Any]]:
        """Actions of a lead, as its action search gives them."""
        return self.post(f"lead/{lead_id}/action/search", filters).body["data"]

    def search(self, fields: Any = None, actions: Any = None, **query: Any) -> Reply:
        parts = {"fields": fields, "actions": actions}
        return self.post("lead/search", {name: part for name, part in parts.items() if part is not None}, **query)

    def names(self, fields: Any = None, actions: Any = None, **query: Any) -> list[str]:
        """Names of the leads that a search finds, in its order."""
        return [row["fields"]["name"] for row in self.search(fields, actions, **query).body["data"]]

    def keeps(self, name: str, value: Any) -> bool:
        """Whether a created lead has this value in this field when it is read back."""
        return self.fields(self.lead(**{name: value})).get(name) == value

    def loses(self, name: str, value: Any) -> bool:
        """Whether a lead is created, told that this field was ignored, and read back without it."""
        reply = self.create(**{name: value})
        told = [(remark["field"], remark["status"]) for remark in reply.body["remarks"]]
        return told == [(f"fields.{name}", "IGNORED")] and name not in self.fields(reply.body["lead_id"])
