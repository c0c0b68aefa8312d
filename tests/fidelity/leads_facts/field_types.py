"""Field types and the values that they take (docs: concepts/field-types)."""

from leads_facts.table import fact
from leads_facts.wire import NOW, Wire

_PAGE = "docs: concepts/field-types"
_DAY = 86_400_000


@fact(_PAGE, "The standard fields are called name, phone, email, rating, status and assignee.")
def the_standard_fields_have_these_names():
    wire = Wire()
    given = {"name": "Asha", "email": "asha@example.com", "rating": 4, "status": "Won", "assignee": "owner@example.com"}
    reply = wire.create(**given)
    assert reply.body["remarks"] == []
    fields = wire.fields(reply.body["lead_id"])
    assert {name: fields[name] for name in given} == given
    assert "phone" in fields


@fact(_PAGE, "A text field takes a string and keeps its blanks.")
def text_keeps_its_blanks():
    assert Wire().keeps("city", "  New \t Delhi\n ")


@fact(_PAGE, "A text field has no limit of length by itself.")
def text_has_no_limit_of_length():
    assert Wire().keeps("city", "x" * 20_000)


@fact(_PAGE, "A text field does not take a number, a list or an object.")
def text_takes_strings_only():
    assert all(Wire().loses("city", value) for value in (7, ["Pune"], {"name": "Pune"}, True))


@fact(_PAGE, "An email field takes an address.")
def email_takes_an_address():
    assert Wire().keeps("work_email", "asha.rao+crm@mail.example.co.in")


@fact(_PAGE, "An email field does not take text of another syntax.")
def email_refuses_other_text():
    wrong = ("nobody", "nobody@", "@example.com", "a b@example.com", 7)
    assert all(Wire().loses("work_email", value) for value in wrong)


@fact(_PAGE, "assignee has the rules of an email field.")
def assignee_is_an_email():
    assert Wire().keeps("assignee", "agent@example.com")
    assert Wire().loses("assignee", "Agent Smith")


@fact(_PAGE, "A phone field takes country code and national number, with or without +, and a number without the code.")
def phone_takes_three_spellings():
    wire = Wire()
    for value in ("+919999999999", "919999999999", "9999999999"):
        reply = wire.create(mobile=value)
        assert reply.body["remarks"] == []
        assert "mobile" in wire.fields(reply.body["lead_id"])


@fact(_PAGE, "A phone field does not take a number in place of a string.")
def phone_takes_strings_only():
    assert Wire().loses("mobile", 919999999999)


@fact(_PAGE, "A number field takes an integer, a decimal and a negative number.")
def number_takes_integers_and_decimals():
    assert all(Wire().keeps("area", value) for value in (1200, 12.5, -3, 0))


@fact(_PAGE, "A number field does not take words, a list or a boolean.")
def number_takes_nothing_else():
    assert all(Wire().loses("area", value) for value in ("wide", [1200], True))


@fact(_PAGE, "A date field takes Unix milliseconds.")
def date_takes_milliseconds():
    assert Wire().keeps("visit", 1672561800000)


@fact(_PAGE, "A date field takes a string in the workspace's format.")
def date_takes_the_workspaces_format():
    wire = Wire()
    reply = wire.create(visit="01/01/2023")
    assert reply.body["remarks"] == []
    assert "visit" in wire.fields(reply.body["lead_id"])


@fact("docs: async-api/examples, leads/examples", "A date field takes DD/MM/YYYY HH:MM:SS.")
def date_takes_a_time_of_day():
    wire = Wire()
    reply = wire.create(visit="01/06/2026 10:30:00")
    assert reply.body["remarks"] == []
    assert "visit" in wire.fields(reply.body["lead_id"])


@fact("docs: leads/examples, actions/search", "The day comes before the month in DD/MM/YYYY.")
def the_day_comes_first():
    wire = Wire()
    fifth = wire.fields(wire.lead(visit="05/04/2026"))["visit"]
    sixth = wire.fields(wire.lead(visit="06/04/2026"))["visit"]
    thirtieth = wire.fields(wire.lead(visit="30/04/2026"))["visit"]
    assert (sixth - fifth, thirtieth - fifth) == (_DAY, 25 * _DAY)
    assert Wire().loses("visit", "04/30/2026")


@fact(_PAGE, "The format is the workspace's own: where it is YYYY-MM-DD, that is read and DD/MM/YYYY is not.")
def the_format_is_the_workspaces_own():
    wire = Wire(date_format="YYYY-MM-DD")
    assert "visit" in wire.fields(wire.lead(visit="2026-01-31"))
    assert wire.loses("visit", "31/01/2026")


@fact("docs: async-api/pitfalls, leads/pitfalls; pitfall iso-date", "A date field does not take ISO 8601.")
def date_refuses_iso_8601():
    for value in ("2026-01-01T10:30:00Z", "2026-01-01", "2026-01-01T10:30:00+05:30", "2026-01-01 10:30:00"):
        assert Wire().loses("visit", value)


@fact(_PAGE, "A date field takes these two forms only.")
def date_takes_no_other_form():
    assert all(Wire().loses("visit", value) for value in ("1 January 2023", "01-01-2023", "tomorrow", True))


@fact(_PAGE, "A dropdown field takes a label of its options.")
def dropdown_takes_a_label():
    assert Wire().keeps("contact_source", "Walk-in")


@fact("docs: enterprise/examples", "A dropdown label that is not known is stored and becomes an option.")
def an_unknown_dropdown_label_becomes_an_option():
    wire = Wire()
    assert wire.keeps("contact_source", "Fair")
    assert wire.get("custom-fields/contact_source").body["options"][-1]["label"] == "Fair"
    listed = wire.get("custom-fields").body["customFields"]
    assert "Fair" in next(f["options"] for f in listed if f["apiName"] == "contact_source")


@fact(_PAGE, "By the field-types page such a label does not fit (quirk unknown_dropdown_label).")
def an_unknown_dropdown_label_may_not_fit():
    wire = Wire(quirks={"unknown_dropdown_label": "drop"})
    assert wire.loses("contact_source", "Fair")
    assert wire.keeps("contact_source", "Web")


@fact(_PAGE, "A tags field takes a list of strings.")
def tags_take_a_list_of_strings():
    assert Wire().keeps("interests", ["VIP", "Returning"])


@fact("docs: concepts/field-types, async-api/pitfalls", "A tags field does not take labels joined by commas.")
def tags_refuse_a_joined_string():
    assert Wire().loses("interests", "VIP, Returning")


@fact(_PAGE, "A money field takes a numeric string.")
def money_takes_a_numeric_string():
    assert all(Wire().keeps("deal_size", value) for value in ("1000", "999.50"))


@fact(_PAGE, "A money field does not take words.")
def money_refuses_words():
    assert Wire().loses("deal_size", "a lot")


@fact("docs: leads/examples", "deal_size may be sent as a number; by the field-types page not (quirk money_numbers).")
def money_as_a_number_is_a_quirk():
    wire = Wire()
    assert "deal_size" in wire.fields(wire.lead(deal_size=1000))
    assert Wire(quirks={"money_numbers": "invalid"}).loses("deal_size", 1000)


@fact(_PAGE, "A website field takes a URL, and not words.")
def website_takes_a_url():
    assert Wire().keeps("site", "https://www.example.com/homes?id=7")
    assert Wire().loses("site", "our web site")


@fact(_PAGE, "A medialink field takes a public URL, and not the name of a file.")
def medialink_takes_a_url():
    assert Wire().keeps("brochure", "https://files.example.com/brochure.pdf")
    assert Wire().loses("brochure", "brochure.pdf")


@fact(_PAGE, "An activeUsers field takes a team member's email address, and not a name.")
def active_users_takes_a_members_address():
    team = ["agent@example.com"]
    assert Wire(members=team).keeps("owner", "agent@example.com")
    assert Wire(members=team).loses("owner", "Agent")


@fact(_PAGE, "A rating field takes the integers 1 to 5.")
def rating_takes_1_to_5():
    assert all(Wire().keeps("rating", value) for value in range(1, 6))


@fact(_PAGE, "A rating field does not take 0, 6 or a part of a star.")
def rating_takes_no_other_number():
    assert all(Wire().loses("rating", value) for value in (0, 6, -1, 3.5))


@fact("docs: concepts/field-types, async-api/pitfalls", "A rating field does not take the string 3.")
def rating_takes_no_string():
    assert Wire().loses("rating", "3")


@fact(_PAGE, "A status field takes the label of an active status.")
def status_takes_an_active_label():
    assert all(Wire().keeps("status", label) for label in ("Fresh", "Contacted", "Won"))


@fact("docs: concepts/field-types, enterprise/pitfalls", "A status field does not take an archived label.")
def status_refuses_an_archived_label():
    wire = Wire()
    wire.workspace.pipeline.archive("Contacted")
    assert wire.fields(wire.lead(status="Contacted")).get("status") != "Contacted"


@fact(_PAGE, "A lost-reason field takes the label of an active reason.")
def lost_reason_takes_an_active_label():
    assert Wire().keeps("reason", "Price too high")


@fact("docs: concepts/field-types, enterprise/pitfalls", "A lost-reason field takes no archived and no unknown reason.")
def lost_reason_refuses_other_labels():
    pipeline = {"OPEN": ["Fresh"], "lost_reasons": ["Price too high"], "archived_lost_reasons": ["Moved away"]}
    for label in ("Moved away", "Bored"):
        wire = Wire(pipeline=pipeline)
        assert "reason" not in wire.fields(wire.lead(reason=label))


@fact(_PAGE, "A value that does not fit its type is left out; the other fields are stored.")
def a_wrong_value_costs_its_field_only():
    wire = Wire()
    fields = wire.fields(wire.lead(name="Asha", city="Pune", area="wide", rating=9))
    assert (fields["name"], fields["city"]) == ("Asha", "Pune")
    assert not {"area", "rating"} & set(fields)


@fact(_PAGE, "The fields of custom actions have the same types: what fits is stored.")
def action_fields_take_what_lead_fields_take():
    wire = Wire()
    lead_id = wire.lead()
    fields = {
        "note": " a ",
        "outcome": "Interested",
        "email": "a@example.com",
        "stars": 5,
        "when": NOW,
        "topics": ["x"],
    }
    wire.action(lead_id, {"type": "1001", "fields": fields})
    assert wire.timeline(lead_id) == [{"type": "1001", "fields": fields}]


@fact(_PAGE, "The fields of custom actions have the same types: what does not fit is ignored.")
def action_fields_refuse_what_lead_fields_refuse():
    wrong = {"note": 7, "email": "nobody", "stars": 6, "when": "2026-01-01", "topics": "VIP, Returning"}
    wire = Wire()
    lead_id = wire.lead()
    for name, value in wrong.items():
        reply = wire.act(lead_id, {"type": "1001", "fields": {name: value}})
        assert [remark["field"] for remark in reply.body["remarks"]] == [f"actions[0].fields.{name}"]
    assert all(not set(action["fields"]) & set(wrong) for action in wire.timeline(lead_id))
