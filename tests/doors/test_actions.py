"""Creating, reading, updating and searching actions over the wire."""

from __future__ import annotations

import pytest

PAYMENT = {"type": "PAYMENT", "status": "PENDING", "currency": "INR", "amount": "10000"}
LIMIT = (400, "BAD_REQUEST", "Limit should be between 1 and 100")


def add(api, lead, *items):
    return api.post(f"/lead/{lead}/action", {"actions": list(items)})


def test_each_action_stands_or_falls_by_itself(named):
    lead = named.create()
    items = [
        PAYMENT,
        {"type": "1001", "fields": {"email": "x"}},
        {"type": "9999"},
        "x",
        {"type": "ACTION_1001"},
        {"type": 1001},
        {},
        {"type": "1001", "fields": []},
        {"type": "1001", "fields": {"note": "ok"}},
    ]
    answer = add(named, lead, *items)
    body = answer.response.json()
    assert answer.response.status == 200
    assert body["lead_id"] == lead
    assert [item["status"] for item in body["actions"]] == ["CREATED", *["IGNORED"] * 7, "CREATED"]
    assert all((item["action_id"] is None) == (item["status"] == "IGNORED") for item in body["actions"])
    assert [remark["field"] for remark in body["remarks"]] == [
        "actions[1].fields.email",
        "actions[2].type",
        "actions[3]",
        "actions[4].type",
        "actions[5].type",
        "actions[6].type",
        "actions[7].fields",
    ]
    assert [action.type for action in named.workspace.lead(lead).actions] == ["PAYMENT", "1001"]


def test_an_invalid_field_may_cost_only_itself(named):
    named.workspace.quirks["invalid_action_field"] = "field"
    lead = named.create()
    body = add(named, lead, {"type": "1001", "fields": {"note": "ok", "email": "x"}}).response.json()
    assert body["actions"][0]["status"] == "CREATED"
    assert len(body["remarks"]) == 1
    assert named.workspace.lead(lead).actions[0].fields == {"note": "ok"}


@pytest.mark.parametrize("type_", ["OUTGOING_CALL", "LEAD_ASSIGNMENT", "INCOMING_WHATSAPP_MSG", "SYSTEM_NOTE", "note"])
def test_a_read_only_type_fails_the_request_and_nothing_is_written(api, outcome, type_):
    lead = api.create()
    answer = add(api, lead, PAYMENT, {"type": type_})
    assert outcome(answer) == (400, "BAD_REQUEST", "Only custom actions and payment actions can be created")
    assert api.workspace.lead(lead).actions == ()


def test_the_async_prefix_on_sync_may_fail_the_request(call, outcome):
    api = call(quirks={"sync_prefixed_action": "400"})
    assert outcome(add(api, api.create(), {"type": "ACTION_1001"}))[0] == 400


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("status", "pending"),
        ("status", None),
        ("currency", "EUR"),
        ("currency", ["INR"]),
        ("amount", 10000),
        ("amount", "0"),
        ("amount", "0.00"),
        ("amount", "-5"),
        ("amount", ""),
    ],
)
def test_a_payment_needs_its_four_members(api, member, value):
    body = add(api, api.create(), PAYMENT | {member: value}).response.json()
    assert body["actions"] == [{"action_id": None, "status": "IGNORED"}]
    assert [remark["field"] for remark in body["remarks"]] == [f"actions[0].{member}"]


def test_a_payment_amount_may_be_a_number(call):
    api = call(quirks={"payment_amount_number": "accept"})
    body = add(api, api.create(), PAYMENT | {"amount": 10000}).response.json()
    assert body["actions"][0]["status"] == "CREATED"


def test_actions_read_as_documented(named):
    lead = named.create()
    added = add(named, lead, PAYMENT, {"type": "1001", "fields": {"note": "x"}}).response.json()["actions"]
    read = [named.get(f"/lead/{lead}/action/{item['action_id']}").response.json() for item in added]
    assert read == [PAYMENT, {"type": "1001", "fields": {"note": "x"}}]


def test_types_may_read_with_their_prefix_and_rows_with_more(named):
    named.workspace.quirks.update({"action_type_in_reads": "prefixed", "action_row": "live"})
    lead = named.create({"type": "1001", "fields": {}})
    row = named.get(f"/lead/{lead}?includeActions=true").response.json()["actions"][0]
    assert row["type"] == "ACTION_1001"
    assert {"id", "creationTimestamp", "modificationTimestamp", "employeeid"} <= set(row)


def test_a_read_only_action_cannot_be_read_or_updated_by_id(api, outcome):
    lead = api.create()
    action = api.workspace.add_action(lead, type="OUTGOING_CALL", duration=30).id
    path = f"/lead/{lead}/action/{action}"
    assert outcome(api.get(path)) == (400, "BAD_REQUEST", "Only custom actions and payment actions can be retrieved")
    assert outcome(api.post(path, {"type": "OUTGOING_CALL"}))[0] == 400


def test_unknown_ids_are_404(api, outcome):
    lead = api.create()
    for answer in (api.get(f"/lead/{lead}/action/62ab16e"), api.post(f"/lead/{lead}/action/62ab16e", {})):
        assert outcome(answer) == (404, "ACTION_NOT_FOUND", "Action with ID 62ab16e was not found.")
    for answer in (api.get("/lead/x/action/y"), add(api, "x"), api.post("/lead/x/action/y", {})):
        assert outcome(answer)[:2] == (404, "LEAD_NOT_FOUND")
    missing = outcome(api.post("/lead/x/action/search", {}))
    assert missing[:2] == (404, "LEAD_NOT_FOUND")
    assert missing[2].startswith("Lead with given ID wa")


def test_a_payment_update_changes_its_status_only(api, outcome):
    lead = api.create(PAYMENT)
    path = f"/lead/{lead}/action/{api.workspace.lead(lead).actions[0].id}"
    done = api.post(path, {"type": "PAYMENT", "status": "COMPLETED"}).response.json()
    assert done == PAYMENT | {"status": "COMPLETED"}
    message = "Cannot update amount, currency, or paymentid fields for existing payment action."
    for name in ("amount", "currency", "paymentid"):
        body = {"type": "PAYMENT", "status": "FAILED", name: "1"}
        assert outcome(api.post(path, body)) == (400, "BAD_REQUEST", message)
    for body in ({"type": "PAYMENT"}, {"type": "PAYMENT", "status": "done"}, {"type": "1001", "status": "FAILED"}, {}):
        assert outcome(api.post(path, body))[0] == 400
    assert api.get(path).response.json()["status"] == "COMPLETED"


@pytest.mark.parametrize(
    ("choice", "fields"), [("merge", {"note": "a", "email": "b@c.de"}), ("replace", {"email": "b@c.de"})]
)
def test_a_custom_update_merges_or_replaces(named, choice, fields):
    named.workspace.quirks["action_update"] = choice
    lead = named.create({"type": "1001", "fields": {"note": "a"}})
    path = f"/lead/{lead}/action/{named.workspace.lead(lead).actions[0].id}"
    body = named.post(path, {"type": "1001", "fields": {"email": "b@c.de"}}).response.json()
    assert body == {"type": "1001", "fields": fields}
    assert named.post(path, {"type": "1001", "fields": {"email": "bad"}}).response.status == 400


def test_an_action_search_finds_every_type_newest_first(api, clock, outcome):
    lead = api.create(PAYMENT)
    clock.advance(1000)
    api.workspace.add_action(lead, type="OUTGOING_CALL", performed_by="agent@example.com")
    path = f"/lead/{lead}/action/search"
    body = api.post(path).response.json()
    assert [row["type"] for row in body["data"]] == ["OUTGOING_CALL", "PAYMENT"]
    assert (body["total_count"], body["skip"], body["limit"]) == (2, 0, 10)
    assert api.post(path, {"type": "PAYMENT"}).response.json()["total_count"] == 1
    assert api.post(path, {"performed_by": ["AGENT@example.com"]}).response.json()["total_count"] == 1
    assert api.post(path, {"created_on": {"from": clock.now}}).response.json()["total_count"] == 1
    assert api.post(path, {"created_on": {"from": "2026-01-01", "to": "2026-02-01"}}).response.json()["data"] == []
    for filters in ({"type": ["PAYMENT"]}, {"created_on": "x", "when": 1}, {"performed_by": {"x": 1}}):
        assert outcome(api.post(path, filters)) == (400, "BAD_REQUEST", "Invalid filter")
    assert outcome(api.post(path + "?limit=101", {})) == LIMIT


def test_an_action_may_be_backdated(api):
    lead = api.create({"type": "1001", "fields": {}, "created_on": "01/01/2023 11:30:00"})
    assert api.workspace.lead(lead).actions[0].created_on == 1_672_552_800_000


def test_actions_add_their_score_to_the_lead(named):
    named.create({"type": "1001", "fields": {}}, {"type": "1001", "fields": {}})
    assert named.post("/lead/search", {}).response.json()["data"][0]["score"] == 20
