"""The Async API (docs: async-api/*)."""

from leads_facts.table import fact
from leads_facts.wire import PAYMENT, SYNC, VISIT, Wire

_PAGE, _PITFALLS, _EXAMPLES = (
    "docs: async-api/create-or-update-lead",
    "docs: async-api/pitfalls",
    "docs: async-api/examples",
)
_PHONE = "+919999999999"
_PREFIXED = VISIT | {"type": "ACTION_1001"}


def _saved(actions=None, **fields):
    """Fields and timeline of a lead after it was saved through the Async API."""
    wire = Wire()
    reply = wire.save(actions, phone=_PHONE, **fields)
    assert (reply.status, reply.body) == (200, {"status": "QUEUED"})
    row = wire.search({"phone": _PHONE}).body["data"][0]
    return wire.fields(row["id"]), wire.timeline(row["id"])


@fact(_PAGE, "The answer is the status QUEUED and nothing else: no id, no remarks.")
def a_saved_lead_is_queued():
    reply = Wire().save([_PREFIXED], phone=_PHONE)
    assert (reply.status, reply.body) == (200, {"status": "QUEUED"})


@fact(_PAGE, "QUEUED means that nothing is stored yet.")
def queued_is_not_stored():
    wire = Wire(quirks={"async_delay": 500})
    assert wire.save(phone=_PHONE).body == {"status": "QUEUED"}
    assert wire.search().body["total_count"] == 0
    wire.clock.advance(500)
    assert wire.search().body["total_count"] == 1


@fact(_PAGE, "A lead that exists is updated in the supplied fields only, its actions are kept.")
def a_saved_lead_is_updated_in_part():
    wire = Wire()
    lead_id = wire.lead([VISIT], phone=_PHONE, name="Asha", city="Pune")
    wire.save(phone=_PHONE, city="Goa")
    fields = wire.fields(lead_id)
    assert (fields["name"], fields["city"]) == ("Asha", "Goa")
    assert wire.timeline(lead_id) == [VISIT]


@fact(_PAGE, "A lead that does not exist is created, with its actions.")
def a_saved_lead_is_created():
    fields, timeline = _saved([_PREFIXED], name="Asha")
    assert (fields["name"], timeline) == ("Asha", [VISIT])


@fact(_PAGE, "Actions are appended to the timeline in their order.")
def saved_actions_are_appended_in_order():
    wire = Wire()
    lead_id = wire.lead([{"type": "1001", "fields": {"note": "old"}}], phone=_PHONE)
    wire.clock.advance(1000)
    notes = ("first", "second", "third")
    wire.save([{"type": "ACTION_1001", "fields": {"note": note}} for note in notes], phone=_PHONE)
    newest_first = [action["fields"]["note"] for action in wire.timeline(lead_id)]
    assert newest_first == ["third", "second", "first", "old"]


@fact(_PAGE, "What is wrong with a request never reaches the caller: the answer is QUEUED all the same.")
def failures_are_never_told():
    wire = Wire()
    wrong = (
        wire.save(name="Asha"),
        wire.save(phone="99999"),
        wire.save(phone=_PHONE, rating="3", interests="VIP, Returning"),
        wire.save([VISIT, PAYMENT | {"amount": "0"}, {"type": "OUTGOING_CALL"}], phone=_PHONE),
    )
    assert {(reply.status, reply.body["status"], len(reply.body)) for reply in wrong} == {(200, "QUEUED", 1)}


@fact("docs: async-api/create-or-update-lead, concepts/actions", "A payment may be sent along, without a prefix.")
def a_payment_needs_no_prefix():
    assert _saved([PAYMENT])[1] == [PAYMENT]


@fact(_PITFALLS, 'The string "3" as a rating is dropped in silence; the integer is stored.')
def a_rating_as_a_string_is_dropped():
    fields, _ = _saved(name="Asha", rating="3")
    assert (fields["name"], "rating" in fields) == ("Asha", False)
    assert _saved(rating=3)[0]["rating"] == 3


@fact(_PITFALLS, "Tags joined by commas are dropped in silence; the list is stored.")
def tags_as_a_string_are_dropped():
    fields, _ = _saved(name="Asha", interests="VIP, Returning")
    assert (fields["name"], "interests" in fields) == ("Asha", False)
    assert _saved(interests=["VIP", "Returning"])[0]["interests"] == ["VIP", "Returning"]


@fact(_PITFALLS, "The phone number 99999 is dropped in silence; a full number is stored.")
def a_short_phone_number_is_dropped():
    fields, _ = _saved(name="Asha", mobile="99999")
    assert (fields["name"], "mobile" in fields) == ("Asha", False)
    assert "mobile" in _saved(mobile="+918888888888")[0]


@fact(
    "docs: async-api/pitfalls; pitfall iso-date",
    "An ISO 8601 date is empty or wrong; the workspace's format is stored.",
)
def an_iso_date_is_empty_or_wrong():
    right = _saved(visit="01/06/2026 10:30:00")[0]["visit"]
    for value in ("2026-06-01T10:30:00Z", "2026-06-01T10:30:00+05:30", "2026-06-01"):
        fields, _ = _saved(name="Asha", visit=value)
        assert fields["name"] == "Asha"
        assert fields.get("visit") != right


@fact(_EXAMPLES, "The phone number alone makes a lead.")
def a_phone_number_makes_a_lead():
    assert "phone" in _saved()[0]


@fact(_EXAMPLES, "The standard fields are stored.")
def standard_fields_are_saved():
    given = {"name": "Asha", "email": "asha@example.com", "rating": 4, "status": "Contacted"}
    fields, _ = _saved(**given)
    assert {name: fields[name] for name in given} == given


@fact(_EXAMPLES, "A dropdown, a list of tags, a number and a date-time string are stored.")
def custom_fields_are_saved():
    fields, _ = _saved(contact_source="Web", interests=["VIP", "New"], area=1200, visit="01/06/2026 10:30:00")
    assert (fields["contact_source"], fields["interests"], fields["area"]) == ("Web", ["VIP", "New"], 1200)
    assert "visit" in fields


@fact(_EXAMPLES, "A custom action is stored.")
def a_custom_action_is_saved():
    assert _saved([{"type": "ACTION_1001", "fields": {"note": "Seen", "outcome": "Interested"}}])[1] == [
        {"type": "1001", "fields": {"note": "Seen", "outcome": "Interested"}}
    ]


@fact("docs: index, async-api/overview", "The Async operation is not on the Sync host.")
def the_async_operation_is_not_on_the_sync_host():
    assert Wire().send("POST", SYNC + "autoupdatelead", {"fields": {"phone": _PHONE}}).status == 404
