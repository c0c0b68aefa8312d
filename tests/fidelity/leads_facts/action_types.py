"""What can be written as an action and what only read (docs: concepts/actions, concepts/action-types)."""

from leads_facts.table import fact
from leads_facts.wire import NOW, PAYMENT, VISIT, Wire

_PAGE = "docs: concepts/actions"
_ONLY_CREATABLE = (400, "BAD_REQUEST", "Only custom actions and payment actions can be created")
_STATUSES = ("PENDING", "COMPLETED", "FAILED", "REFUNDED", "CANCELLED", "PROCESSING")
_CURRENCIES = ("INR", "USD", "PKR", "AED", "QAR", "SAR", "MYR", "AUD", "CAD", "SGD", "XOF")
_READ_ONLY = (
    "INCOMING_CALL",
    "OUTGOING_CALL",
    "MISSED_CALL",
    "CALL_ACTION",
    "MAQSAM_INCOMING_CALL",
    "MAQSAM_OUTGOING_CALL",
    "IVR_INCOMING_CALL",
    "IVR_OUTGOING_CALL",
    "MCUBE_INCOMING_CALL",
    "MCUBE_OUTGOING_CALL",
    "KNOWLARITY_INCOMING_CALL",
    "KNOWLARITY_OUTGOING_CALL",
    "CALLER_DESK_INCOMING_CALL",
    "INCOMING_WHATSAPP_MSG",
    "LEAD_ASSIGNMENT",
)


def _is_ignored(item):
    """Whether an action is ignored, and the lead has none afterwards."""
    wire = Wire()
    lead_id = wire.lead()
    reply = wire.act(lead_id, item)
    assert reply.status == 200
    assert reply.body["remarks"]
    ignored = reply.body["actions"] == [{"action_id": None, "status": "IGNORED"}]
    return ignored and wire.timeline(lead_id) == []


@fact(_PAGE, "A custom action is its type and its fields.")
def a_custom_action_is_type_and_fields():
    wire = Wire()
    lead_id = wire.lead()
    action = {"type": "1001", "fields": {"note": "Seen", "outcome": "Interested", "stars": 4}}
    wire.action(lead_id, action)
    assert wire.timeline(lead_id) == [action]


@fact(_PAGE, "A payment is its type, status, currency and amount, all at the top level.")
def a_payment_is_four_members():
    wire = Wire()
    lead_id = wire.lead()
    wire.action(lead_id, PAYMENT)
    assert wire.timeline(lead_id) == [PAYMENT]


@fact(_PAGE, "The members of a payment do not count inside fields.")
def a_payments_members_are_not_in_fields():
    members = {name: value for name, value in PAYMENT.items() if name != "type"}
    assert _is_ignored({"type": "PAYMENT", "fields": members})


@fact(_PAGE, "Status, currency and amount of a payment are all required.")
def a_payment_needs_all_its_members():
    for missing in ("status", "currency", "amount"):
        assert _is_ignored({name: value for name, value in PAYMENT.items() if name != missing})


@fact(_PAGE, "A payment is PENDING, COMPLETED, FAILED, REFUNDED, CANCELLED or PROCESSING.")
def a_payment_has_one_of_six_statuses():
    wire = Wire()
    lead_id = wire.lead()
    outcomes = wire.act(lead_id, *(PAYMENT | {"status": status} for status in _STATUSES)).body["actions"]
    assert [outcome["status"] for outcome in outcomes] == ["CREATED"] * 6
    assert {action["status"] for action in wire.timeline(lead_id)} == set(_STATUSES)


@fact(_PAGE, "A payment of another status is ignored.")
def a_payment_has_no_other_status():
    assert all(_is_ignored(PAYMENT | {"status": status}) for status in ("PAID", "", 1, None))


@fact(_PAGE, "A payment is in INR, USD, PKR, AED, QAR, SAR, MYR, AUD, CAD, SGD or XOF.")
def a_payment_has_one_of_eleven_currencies():
    wire = Wire()
    lead_id = wire.lead()
    outcomes = wire.act(lead_id, *(PAYMENT | {"currency": currency} for currency in _CURRENCIES)).body["actions"]
    assert [outcome["status"] for outcome in outcomes] == ["CREATED"] * 11


@fact(_PAGE, "A payment in another currency is ignored.")
def a_payment_has_no_other_currency():
    assert all(_is_ignored(PAYMENT | {"currency": currency}) for currency in ("EUR", "GBP", "Rs", None))


@fact(_PAGE, "The amount of a payment is a numeric string, decimals included.")
def a_payments_amount_is_a_numeric_string():
    wire = Wire()
    lead_id = wire.lead()
    for amount in ("1", "10000", "99.50"):
        wire.action(lead_id, PAYMENT | {"amount": amount})
    assert {action["amount"] for action in wire.timeline(lead_id)} == {"1", "10000", "99.50"}


@fact(_PAGE, "The amount of a payment is greater than 0.")
def a_payments_amount_is_positive():
    assert all(_is_ignored(PAYMENT | {"amount": amount}) for amount in ("0", "0.00", "-5"))


@fact(_PAGE, "The amount of a payment is not words, and not a number (save by quirk payment_amount_number).")
def a_payments_amount_is_no_number():
    assert all(_is_ignored(PAYMENT | {"amount": amount}) for amount in ("much", "", 10000))
    wire = Wire(quirks={"payment_amount_number": "accept"})
    lead_id = wire.lead()
    wire.action(lead_id, PAYMENT | {"amount": 10000})
    assert wire.timeline(lead_id)[0]["amount"] == "10000"


@fact(_PAGE, "On Sync the type of a custom action is its bare code as a string.")
def sync_takes_the_bare_code():
    wire = Wire()
    assert wire.act(wire.lead(), VISIT).body["actions"][0]["status"] == "CREATED"


@fact(
    "docs: actions/pitfalls", "On Sync an action with the prefix ACTION_ is not stored: it is dropped, the rest works."
)
def sync_drops_a_prefixed_action():
    wire = Wire()
    lead_id = wire.lead()
    reply = wire.act(lead_id, VISIT | {"type": "ACTION_1001"}, VISIT)
    assert reply.status == 200
    assert [outcome["status"] for outcome in reply.body["actions"]] == ["IGNORED", "CREATED"]
    assert wire.timeline(lead_id) == [VISIT]


@fact("docs: actions/pitfalls", "On Sync the prefix may also fail the request with 400 (quirk sync_prefixed_action).")
def sync_may_refuse_a_prefixed_action():
    wire = Wire(quirks={"sync_prefixed_action": "400"})
    lead_id = wire.lead()
    assert wire.act(lead_id, VISIT | {"type": "ACTION_1001"}).status == 400
    assert wire.timeline(lead_id) == []


@fact("docs: concepts/actions, async-api/create-or-update-lead", "On Async the type of a custom action has the prefix.")
def async_takes_the_prefixed_code():
    wire = Wire()
    lead_id = wire.lead(phone="+919999999999")
    wire.save([VISIT | {"type": "ACTION_1001"}], phone="+919999999999")
    assert wire.timeline(lead_id) == [VISIT]


@fact(
    "docs: concepts/actions, async-api/pitfalls", "On Async an action without the prefix is dropped; the lead is saved."
)
def async_drops_a_bare_code():
    wire = Wire()
    reply = wire.save([VISIT], phone="+919999999999", name="Asha")
    assert (reply.status, reply.body) == (200, {"status": "QUEUED"})
    row = wire.search().body["data"][0]
    assert row["fields"]["name"] == "Asha"
    assert wire.timeline(row["id"]) == []


@fact("docs: concepts/action-types", "Custom actions and payments can be created and updated.")
def custom_actions_and_payments_can_be_written():
    wire = Wire()
    lead_id = wire.lead()
    for item, change in ((VISIT, {"fields": {"note": "New"}}), (PAYMENT, {"status": "COMPLETED"})):
        action_id = wire.action(lead_id, item)
        reply = wire.post(f"lead/{lead_id}/action/{action_id}", {"type": item["type"]} | change)
        assert (reply.status, reply.body) == (200, item | change)


@fact("docs: concepts/action-types, actions/create, actions/pitfalls", "Calls, messages and system types are 400.")
def built_in_types_cannot_be_created():
    wire = Wire()
    lead_id = wire.lead()
    for type_ in _READ_ONLY:
        assert wire.act(lead_id, {"type": type_}).refusal == _ONLY_CREATABLE
    assert wire.timeline(lead_id) == []


@fact("docs: concepts/action-types, actions/search", "Actions of every type are found by their type under a lead.")
def every_type_can_be_searched_under_a_lead():
    wire = Wire()
    lead_id = wire.lead([VISIT, PAYMENT])
    for number, type_ in enumerate(_READ_ONLY):
        wire.workspace.add_action(lead_id, type=type_, created_on=NOW + number)
    for type_ in (*_READ_ONLY, "1001", "PAYMENT"):
        assert [action["type"] for action in wire.timeline(lead_id, type=type_)] == [type_]


@fact("docs: concepts/action-types, leads/search", "Leads are found by actions of every type.")
def leads_are_found_by_actions_of_every_type():
    wire = Wire()
    lead_id = wire.lead([VISIT, PAYMENT], name="Asha")
    wire.lead(name="Ravi")
    for number, type_ in enumerate(_READ_ONLY):
        wire.workspace.add_action(lead_id, type=type_, created_on=NOW + number)
    for type_ in (*_READ_ONLY, "1001", "PAYMENT"):
        assert wire.names(actions={"type": type_}) == ["Asha"]
