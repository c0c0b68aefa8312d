"""Updating leads (docs: leads/update, leads/pitfalls)."""

from leads_facts.table import fact
from leads_facts.wire import UNKNOWN_ID, Wire

_UPDATE = "docs: leads/update"
_IMMUTABLE = (403, "INVALID_LEAD", "Cannot modify lead identifier field")


@fact(_UPDATE, "An update answers the fields of the lead and nothing else.")
def an_update_answers_fields_only():
    wire = Wire()
    assert set(wire.update(wire.lead(), name="Asha").body) == {"fields"}


@fact(_UPDATE, "An update answers the whole current state, not the change.")
def an_update_answers_the_whole_state():
    wire = Wire()
    lead_id = wire.lead(name="Asha", city="Pune")
    fields = wire.update(lead_id, city="Goa").body["fields"]
    assert (fields["name"], fields["city"]) == ("Asha", "Goa")
    assert fields == wire.fields(lead_id)


@fact(_UPDATE, "Fields that are left out of an update stay as they are.")
def an_update_is_partial():
    wire = Wire()
    lead_id = wire.lead(name="Asha", city="Pune", rating=3)
    wire.update(lead_id, rating=5)
    fields = wire.fields(lead_id)
    assert (fields["name"], fields["city"], fields["rating"]) == ("Asha", "Pune", 5)


@fact(_UPDATE, "An update needs the object fields.")
def an_update_needs_fields():
    wire = Wire()
    lead_id = wire.lead()
    for body in ({}, {"name": "Asha"}, {"fields": ["name"]}):
        assert wire.post(f"lead/{lead_id}", body).status == 400


@fact(_UPDATE, "An update with an invalid value is 400 and changes nothing.")
def an_invalid_value_fails_an_update():
    wire = Wire()
    lead_id = wire.lead(name="Asha")
    before = wire.fields(lead_id)
    assert wire.update(lead_id, name="Ravi", rating=9).status == 400
    assert wire.fields(lead_id) == before


@fact(
    "docs: concepts/field-types", "By the field-types page the value is dropped instead (quirk update_invalid_value)."
)
def an_invalid_value_may_be_dropped_from_an_update():
    wire = Wire(quirks={"update_invalid_value": "drop"})
    lead_id = wire.lead(name="Asha", rating=3)
    reply = wire.update(lead_id, name="Ravi", rating=9)
    assert (reply.status, set(reply.body)) == (200, {"fields"})
    assert (wire.fields(lead_id)["name"], wire.fields(lead_id)["rating"]) == ("Ravi", 3)


@fact(
    "docs: leads/update, leads/pitfalls; pitfall identifier-change", "An update of the identifier is 403 INVALID_LEAD."
)
def the_identifier_in_an_update_is_403():
    wire = Wire()
    lead_id = wire.lead(phone="+919999999999", name="Asha")
    before = wire.fields(lead_id)
    assert wire.update(lead_id, phone="+918888888888", name="Ravi").refusal == _IMMUTABLE
    assert wire.fields(lead_id) == before


@fact("docs: leads/update; pitfall identifier-change", "An update is 403 for the identifier of whatever name.")
def the_identifier_in_an_update_is_403_whatever_its_name():
    wire = Wire(identifier="email")
    lead_id = wire.lead(email="asha@example.com")
    assert wire.update(lead_id, email="ravi@example.com").refusal == _IMMUTABLE
    assert wire.update(lead_id, phone="+918888888888").status == 200


@fact("docs: leads/update; pitfall identifier-change", "The identifier's old value is 403, too, or passes (by quirk).")
def an_unchanged_identifier_is_a_quirk():
    wire = Wire()
    lead_id = wire.lead(phone="+919999999999")
    assert wire.update(lead_id, phone="+919999999999").refusal == _IMMUTABLE
    wire.workspace.quirks["identifier_in_update"] = "reject_if_changed"
    assert wire.update(lead_id, phone="9999999999", name="Asha").body["fields"]["name"] == "Asha"
    assert wire.update(lead_id, phone="+918888888888").refusal == _IMMUTABLE


@fact("docs: leads/pitfalls; pitfall identifier-change", "Without the identifier in its body the same update works.")
def an_update_without_the_identifier_works():
    wire = Wire()
    lead_id = wire.lead(phone="+919999999999", name="Asha")
    assert wire.update(lead_id, phone="+919999999999", name="Asha Rao").status == 403
    assert wire.update(lead_id, name="Asha Rao").status == 200


@fact(_UPDATE, "Updating an unknown lead is 404 LEAD_NOT_FOUND.")
def an_unknown_lead_cannot_be_updated():
    message = f"Lead with ID {UNKNOWN_ID} was not found."
    assert Wire().update(UNKNOWN_ID, name="Asha").refusal == (404, "LEAD_NOT_FOUND", message)


@fact(_UPDATE, "A status that is not in the pipeline is dropped from an update, which works.")
def an_unknown_status_is_dropped_from_an_update():
    wire = Wire()
    lead_id = wire.lead(status="Contacted")
    reply = wire.update(lead_id, status="Nirvana", name="Asha")
    assert reply.status == 200
    assert (reply.body["fields"]["status"], reply.body["fields"]["name"]) == ("Contacted", "Asha")


@fact("docs: leads/update, enterprise/pitfalls", "An archived status is dropped from an update, which works.")
def an_archived_status_is_dropped_from_an_update():
    wire = Wire()
    lead_id = wire.lead(status="Contacted")
    wire.workspace.pipeline.archive("Qualified")
    reply = wire.update(lead_id, status="Qualified", name="Asha")
    assert reply.status == 200
    assert (reply.body["fields"]["status"], reply.body["fields"]["name"]) == ("Contacted", "Asha")


@fact("docs: enterprise/pitfalls", "An archived or unknown lost reason is dropped from an update, which works.")
def a_lost_reason_that_is_not_active_is_dropped_from_an_update():
    wire = Wire(pipeline={"OPEN": ["Fresh"], "lost_reasons": ["Price"], "archived_lost_reasons": ["Moved"]})
    lead_id = wire.lead(reason="Price")
    for label in ("Moved", "Bored"):
        reply = wire.update(lead_id, reason=label)
        assert (reply.status, reply.body["fields"]["reason"]) == (200, "Price")
