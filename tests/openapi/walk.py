"""One walk past every operation of a simulated workspace, on the right path and beside it."""

import json

from leads_facts.wire import ACTIONS, FIELDS, PAYMENT, VISIT

from pytest_leads.doors import Handler
from pytest_leads.wire import Request
from pytest_leads.workspace import ManualClock, Workspace

TOKEN = "t"
SYNC = "http://127.0.0.1/autoupdate/v2/enterprise/e1"
ASYNC = "http://127.0.0.1/enterprise/e1/autoupdatelead"
LEAD = {"name": "Asha Rao", "phone": "9999999999", "email": "asha@example.com", "interests": ["VIP"], "visit": 10**12}
MEMBER = {"name": "Ravi", "email": "ravi@example.com", "phone_number": "919876543210", "role": "CALLER"}
UNFIT = {
    "rating": 9,
    "email": "nobody",
    "status": "fresh",
    "unheard": 1,
    "deal_size": 1000,
    "site": 5,
    "owner": "x@y.zz",
}


class Walker:
    """Sends requests to a workspace and keeps what came back."""

    def __init__(self, quirks):
        clock = ManualClock(1_780_000_000_000)
        self.workspace = Workspace(
            fields=FIELDS,
            actions=ACTIONS,
            clock=clock,
            enterprise="e1",
            members=["owner@example.com", "agent@example.com"],
            tokens={"sync": [TOKEN], "async": [TOKEN]},
            quirks={"max_body": 5000} | quirks,
        )
        self.exchanges = []
        self._handler = Handler(self.workspace)

    def send(self, method, path, body=None, *, url=SYNC, token=TOKEN):
        content = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        headers = (("Authorization", f"Bearer {token}"), ("Content-Type", "application/json"))
        request = Request(method, url + path, headers, content)
        response = self._handler(request).response
        self.exchanges.append((request, response))
        return response.json()

    def get(self, path, **how):
        return self.send("GET", path, **how)

    def post(self, path, body=None, **how):
        return self.send("POST", path, body, **how)


def walk(quirks):
    """Every request of the walk and its response, in a workspace with these quirks."""
    walker = Walker(quirks)
    lead = _leads(walker)
    _actions(walker, lead)
    _searches(walker, lead)
    _members(walker)
    _enterprise(walker)
    _refusals(walker)
    return walker.exchanges


def _leads(walker):
    lead = walker.post("/lead", {"fields": LEAD, "actions": [VISIT, PAYMENT, {"type": "CALL"}, 5]})["lead_id"]
    walker.post("/lead", {"fields": LEAD})
    walker.post("/lead", {"fields": {"name": "Nobody"}})
    walker.post("/lead", {"fields": {"phone": "+919812345670"} | UNFIT, "actions": [{"type": "9"}]})
    walker.post("/lead", {"fields": {"phone": "+919812345671", "status": "Lost", "lost_reason": "Price too high"}})
    for fields in (
        {"name": "Asha"},
        {"phone": "9999999999"},
        {"phone": "1"},
        {"rating": 9},
        UNFIT,
        {"interests": ["A"]},
    ):
        walker.post(f"/lead/{lead}", {"fields": fields})
    walker.post("/lead/62ab16e", {"fields": {}})
    for query in ("", "?includeActions=true", "?includeActions=true&limit=101", "?includeActions=perhaps"):
        walker.get(f"/lead/{lead}{query}")
    walker.get("/lead/62ab16e")
    note = {"type": "SYSTEM_NOTE", "text": "seen"}
    walker.post("", {"fields": LEAD | UNFIT, "actions": [{**VISIT, "type": "ACTION_1001"}, VISIT, note]}, url=ASYNC)
    walker.post("", {"fields": []}, url=ASYNC)
    walker.workspace.drain()
    return lead


def _actions(walker, lead):
    path = f"/lead/{lead}/action"
    unfit = {"type": "1001", "fields": {"email": "nobody", "unheard": 1}}
    items = [VISIT, PAYMENT | {"paymentid": "p1"}, unfit, PAYMENT | {"amount": 5}, {"type": 1001}, {"type": "1002"}]
    made = walker.post(path, {"actions": [*items, VISIT | {"created_on": "01/01/2023"}]})["actions"]
    for wrong in ({"type": "OUTGOING_CALL"}, {"type": "ACTION_1001"}):
        walker.post(path, {"actions": [wrong]})
    walker.post("/lead/62ab16e/action", {"actions": []})
    visit, payment = made[0]["action_id"], made[1]["action_id"]
    call = walker.workspace.add_action(lead, type="OUTGOING_CALL", duration=30).id
    for action in (visit, payment, call, "62ab16e"):
        walker.get(f"{path}/{action}")
        walker.post(f"{path}/{action}", {"type": "PAYMENT", "status": "COMPLETED"})
        walker.post(f"{path}/{action}", {"type": "1001", "fields": {"note": "again"}})
    walker.post(f"{path}/{payment}", {"type": "PAYMENT", "status": "FAILED", "amount": "1"})


def _searches(walker, lead):
    walker.get("/lead/search?phone=9999999999")
    days = {"from": "01/01/2020", "to": "2030-01-01T00:00:00Z"}
    for body in (
        None,
        {"fields": {"status": ["Fresh"], "phone": "9999999999", "created_on": days}},
        {"fields": {"interests": "VIP"}, "actions": {"type": "1001", "performed_at": {"to": "01/01/2030"}}},
        {"fields": {"name": {"like": "A"}}},
        {"fields": [], "sort": 1},
    ):
        walker.post("/lead/search", body)
    walker.post("/lead/search?limit=101")
    walker.post("/lead/search?limit=1&skip=1")
    for body in ({}, {"type": "1001", "performed_by": "API"}, {"sort": 1}):
        walker.post(f"/lead/{lead}/action/search?limit=3", body)
    walker.post("/lead/62ab16e/action/search")


def _members(walker):
    for body in (MEMBER, MEMBER, MEMBER | {"email": "meera@example.com", "password": "x"}, {"role": "KING"}):
        walker.post("/team-members", body)
    walker.workspace.members.seats = 1
    walker.post("/team-members", MEMBER | {"email": "third@example.com"})
    for query in ("", "?limit=1", "?limit=11", "?includeDeleted=true"):
        walker.get(f"/team-members{query}")
    for email in ("ravi@example.com", "nobody@example.com", "nobody"):
        walker.get(f"/team-members/{email}")
        walker.post("/teammember/state_change", {"state": "On Leave", "email": email})
    walker.post("/teammember/state_change", {"state": "Asleep"})


def _enterprise(walker):
    for path in ("metadata", "custom-fields", "custom-actions", "lead-stage-pipeline"):
        walker.get(f"/{path}")
        walker.get(f"/{path}?detail=true")
        walker.get(f"/{path}", url=SYNC.replace("e1", "e2"))
    for path in ("custom-fields/visit", "custom-fields/unheard", "custom-actions/ACTION_1001", "custom-actions/1001"):
        walker.get(f"/{path}")


def _refusals(walker):
    walker.get("/metadata", token="another")
    for body in (b"", b"{", b"[]", b'{"fields": {"phone": "' + b"9" * 6000 + b'"}}'):
        walker.post("/lead", body)
    walker.send("PUT", "/lead")
