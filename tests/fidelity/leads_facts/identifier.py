"""The lead identifier (docs: concepts/lead-identifier)."""

from leads_facts.table import fact
from leads_facts.wire import Wire

_SPELLINGS = ("+919999999999", "919999999999", "9999999999")


def _taken(wire, **fields):
    """Whether creating a lead with these fields meets one that exists."""
    reply = wire.post("lead", {"fields": fields})
    assert reply.status in {201, 409}
    return reply.status == 409


@fact("docs: concepts/lead-identifier", "A workspace has one identifier field, the phone number by default.")
def the_identifier_is_the_phone_by_default():
    wire = Wire()
    assert wire.get("metadata").body["leadIdentifierFieldId"] == "phone"
    assert wire.post("lead", {"fields": {"name": "Asha"}}).status == 400
    assert wire.post("lead", {"fields": {"phone": "+919999999999"}}).status == 201


@fact("docs: concepts/lead-identifier", "An email field can be the identifier; then a phone number is not needed.")
def an_email_field_can_be_the_identifier():
    wire = Wire(identifier="email")
    assert wire.post("lead", {"fields": {"phone": "+919999999999"}}).status == 400
    assert wire.post("lead", {"fields": {"email": "asha@example.com"}}).status == 201


@fact("docs: concepts/lead-identifier", "A text field can be the identifier; then a phone number is not needed.")
def a_text_field_can_be_the_identifier():
    wire = Wire(fields={"student": "TEXT"}, identifier="student")
    assert wire.post("lead", {"fields": {"phone": "+919999999999"}}).status == 400
    assert wire.post("lead", {"fields": {"student": "S-1"}}).status == 201


@fact("docs: concepts/lead-identifier", "With +, with the country code alone and bare, a phone number is one lead.")
def three_spellings_of_a_phone_are_one_lead():
    for first in _SPELLINGS:
        wire = Wire()
        assert not _taken(wire, phone=first)
        assert all(_taken(wire, phone=spelling) for spelling in _SPELLINGS)


@fact("docs: concepts/lead-identifier", "A bare phone number gets the country code of the workspace.")
def a_bare_number_gets_the_workspaces_country_code():
    wire = Wire(country_code="1")
    assert not _taken(wire, phone="2025550123")
    assert _taken(wire, phone="+12025550123")
    assert not _taken(wire, phone="+912025550123")


@fact("docs: concepts/lead-identifier", "Two numbers that differ in a digit are two leads: matching is exact.")
def phones_that_differ_are_two_leads():
    wire = Wire()
    assert not _taken(wire, phone="+919999999999")
    assert not _taken(wire, phone="+919999999998")


@fact("docs: concepts/lead-identifier", "An email identifier is compared without surrounding blanks.")
def an_email_identifier_is_trimmed():
    wire = Wire(identifier="email")
    assert not _taken(wire, email="asha@example.com")
    assert _taken(wire, email="  asha@example.com ")


@fact("docs: concepts/lead-identifier", "An email identifier is compared without regard to case.")
def an_email_identifier_ignores_case():
    wire = Wire(identifier="email")
    assert not _taken(wire, email="Asha@Example.com")
    assert _taken(wire, email="ASHA@EXAMPLE.COM")


@fact("docs: concepts/lead-identifier", "A text identifier is compared without regard to case.")
def a_text_identifier_ignores_case():
    wire = Wire(fields={"student": "TEXT"}, identifier="student")
    assert not _taken(wire, student="Roll-7a")
    assert _taken(wire, student="ROLL-7A")


@fact("docs: concepts/lead-identifier", "A text identifier is compared character for character, blanks included.")
def a_text_identifier_keeps_its_blanks():
    wire = Wire(fields={"student": "TEXT"}, identifier="student")
    assert not _taken(wire, student="Roll 7")
    assert not _taken(wire, student="Roll 7 ")
    assert not _taken(wire, student="Roll7")


@fact("docs: concepts/lead-identifier", "On Async a known identifier value updates that lead, in any spelling.")
def async_updates_the_lead_with_that_identifier():
    wire = Wire()
    lead_id = wire.lead(phone="+919999999999", name="Asha", city="Pune")
    for spelling in _SPELLINGS:
        wire.save(phone=spelling, name=f"Asha {spelling}")
        assert wire.fields(lead_id)["name"] == f"Asha {spelling}"
    assert wire.search().body["total_count"] == 1


@fact("docs: concepts/lead-identifier; docs: async-api/pitfalls", "An Async request without the identifier is dropped.")
def async_without_the_identifier_is_dropped():
    wire = Wire()
    reply = wire.save(name="Asha")
    assert (reply.status, reply.body) == (200, {"status": "QUEUED"})
    assert wire.search().body["total_count"] == 0


@fact("docs: concepts/lead-identifier", "Async matches by whichever field is the identifier.")
def async_matches_by_the_workspaces_identifier():
    totals = {}
    for identifier in ("phone", "email"):
        wire = Wire(identifier=identifier)
        wire.save(phone="+919999999999", email="asha@example.com")
        wire.save(phone="+919999999999", email="ravi@example.com")
        totals[identifier] = wire.search().body["total_count"]
    assert totals == {"phone": 1, "email": 2}


@fact(
    "docs: leads/update, concepts/lead-identifier; pitfall identifier-change", "The API never changes the identifier."
)
def the_identifier_is_immutable():
    wire = Wire()
    lead_id = wire.lead(phone="+919999999999")
    before = wire.fields(lead_id)["phone"]
    wire.update(lead_id, phone="+918888888888")
    wire.save(phone="9999999999", name="Asha")
    assert wire.fields(lead_id)["phone"] == before


@fact("docs: concepts/lead-identifier", "isLeadid marks the identifier, and no other field, in the list and by name.")
def the_identifier_can_be_discovered():
    wire = Wire(identifier="email")
    listed = wire.get("custom-fields").body["customFields"]
    assert [field["apiName"] for field in listed if field["isLeadid"]] == ["email"]
    assert wire.get("custom-fields/email").body["isLeadid"] is True
    assert wire.get("custom-fields/phone").body["isLeadid"] is False
