"""Creating, reading, updating and searching actions (docs: actions/*)."""

from leads_facts.table import fact
from leads_facts.wire import NOW, PAYMENT, UNKNOWN_ID, VISIT, Wire

_CREATE, _GET, _UPDATE, _SEARCH = (
    "docs: actions/create",
    "docs: actions/get",
    "docs: actions/update",
    "docs: actions/search",
)
_BAD_VISIT = {"type": "1001", "fields": {"note": "Seen", "email": "nobody"}}
_MONTH = {"from": "01/04/2026 00:00:00", "to": "30/04/2026 23:59:59"}
_IN_APRIL, _IN_JANUARY = 1_776_000_000_000, 1_767_500_000_000  # 12 April and 4 January 2026
_IMMUTABLE = (
    400,
    "BAD_REQUEST",
    "Cannot update amount, currency, or paymentid fields for existing payment action.",
)


def _with(item):
    """A workspace, a lead, and the path of an action of that lead."""
    wire = Wire()
    lead_id = wire.lead()
    return wire, lead_id, f"lead/{lead_id}/action/{wire.action(lead_id, item)}"


def _with_call():
    wire = Wire()
    lead_id = wire.lead()
    call = wire.workspace.add_action(lead_id, type="OUTGOING_CALL", duration=30)
    return wire, f"lead/{lead_id}/action/{call.id}"


def _calls():
    """A workspace and a lead with an outgoing call in January and an incoming one and a visit in April."""
    wire = Wire()
    lead_id = wire.lead()
    wire.workspace.add_action(lead_id, type="OUTGOING_CALL", performed_by="a@example.com", created_on=_IN_JANUARY)
    wire.workspace.add_action(lead_id, type="INCOMING_CALL", performed_by="a@example.com", created_on=_IN_APRIL)
    visit = {"note": "Seen"}
    wire.workspace.add_action(
        lead_id, type="1001", fields=visit, performed_by="b@example.com", created_on=_IN_APRIL + 1
    )
    return wire, lead_id


def _types(wire, lead_id, **filters):
    return [action["type"] for action in wire.timeline(lead_id, **filters)]


@fact(_CREATE, "Creating actions needs the array actions.")
def creating_actions_needs_the_array():
    wire = Wire()
    lead_id = wire.lead()
    for body in ({}, {"actions": VISIT}, VISIT):
        assert wire.post(f"lead/{lead_id}/action", body).status == 400
    assert wire.timeline(lead_id) == []


@fact("docs: actions/create; pitfall partial-success", "The documents' example: one action created, one ignored.")
def one_action_is_created_and_one_is_ignored():
    wire = Wire()
    lead_id = wire.lead()
    reply = wire.act(lead_id, VISIT, _BAD_VISIT)
    action_id = reply.body["actions"][0]["action_id"]
    assert reply.status == 200
    assert isinstance(action_id, str)
    assert reply.body == {
        "lead_id": lead_id,
        "actions": [{"action_id": action_id, "status": "CREATED"}, {"action_id": None, "status": "IGNORED"}],
        "remarks": [{"field": "actions[1].fields.email", "status": "IGNORED", "remark": "Email is invalid"}],
    }


@fact(_CREATE, "Each action stands or falls by itself, and the outcomes are in the order of the request.")
def actions_are_independent_and_in_order():
    wire = Wire()
    lead_id = wire.lead()
    outcomes = wire.act(lead_id, _BAD_VISIT, VISIT, PAYMENT | {"amount": "0"}, PAYMENT).body["actions"]
    assert [outcome["status"] for outcome in outcomes] == ["IGNORED", "CREATED", "IGNORED", "CREATED"]
    read = [wire.get(f"lead/{lead_id}/action/{outcomes[index]['action_id']}").body for index in (1, 3)]
    assert read == [VISIT, PAYMENT]


@fact(_CREATE, "An invalid field makes its whole action ignored, or (quirk invalid_action_field) only itself.")
def an_invalid_field_costs_its_action():
    wire = Wire()
    lead_id = wire.lead()
    wire.act(lead_id, _BAD_VISIT)
    assert wire.timeline(lead_id) == []
    wire.workspace.quirks["invalid_action_field"] = "field"
    wire.act(lead_id, _BAD_VISIT)
    assert wire.timeline(lead_id) == [{"type": "1001", "fields": {"note": "Seen"}}]


@fact(_CREATE, "A read-only type fails the whole request with 400, valid actions beside it included.")
def a_read_only_type_fails_the_request():
    wire = Wire()
    lead_id = wire.lead()
    refusal = wire.act(lead_id, VISIT, {"type": "OUTGOING_CALL"}).refusal
    assert refusal == (400, "BAD_REQUEST", "Only custom actions and payment actions can be created")
    assert wire.timeline(lead_id) == []


@fact(_GET, "A custom action is read as type and fields, the type bare, and nothing else.")
def a_custom_action_is_read():
    wire, _, path = _with(VISIT)
    assert wire.get(path).body == {"type": "1001", "fields": {"note": "Site visit completed"}}


@fact(_GET, "A payment is read as type, status, currency and amount, and nothing else.")
def a_payment_is_read():
    wire, _, path = _with(PAYMENT | {"status": "COMPLETED", "amount": "5000"})
    assert wire.get(path).body == {"type": "PAYMENT", "status": "COMPLETED", "currency": "INR", "amount": "5000"}


@fact("docs: actions/get, actions/pitfalls", "An action of a read-only type cannot be read by its id: 400.")
def a_call_cannot_be_read_by_id():
    wire, path = _with_call()
    message = "Only custom actions and payment actions can be retrieved"
    assert wire.get(path).refusal == (400, "BAD_REQUEST", message)


@fact(_GET, "Reading an unknown action is 404 ACTION_NOT_FOUND.")
def an_unknown_action_cannot_be_read():
    wire = Wire()
    refusal = wire.get(f"lead/{wire.lead()}/action/{UNKNOWN_ID}").refusal
    assert refusal == (404, "ACTION_NOT_FOUND", f"Action with ID {UNKNOWN_ID} was not found.")


@fact(_UPDATE, "An update of a custom action answers and stores its new state.")
def a_custom_action_is_updated():
    wire, _, path = _with(VISIT)
    reply = wire.post(path, {"type": "1001", "fields": {"note": "Came back"}})
    assert reply.body == {"type": "1001", "fields": {"note": "Came back"}}
    assert wire.get(path).body == reply.body


@fact(_UPDATE, "An update of an action needs its type.")
def an_update_of_an_action_needs_the_type():
    wire, _, path = _with(VISIT)
    assert wire.post(path, {"fields": {"note": "Came back"}}).status == 400
    assert wire.get(path).body == VISIT


@fact(_UPDATE, "An update cannot change the type of an action.")
def the_type_of_an_action_cannot_change():
    wire, _, path = _with(VISIT)
    for body in ({"type": "1002", "fields": {"note": "Came back"}}, {"type": "PAYMENT", "status": "COMPLETED"}):
        assert wire.post(path, body).status == 400
    assert wire.get(path).body == VISIT


@fact(_UPDATE, "The status of a payment can be updated; the answer is the whole payment.")
def the_status_of_a_payment_can_change():
    wire, _, path = _with(PAYMENT)
    reply = wire.post(path, {"type": "PAYMENT", "status": "COMPLETED"})
    assert (reply.status, reply.body) == (200, PAYMENT | {"status": "COMPLETED"})
    assert wire.get(path).body == reply.body


@fact("docs: actions/update, actions/pitfalls", "Amount, currency and paymentid of a payment cannot be updated: 400.")
def the_rest_of_a_payment_cannot_change():
    wire, _, path = _with(PAYMENT)
    for change in ({"amount": "1"}, {"currency": "USD"}, {"paymentid": "p1"}):
        assert wire.post(path, {"type": "PAYMENT", "status": "COMPLETED"} | change).refusal == _IMMUTABLE
    assert wire.get(path).body == PAYMENT


@fact("docs: actions/pitfalls", "A wrong payment is set to CANCELLED and a new one created.")
def a_payment_is_cancelled_and_made_anew():
    wire, lead_id, path = _with(PAYMENT)
    assert wire.post(path, {"type": "PAYMENT", "status": "CANCELLED"}).body["status"] == "CANCELLED"
    wire.action(lead_id, PAYMENT | {"amount": "9000"})
    payments = {(payment["status"], payment["amount"]) for payment in wire.timeline(lead_id, type="PAYMENT")}
    assert payments == {("CANCELLED", "10000"), ("PENDING", "9000")}


@fact("docs: actions/pitfalls", "An action of a read-only type cannot be updated: 400.")
def a_call_cannot_be_updated():
    wire, path = _with_call()
    assert wire.post(path, {"type": "OUTGOING_CALL", "fields": {"note": "x"}}).refusal[:2] == (400, "BAD_REQUEST")


@fact(_SEARCH, "A search without a filter gives all actions of the lead, of every type, and of no other lead.")
def an_empty_action_search_gives_all():
    wire, lead_id = _calls()
    wire.lead([VISIT])
    assert _types(wire, lead_id) == ["1001", "INCOMING_CALL", "OUTGOING_CALL"]
    assert wire.post(f"lead/{lead_id}/action/search").body["total_count"] == 3


@fact(_SEARCH, "A call that is found shows its type, as in the documents' example.")
def a_found_call_is_its_type():
    wire, lead_id = _calls()
    reply = wire.post(f"lead/{lead_id}/action/search", {"type": "OUTGOING_CALL"})
    assert reply.body == {"data": [{"type": "OUTGOING_CALL"}], "total_count": 1, "skip": 0, "limit": 10}


@fact(_SEARCH, "type is one custom code or one built-in type.")
def actions_are_found_by_type():
    wire, lead_id = _calls()
    assert _types(wire, lead_id, type="1001") == ["1001"]
    assert _types(wire, lead_id, type="INCOMING_CALL") == ["INCOMING_CALL"]
    assert _types(wire, lead_id, type="MISSED_CALL") == []


@fact(_SEARCH, "created_on takes Unix milliseconds.")
def actions_are_found_by_milliseconds():
    wire, lead_id = _calls()
    assert _types(wire, lead_id, created_on={"from": _IN_JANUARY - 1, "to": _IN_JANUARY + 1}) == ["OUTGOING_CALL"]


@fact(_SEARCH, "created_on takes date-time strings, the day first.")
def actions_are_found_by_date_times():
    wire, lead_id = _calls()
    assert _types(wire, lead_id, created_on=_MONTH) == ["1001", "INCOMING_CALL"]


@fact(_SEARCH, "performed_by is one performer or a list of them.")
def actions_are_found_by_performer():
    wire, lead_id = _calls()
    assert _types(wire, lead_id, performed_by="b@example.com") == ["1001"]
    assert len(_types(wire, lead_id, performed_by=["a@example.com", "b@example.com"])) == 3


@fact(_SEARCH, "The filters have to match together.")
def action_filters_are_and():
    wire, lead_id = _calls()
    assert _types(wire, lead_id, performed_by="a@example.com", created_on=_MONTH) == ["INCOMING_CALL"]
    assert _types(wire, lead_id, type="OUTGOING_CALL", created_on=_MONTH) == []


@fact(_SEARCH, "A filter that makes no sense is 400 `Invalid filter`.")
def a_senseless_action_filter_is_refused():
    wire, lead_id = _calls()
    for body in ({"type": 5}, {"created_on": [NOW]}, {"performed_by": {"email": "a@example.com"}}):
        assert wire.post(f"lead/{lead_id}/action/search", body).refusal == (400, "BAD_REQUEST", "Invalid filter")


@fact(_SEARCH, "Searching the actions of an unknown lead is 404 LEAD_NOT_FOUND.")
def actions_of_an_unknown_lead_cannot_be_searched():
    status, code, message = Wire().post(f"lead/{UNKNOWN_ID}/action/search", {}).refusal
    assert (status, code) == (404, "LEAD_NOT_FOUND")
    assert message.startswith("Lead with given ID wa")
