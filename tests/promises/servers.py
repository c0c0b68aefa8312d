"""The simulator as a server, what a façade in front of it sees of a call, and the exchanges that it is put to.

A façade is a function that gets a call, what forwards it and the workspace, and returns an answer.
"""

import json
from dataclasses import dataclass, replace
from itertools import count
from urllib.parse import parse_qsl, urlencode, urlsplit

from pytest_leads.doors import Handler
from pytest_leads.operations import locate
from pytest_leads.promises import Exchange, Reply
from pytest_leads.wire import Request
from pytest_leads.workspace import ManualClock, Workspace

BASE = "http://127.0.0.1/autoupdate/v2/enterprise/e1"
HEADERS = (("Authorization", "Bearer t"), ("Content-Type", "application/json"))
FIELDS = {
    "city": "TEXT",
    "visit": "DATE",
    "interests": "TAGS",
    "deal_size": "MONEY",
    "source": {"type": "DROPDOWN", "options": ["Web", "Walk-in"]},
    "seats": "NUMBER",
    "site": "WEBSITE",
    "second_phone": "PHONE",
}
ACTIONS = {"1001": {"name": "Visit", "fields": {"note": "TEXT", "email": "EMAIL"}}}
VISIT = {"type": "1001", "fields": {"note": "Site visit completed"}}


@dataclass(frozen=True)
class Call:
    """A request as a façade sees it: its path is that after the enterprise."""

    method: str
    path: str
    query: tuple = ()
    body: object = None

    @property
    def creates(self):
        return (self.method, self.path) == ("POST", "/lead")

    @property
    def searches(self):
        return (self.method, self.path) == ("POST", "/lead/search")

    @property
    def updates(self):
        return (
            self.method == "POST" and self.path.startswith("/lead/") and self.path.count("/") == 2 and not self.searches
        )

    @property
    def fields(self):
        return (self.body or {}).get("fields") or {}

    def but(self, **changes):
        return replace(self, **changes)

    def with_fields(self, **fields):
        return self.but(body={**(self.body or {}), "fields": {**self.fields, **fields}})

    def without(self, *names):
        kept = {name: value for name, value in self.fields.items() if name not in names}
        return self.but(body={**(self.body or {}), "fields": kept})


class Server:
    """A workspace behind a façade; ``further`` is what every further question is answered with."""

    def __init__(self, facade=None, *, further=None, **workspace):
        self.clock = ManualClock(1_780_000_000_000)
        self.workspace = Workspace(**{"fields": FIELDS, "actions": ACTIONS, "clock": self.clock} | workspace)
        self._handler = Handler(self.workspace)
        self._facade = facade
        self._further = further
        self._numbers = count(1)
        self._known = {}

    def answer(self, call):
        return self._facade(call, self.forward, self.workspace) if self._facade else self.forward(call)

    def forward(self, call):
        self.clock.advance(1000)
        content = b"" if call.body is None else json.dumps(call.body).encode()
        url = BASE + call.path + (f"?{urlencode(call.query)}" if call.query else "")
        response = self._handler(Request(call.method, url, HEADERS, content)).response
        return Reply(response.status, response.json())

    def exchange(self, method, path, body=None):
        """A call that was made, as the promises see it."""
        parts = urlsplit(path)
        call = Call(method, parts.path, tuple(parse_qsl(parts.query)), body)
        reply = self.answer(call)
        route = locate("127.0.0.1", urlsplit(BASE).path + parts.path)
        return Exchange(
            route.operations[method].id, parts.path, route.params, call.query, body, reply, self._ask, self._known
        )

    def _ask(self, method, path, query, body):
        return self._further or self.answer(Call(method, path, tuple(query), body))

    def person(self):
        """What identifies a lead, whichever field does."""
        number = next(self._numbers)
        return {"phone": f"+9198{number:08}", "email": f"n{number}@example.com", "city": f"Pune {number}"}


def exchanges(server):
    """Calls of all kinds that the promises look at, each made when it is asked for."""
    lead = server.exchange("POST", "/lead", {"fields": server.person() | {"name": "Asha Rao"}})
    yield lead
    yield server.exchange("POST", "/lead", {"fields": server.person() | {"name": "Ravi", "rating": 9}})
    actions = [VISIT, {"type": "1001", "fields": {"email": "nobody"}}, {"type": "9"}, VISIT]
    yield server.exchange("POST", "/lead", {"fields": server.person() | {"status": "won"}, "actions": actions})
    dated = server.person() | {"visit": "2026-01-01T10:30:00Z", "status": "Won", "interests": "VIP"}
    yield server.exchange("POST", "/lead", {"fields": dated})
    yield server.exchange("POST", "/lead", {"fields": dated})
    for fields in (
        {"name": "Asha", "rating": 4, "city": "Pune"},
        server.person(),
        {"status": "fresh", "email": "a@b.cc"},
    ):
        yield server.exchange("POST", lead.lead, {"fields": fields})
    yield server.exchange("POST", f"{lead.lead}/action", {"actions": actions})
    for body in ({}, {"fields": {"name": "asha"}}, {"fields": {"name": ["Ravi", "asha"], "status": "Fresh"}}, None):
        yield server.exchange("POST", "/lead/search", body)
    for query in ("?limit=1", "?limit=2&skip=1", "?skip=99", "?limit=101", "?limit=0"):
        yield server.exchange("POST", f"/lead/search{query}", {})
        yield server.exchange("POST", f"{lead.lead}/action/search{query}", {})
        yield server.exchange("GET", f"{lead.lead}{query}&includeActions=true")
        yield server.exchange("GET", f"/team-members{query}")
    yield server.exchange("GET", f"{lead.lead}?limit=500")
