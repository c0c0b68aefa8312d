"""Creating and reading leads (docs: leads/create, leads/get, leads/pitfalls)."""

from leads_facts.table import fact
from leads_facts.wire import NOW, PAYMENT, UNKNOWN_ID, VISIT, Wire

_CREATE, _GET = "docs: leads/create", "docs: leads/get"
_LIMIT = (400, "BAD_REQUEST", "Limit should be between 1 and 100")
_BAD_VISIT = {"type": "1001", "fields": {"note": "Seen", "email": "nobody"}}


@fact(_CREATE, "A create answers lead_id, actions and remarks, and nothing else.")
def a_create_answers_three_members():
    reply = Wire().create([VISIT], rating=9)
    assert set(reply.body) == {"lead_id", "actions", "remarks"}


@fact(_CREATE, "The lead_id of a create is the id under which the lead is read.")
def a_create_answers_the_leads_id():
    wire = Wire()
    assert wire.fields(wire.lead(name="Asha"))["name"] == "Asha"


@fact(_CREATE, "A create needs the object fields.")
def a_create_needs_fields():
    wire = Wire()
    for body in ({}, {"actions": [VISIT]}, {"fields": []}, {"fields": "phone"}):
        assert wire.post("lead", body).status == 400
    assert wire.search().body["total_count"] == 0


@fact(_CREATE, "A create without the identifier among its fields is 400 and creates nothing.")
def a_create_needs_the_identifier():
    wire = Wire()
    assert wire.post("lead", {"fields": {"name": "Asha"}}).status == 400
    assert wire.search().body["total_count"] == 0


@fact(_CREATE, "A create does not need actions.")
def a_create_needs_no_actions():
    wire = Wire()
    assert wire.timeline(wire.lead()) == []


@fact(_CREATE, "A create takes custom actions and payments along.")
def a_create_takes_actions_along():
    wire = Wire()
    reply = wire.create([VISIT, PAYMENT])
    assert [outcome["status"] for outcome in reply.body["actions"]] == ["CREATED", "CREATED"]
    assert {action["type"] for action in wire.timeline(reply.body["lead_id"])} == {"1001", "PAYMENT"}


@fact(_CREATE, "The outcome of an action that was created is its id and CREATED.")
def a_created_action_has_its_id():
    wire = Wire()
    reply = wire.create([VISIT])
    outcome = reply.body["actions"][0]
    assert set(outcome) == {"action_id", "status"}
    assert outcome["status"] == "CREATED"
    assert wire.get(f"lead/{reply.body['lead_id']}/action/{outcome['action_id']}").body == VISIT


@fact("docs: leads/create; pitfall partial-success", "A rating of 9 is told as the documents print it, to the letter.")
def a_bad_rating_has_the_documented_remark():
    remark = {"field": "fields.rating", "status": "IGNORED", "remark": "Rating must be between 1 and 5"}
    assert Wire().create(rating=9).body["remarks"] == [remark]


@fact("docs: leads/create, actions/create", "An invalid email is told as `Email is invalid`.")
def a_bad_email_has_the_documented_remark():
    remark = {"field": "fields.email", "status": "IGNORED", "remark": "Email is invalid"}
    assert Wire().create(email="nobody").body["remarks"] == [remark]


@fact("docs: leads/create; pitfall partial-success", "An invalid field is left out of the lead, which is created.")
def an_invalid_field_does_not_stop_a_create():
    wire = Wire()
    reply = wire.create(name="Asha", rating=9)
    fields = wire.fields(reply.body["lead_id"])
    assert (reply.status, fields["name"], "rating" in fields) == (201, "Asha", False)


@fact(_CREATE, "Each field that is left out has a remark of its own.")
def each_invalid_field_has_a_remark():
    remarks = Wire().create(rating=9, email="nobody", area="wide").body["remarks"]
    assert {remark["field"] for remark in remarks} == {"fields.rating", "fields.email", "fields.area"}
    assert all(set(remark) == {"field", "status", "remark"} for remark in remarks)
    assert {remark["status"] for remark in remarks} == {"IGNORED"}


@fact("docs: leads/create; pitfall partial-success", "An invalid action is left out of the lead, which is created.")
def an_invalid_action_does_not_stop_a_create():
    wire = Wire()
    reply = wire.create([_BAD_VISIT, VISIT], name="Asha")
    assert reply.status == 201
    assert wire.timeline(reply.body["lead_id"]) == [VISIT]


@fact("docs: leads/create, actions/create", "The outcomes of a create's actions stand in the order of the request.")
def a_creates_outcomes_mirror_its_actions():
    outcomes = Wire().create([_BAD_VISIT, VISIT, _BAD_VISIT]).body["actions"]
    assert [outcome["status"] for outcome in outcomes] == ["IGNORED", "CREATED", "IGNORED"]
    assert outcomes[0] == outcomes[2] == {"action_id": None, "status": "IGNORED"}


@fact(_CREATE, "The remark on an action's field has the path actions[n].fields.name.")
def a_remark_on_an_action_has_its_path():
    remarks = Wire().create([VISIT, _BAD_VISIT]).body["remarks"]
    assert remarks == [{"field": "actions[1].fields.email", "status": "IGNORED", "remark": "Email is invalid"}]


@fact("docs: leads/create, leads/pitfalls; pitfall duplicate-lead", "A second lead with an identifier is 409.")
def a_duplicate_is_409():
    wire = Wire()
    wire.lead(phone="+919999999999")
    assert wire.create(phone="9999999999").refusal[:2] == (409, "LEAD_ALREADY_EXISTS")


@fact(_CREATE, "A create that meets a duplicate changes nothing: Sync has no upsert.")
def a_duplicate_changes_nothing():
    wire = Wire()
    lead_id = wire.lead(phone="+919999999999", name="Asha")
    before = wire.fields(lead_id)
    assert wire.create([VISIT], phone="+919999999999", name="Ravi", city="Goa").status == 409
    assert wire.fields(lead_id) == before
    assert wire.timeline(lead_id) == []
    assert wire.search().body["total_count"] == 1


@fact("docs: leads/pitfalls; pitfall duplicate-lead", "After a 409 the lead can be updated by its id.")
def a_duplicate_can_be_updated_by_id():
    wire = Wire()
    wire.lead(phone="+919999999999", name="Asha")
    assert wire.create(phone="+919999999999", name="Asha Rao").status == 409
    lead_id = wire.search({"phone": "+919999999999"}).body["data"][0]["id"]
    assert wire.update(lead_id, name="Asha Rao").body["fields"]["name"] == "Asha Rao"


@fact("docs: leads/pitfalls; pitfall duplicate-lead", "After a 409 the Async API updates the lead.")
def a_duplicate_can_be_saved_through_async():
    wire = Wire()
    lead_id = wire.lead(phone="+919999999999", name="Asha")
    assert wire.create(phone="+919999999999", name="Asha Rao").status == 409
    wire.save(phone="+919999999999", name="Asha Rao")
    assert wire.fields(lead_id)["name"] == "Asha Rao"


@fact("docs: enterprise/pitfalls", "A create with an archived status succeeds, and the lead has no status afterwards.")
def an_archived_status_is_missing_after_a_create():
    wire = Wire(pipeline={"OPEN": ["Fresh"], "archived": ["Dormant"]})
    reply = wire.create(name="Asha", status="Dormant")
    assert reply.status == 201
    assert "status" not in wire.fields(reply.body["lead_id"])


@fact("docs: enterprise/pitfalls", "A create with an unknown status succeeds, and the lead has no status afterwards.")
def an_unknown_status_is_missing_after_a_create():
    wire = Wire(pipeline={"OPEN": ["Fresh"]})
    reply = wire.create(name="Asha", status="Frsh")
    assert reply.status == 201
    assert "status" not in wire.fields(reply.body["lead_id"])


@fact(_GET, "A lead is read as fields only: no id, no actions.")
def a_lead_is_read_as_fields():
    wire = Wire()
    assert set(wire.get(f"lead/{wire.lead()}").body) == {"fields"}


@fact(_GET, "includeActions=false is the default and leaves all three actions members out.")
def actions_are_left_out_by_default():
    wire = Wire()
    lead_id = wire.lead([VISIT])
    assert wire.get(f"lead/{lead_id}", includeActions="false") == wire.get(f"lead/{lead_id}")


@fact(_GET, "With includeActions=true there are actions, actions_skip and actions_limit, and no total.")
def included_actions_have_three_members():
    wire = Wire()
    body = wire.get(f"lead/{wire.lead([VISIT])}", includeActions="true").body
    assert set(body) == {"fields", "actions", "actions_skip", "actions_limit"}
    assert body["actions"] == [VISIT]


@fact(_GET, "Of the actions the first ten are included by default.")
def ten_actions_are_included_by_default():
    wire = Wire()
    body = wire.get(f"lead/{wire.lead([VISIT] * 12)}", includeActions="true").body
    assert (len(body["actions"]), body["actions_skip"], body["actions_limit"]) == (10, 0, 10)


@fact(_GET, "skip and limit cut the included actions, and are answered as asked.")
def skip_and_limit_cut_the_included_actions():
    wire = Wire()
    body = wire.get(f"lead/{wire.lead([VISIT] * 12)}", includeActions="true", skip=9, limit=5).body
    assert (len(body["actions"]), body["actions_skip"], body["actions_limit"]) == (3, 9, 5)


@fact(_GET, "skip and limit do nothing when actions are not included.")
def skip_and_limit_do_nothing_without_actions():
    wire = Wire()
    lead_id = wire.lead([VISIT])
    assert wire.get(f"lead/{lead_id}", skip=3, limit=2) == wire.get(f"lead/{lead_id}")


@fact("docs: leads/get, leads/pitfalls; pitfall page-cap", "Included actions have a limit of 1 to 100.")
def included_actions_have_a_cap():
    wire = Wire()
    lead_id = wire.lead()
    for limit in (0, 101):
        assert wire.get(f"lead/{lead_id}", includeActions="true", limit=limit).refusal == _LIMIT
    assert wire.get(f"lead/{lead_id}", includeActions="true", limit=100).status == 200


@fact(_GET, "Actions of all types are included, read-only ones too.")
def all_types_of_actions_are_included():
    wire = Wire()
    lead_id = wire.lead([VISIT, PAYMENT])
    for number, type_ in enumerate(("OUTGOING_CALL", "INCOMING_WHATSAPP_MSG", "LEAD_ASSIGNMENT")):
        wire.workspace.add_action(lead_id, type=type_, created_on=NOW + number)
    types = {action["type"] for action in wire.get(f"lead/{lead_id}", includeActions="true").body["actions"]}
    assert types == {"1001", "PAYMENT", "OUTGOING_CALL", "INCOMING_WHATSAPP_MSG", "LEAD_ASSIGNMENT"}


@fact(_GET, "Reading an unknown lead is 404 LEAD_NOT_FOUND.")
def an_unknown_lead_cannot_be_read():
    message = f"The lead with ID {UNKNOWN_ID} was not found."
    assert Wire().get(f"lead/{UNKNOWN_ID}").refusal == (404, "LEAD_NOT_FOUND", message)
