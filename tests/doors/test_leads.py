"""Creating, reading and updating leads over the wire."""

from __future__ import annotations

import pytest


def test_a_created_lead_is_201_with_its_id(api):
    answer = api.post("/lead", {"fields": {"phone": "9999999999", "name": "A"}})
    body = answer.response.json()
    assert answer.response.status == 201
    assert body == {"lead_id": api.workspace.leads[0].id, "actions": [], "remarks": []}
    assert len(body["lead_id"]) == 24
    assert "empty_lists" in answer.disclosure.quirks


def test_empty_lists_may_be_absent(call):
    api = call(quirks={"empty_lists": "absent"})
    assert set(api.post("/lead", {"fields": {"phone": "9999999999"}}).response.json()) == {"lead_id"}


def test_partial_success_stores_the_rest_and_says_what_was_ignored(named):
    fields = {"phone": "9999999999", "name": "A", "rating": 9, "email": "nobody"}
    actions = [{"type": "1001", "fields": {"note": "ok"}}, {"type": "1001", "fields": {"email": "bad"}}]
    answer = named.post("/lead", {"fields": fields, "actions": actions})
    body = answer.response.json()
    assert body["remarks"] == [
        {"field": "fields.rating", "status": "IGNORED", "remark": "Rating must be between 1 and 5"},
        {"field": "fields.email", "status": "IGNORED", "remark": "Email is invalid"},
        {"field": "actions[1].fields.email", "status": "IGNORED", "remark": "Email is invalid"},
    ]
    assert body["actions"][0]["status"] == "CREATED"
    assert body["actions"][1] == {"action_id": None, "status": "IGNORED"}
    lead = named.workspace.leads[0]
    assert set(lead.fields) == {"phone", "name", "status"}
    assert [d.path for d in answer.disclosure.dropped] == [r["field"] for r in body["remarks"]]
    assert all(d.told for d in answer.disclosure.dropped)
    assert "remark_wording" not in answer.disclosure.quirks


@pytest.mark.parametrize(
    "fields", [{}, {"name": "A"}, {"phone": ""}, {"phone": None}, {"phone": "99999"}, {"phone": 5}]
)
def test_a_missing_or_invalid_identifier_is_400_and_creates_nothing(api, outcome, fields):
    answer = api.post("/lead", {"fields": fields})
    assert outcome(answer)[:2] == (400, "BAD_REQUEST")
    assert api.workspace.leads == []


@pytest.mark.parametrize(
    "body", [None, {}, {"fields": None}, {"fields": []}, {"fields": {"phone": "9999999999"}, "actions": {}}]
)
def test_a_body_without_its_members_is_400(api, outcome, body):
    assert outcome(api.post("/lead", body))[:2] == (400, "BAD_REQUEST")
    assert api.workspace.leads == []


@pytest.mark.parametrize("spelling", ["9999999999", "919999999999", "+919999999999", "+91 99999-99999", "09999999999"])
def test_the_same_phone_in_any_spelling_is_409(api, outcome, spelling):
    api.create(name="first")
    answer = api.post("/lead", {"fields": {"phone": spelling, "name": "second"}})
    assert outcome(answer)[:2] == (409, "LEAD_ALREADY_EXISTS")
    assert [lead.fields["name"] for lead in api.workspace.leads] == ["first"]


@pytest.mark.parametrize(
    ("identifier", "first", "second"),
    [("email", "Ann@Example.com", " ann@example.COM "), ("code", "AB 1", "ab 1")],
)
def test_other_identifiers_ignore_case(call, outcome, identifier, first, second):
    api = call(identifier=identifier, fields={"code": "TEXT"})
    assert api.post("/lead", {"fields": {identifier: first}}).response.status == 201
    assert outcome(api.post("/lead", {"fields": {identifier: second}}))[0] == 409


def test_a_text_identifier_keeps_its_blanks(call):
    api = call(identifier="code", fields={"code": "TEXT"})
    assert api.post("/lead", {"fields": {"code": "a"}}).response.status == 201
    assert api.post("/lead", {"fields": {"code": " a"}}).response.status == 201


@pytest.mark.parametrize("label", ["fresh", "Fresh ", "Site Visit", "Dormant", 3, ["Fresh"]])
def test_a_label_that_is_no_active_status_is_left_out_on_create(api, label):
    answer = api.post("/lead", {"fields": {"phone": "9999999999", "status": label}})
    assert answer.response.status == 201
    assert answer.disclosure.dropped[0].path == "fields.status"
    assert api.workspace.leads[0].status is None


def test_unknown_status_may_go_without_a_remark(call):
    api = call(quirks={"unknown_status": "silent"})
    answer = api.post("/lead", {"fields": {"phone": "9999999999", "status": "x"}})
    assert answer.response.json()["remarks"] == []
    assert not answer.disclosure.dropped[0].told


def test_a_new_lead_may_have_no_status(call):
    api = call(quirks={"default_status": "none"})
    api.create()
    assert api.workspace.leads[0].status is None


def test_unknown_fields_are_accepted_until_fields_are_named(api, named):
    assert api.post("/lead", {"fields": {"phone": "9999999999", "x": {"any": [1]}}}).response.json()["remarks"] == []
    assert api.workspace.leads[0].fields["x"] == {"any": [1]}
    remarks = named.post("/lead", {"fields": {"phone": "9999999999", "x": 1}}).response.json()["remarks"]
    assert [remark["field"] for remark in remarks] == ["fields.x"]
    assert "x" not in named.workspace.leads[0].fields


@pytest.mark.parametrize(
    ("field", "value", "stored"),
    [
        ("rating", 5, 5),
        ("rating", 3.0, 3),
        ("due", 1_672_561_800_000, 1_672_561_800_000),
        ("due", "01/02/2026", 1_769_884_200_000),
        ("due", "01/06/2026 10:30:00", 1_780_290_000_000),
        ("budget", "1000", "1000"),
        ("budget", 1000, "1000"),
        ("units", 2.5, 2.5),
        ("units", "7", 7),
        ("source", "New label", "New label"),
        ("interests", ["a", "b"], ("a", "b")),
        ("site", "https://example.com/x", "https://example.com/x"),
        ("photo", "https://example.com/x.png", "https://example.com/x.png"),
        ("owner", "AGENT@example.com", "AGENT@example.com"),
        ("city", " x ", " x "),
        ("lost_reason", "Price too high", "Price too high"),
        ("status", "Won", "Won"),
    ],
)
def test_a_value_that_fits_its_type_is_stored(named, field, value, stored):
    answer = named.post("/lead", {"fields": {"phone": "9999999999", field: value}})
    assert answer.response.json()["remarks"] == []
    assert named.workspace.leads[0].fields[field] == stored


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("rating", 0),
        ("rating", 6),
        ("rating", "3"),
        ("rating", True),
        ("rating", 3.5),
        ("rating", 10**400),
        ("due", "2026-01-01"),
        ("due", "2026-01-01T10:30:00Z"),
        ("due", "31/02/2026"),
        ("due", "1/2/2026"),
        ("due", True),
        ("due", 10**30),
        ("due", 1.5),
        ("budget", "much"),
        ("units", "many"),
        ("units", False),
        ("source", 1),
        ("interests", "VIP, Returning"),
        ("interests", ["a", 1]),
        ("site", "no url"),
        ("photo", "example.com/x.png"),
        ("owner", "stranger@example.com"),
        ("owner", "x"),
        ("city", 1),
        ("city", {"a": 1}),
        ("email", "a@b"),
        ("assignee", "agent"),
        ("lost_reason", "No idea"),
        ("created_on", 1_672_561_800_000),
    ],
)
def test_a_value_that_does_not_fit_is_left_out_with_a_remark(named, field, value):
    answer = named.post("/lead", {"fields": {"phone": "9999999999", field: value}})
    assert [remark["field"] for remark in answer.response.json()["remarks"]] == [f"fields.{field}"]
    assert field not in named.workspace.leads[0].fields


def test_an_iso_date_fits_a_workspace_of_that_format(call):
    api = call(fields={"due": "DATE"}, date_format="YYYY-MM-DD", timezone="UTC")
    api.create(due="2026-01-01")
    assert api.workspace.leads[0].fields["due"] == 1_767_225_600_000
    late = api.post("/lead", {"fields": {"phone": "9999999998", "due": "2026-01-01T10:30:00Z"}})
    assert late.response.json()["remarks"]


def test_a_label_that_was_written_becomes_an_option(named):
    named.create(source="Fair", interests=["Gold"])
    assert named.get("/custom-fields/source").response.json()["options"][-1]["label"] == "Fair"
    assert named.get("/custom-fields/interests").response.json()["options"][0]["label"] == "Gold"


def test_an_unknown_dropdown_label_may_not_fit(call):
    api = call(fields={"source": {"type": "DROPDOWN", "options": ["Web"]}}, quirks={"unknown_dropdown_label": "drop"})
    api.create(source="Fair")
    assert "source" not in api.workspace.leads[0].fields


def test_a_lead_reads_as_documented(api):
    lead = api.create(name="A")
    body = api.get(f"/lead/{lead}").response.json()
    assert set(body) == {"fields"}
    assert body["fields"]["phone"] == "919999999999"
    assert body["fields"]["status"] == "Fresh"


def test_included_actions_come_newest_first_and_in_slices(api, clock):
    lead = api.create()
    for number in range(3):
        clock.advance(1)
        api.post(f"/lead/{lead}/action", {"actions": [{"type": "1001", "fields": {"n": number}}]})
    body = api.get(f"/lead/{lead}?includeActions=true&skip=1&limit=1").response.json()
    assert body["actions"] == [{"type": "1001", "fields": {"n": 1}}]
    assert (body["actions_skip"], body["actions_limit"]) == (1, 1)


def test_the_cap_holds_for_included_actions_only(api, outcome):
    lead = api.create()
    assert outcome(api.get(f"/lead/{lead}?includeActions=true&limit=101")) == (
        400,
        "BAD_REQUEST",
        "Limit should be between 1 and 100",
    )
    assert api.get(f"/lead/{lead}?limit=101").response.status == 200


def test_an_unknown_lead_has_the_wording_of_its_page(api, outcome):
    assert outcome(api.get("/lead/62ab16e"))[1:] == ("LEAD_NOT_FOUND", "The lead with ID 62ab16e was not found.")
    assert outcome(api.post("/lead/62ab16e", {"fields": {}}))[2] == "Lead with ID 62ab16e was not found."


def test_an_update_changes_only_what_it_names(api):
    lead = api.create(name="A", city="X")
    answer = api.post(f"/lead/{lead}", {"fields": {"name": "B"}})
    assert set(answer.response.json()) == {"fields"}
    assert answer.response.json()["fields"] | {"name": "B", "city": "X"} == answer.response.json()["fields"]


@pytest.mark.parametrize("value", ["9999999999", "+919999999999", "8888888888", None, {}])
def test_the_identifier_in_an_update_is_403(api, outcome, value):
    lead = api.create(name="A")
    answer = api.post(f"/lead/{lead}", {"fields": {"phone": value, "name": "B"}})
    assert outcome(answer) == (403, "INVALID_LEAD", "Cannot modify lead identifier field")
    assert api.workspace.lead(lead).fields["name"] == "A"


def test_an_unchanged_identifier_may_be_let_through(call, outcome):
    api = call(quirks={"identifier_in_update": "reject_if_changed"})
    lead = api.create()
    assert api.post(f"/lead/{lead}", {"fields": {"phone": "9999999999", "name": "B"}}).response.status == 200
    assert outcome(api.post(f"/lead/{lead}", {"fields": {"phone": "8888888888"}}))[0] == 403


def test_an_update_with_an_invalid_value_is_400_and_changes_nothing(named, outcome):
    lead = named.create(name="A")
    assert outcome(named.post(f"/lead/{lead}", {"fields": {"name": "B", "rating": 9}}))[:2] == (400, "BAD_REQUEST")
    assert named.workspace.lead(lead).fields["name"] == "A"


def test_an_update_may_lose_an_invalid_value_in_silence(call):
    api = call(quirks={"update_invalid_value": "drop"})
    lead = api.create()
    answer = api.post(f"/lead/{lead}", {"fields": {"rating": 9}})
    assert answer.response.status == 200
    assert [(d.path, d.told) for d in answer.disclosure.dropped] == [("fields.rating", False)]


@pytest.mark.parametrize("label", ["won", "Dormant", "Won "])
def test_an_update_drops_an_unknown_status_in_silence(api, label):
    lead = api.create()
    answer = api.post(f"/lead/{lead}", {"fields": {"status": label}})
    assert answer.response.json()["fields"]["status"] == "Fresh"
    assert [(d.path, d.told) for d in answer.disclosure.dropped] == [("fields.status", False)]


def test_null_clears_a_field(api):
    lead = api.create(name="A", email="a@b.co")
    api.post(f"/lead/{lead}", {"fields": {"name": None, "email": ""}})
    assert not {"name", "email"} & set(api.workspace.lead(lead).fields)


def test_tags_are_replaced_or_merged_by_an_update(call):
    for choice, expected in (("replace", ("b",)), ("merge", ("a", "b"))):
        api = call(fields={"interests": "TAGS"}, quirks={"tags_on_update": choice})
        lead = api.create(interests=["a"])
        api.post(f"/lead/{lead}", {"fields": {"interests": ["b"]}})
        assert api.workspace.lead(lead).fields["interests"] == expected
