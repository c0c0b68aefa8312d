"""What a workspace tells about itself (docs: enterprise/*)."""

from leads_facts.table import fact
from leads_facts.wire import VISIT, Wire

_METADATA, _FIELDS = "docs: enterprise/metadata", "docs: enterprise/custom-fields"
_ACTIONS = "docs: enterprise/custom-actions"
_PITFALLS = "docs: enterprise/pitfalls"
_FIELD = {"type", "apiName", "lockAfterCreate", "isLeadid"}
_ACTION = {"code", "displayName", "score", "source"}
_ACTION_DETAIL = {
    "id",
    "description",
    "fieldSchema",
    "displaySchema",
    "allowPredatedActivity",
    "quickAdd",
    "definitionType",
    "createdOn",
    "createdBy",
    "modifiedOn",
    "modifiedBy",
}
_LISTS = ("metadata", "custom-fields", "custom-actions", "lead-stage-pipeline")


def _fields(**query):
    listed = Wire().get("custom-fields", **query).body["customFields"]
    return {field["apiName"]: field for field in listed}


def _first_action(**query):
    return Wire().get("custom-actions", **query).body["customActions"][0]


@fact(_METADATA, "The metadata has eight members, creationTimeStamp with a capital S among them.")
def the_metadata_has_eight_members():
    body = Wire().get("metadata").body
    expected = {"name", "id", "creationTimeStamp", "teamSize", "industry", "website", "leadIdentifierFieldId"}
    assert set(body) == expected | {"integrations"}


@fact(_METADATA, "creationTimeStamp is Unix milliseconds, integrations a list of strings, the rest strings.")
def the_metadata_has_these_types():
    body = dict(Wire().get("metadata").body)
    assert isinstance(body.pop("creationTimeStamp"), int)
    assert all(isinstance(name, str) for name in body.pop("integrations"))
    assert all(isinstance(value, str) for value in body.values())


@fact(_METADATA, "leadIdentifierFieldId is the id of the field that is marked isLeadid.")
def the_metadata_names_the_identifiers_id():
    wire = Wire(identifier="email")
    listed = wire.get("custom-fields", detail="true").body["customFields"]
    marked = [field["id"] for field in listed if field["isLeadid"]]
    assert [wire.get("metadata").body["leadIdentifierFieldId"]] == marked


@fact("docs: enterprise/*", "An unknown enterprise is 404 on four calls, or (quirk unknown_enterprise) 401.")
def an_unknown_enterprise_is_404():
    wire = Wire(enterprise="other")
    message = "The enterprise with ID e1 was not found."
    for path in _LISTS:
        wire.workspace.quirks["unknown_enterprise"] = "documented"
        assert wire.get(path).refusal == (404, "ENTERPRISE_NOT_FOUND", message)
        wire.workspace.quirks["unknown_enterprise"] = "401"
        assert wire.get(path).refusal[:2] == (401, "NOT_AUTHORIZED")


@fact(_FIELDS, "The fields are wrapped in customFields, and nothing is beside them.")
def fields_are_wrapped():
    assert set(Wire().get("custom-fields").body) == {"customFields"}


@fact(_FIELDS, "All fields are given at once: there are no pages.")
def fields_have_no_pages():
    assert len(_fields()) > 10
    assert _fields(skip=5, limit=1) == _fields()


@fact(_FIELDS, "detail=false is the default.")
def fields_are_summaries_by_default():
    assert _fields() == _fields(detail="false")


@fact(_FIELDS, "A summary has type, apiName, lockAfterCreate and isLeadid; options only where a field has options.")
def a_field_summary_has_four_or_five_members():
    fields = _fields()
    assert set(fields["phone"]) == set(fields["city"]) == _FIELD
    assert set(fields["contact_source"]) == set(fields["interests"]) == _FIELD | {"options"}


@fact(_FIELDS, "In a summary options are labels.")
def options_of_a_summary_are_labels():
    assert _fields()["contact_source"]["options"] == ["Web", "Walk-in"]


@fact(_FIELDS, "A detail adds id and description.")
def a_field_detail_adds_id_and_description():
    fields = _fields(detail="true")
    assert set(fields["phone"]) == _FIELD | {"id", "description"}
    assert set(fields["contact_source"]) == _FIELD | {"id", "description", "options"}


@fact(_FIELDS, "In a detail options are objects of an id and a label.")
def options_of_a_detail_are_objects():
    options = _fields(detail="true")["contact_source"]["options"]
    assert [set(option) for option in options] == [{"id", "label"}] * 2
    assert [option["label"] for option in options] == ["Web", "Walk-in"]


@fact(_PITFALLS, "Details have an id and summaries have none, so that the two can be told apart.")
def details_are_told_by_their_id():
    assert all("id" not in field for field in _fields().values())
    assert all("id" in field for field in _fields(detail="true").values())


@fact(_FIELDS, "The detail of a date field carries the date format.")
def a_date_field_carries_its_format():
    wire = Wire(date_format="MM/DD/YYYY")
    assert "MM/DD/YYYY" in wire.get("custom-fields/visit").body.values()


@fact(_FIELDS, "Types are upper case: TEXT, NUMBER, EMAIL, PHONE, DATE, DROPDOWN and more.")
def types_are_upper_case():
    fields = _fields()
    names = ("city", "area", "work_email", "mobile", "visit", "contact_source")
    assert [fields[name]["type"] for name in names] == ["TEXT", "NUMBER", "EMAIL", "PHONE", "DATE", "DROPDOWN"]
    assert all(field["type"].isupper() for field in fields.values())


@fact(_FIELDS, "lockAfterCreate and isLeadid are booleans, and one field alone is the identifier.")
def field_flags_are_booleans():
    fields = _fields().values()
    assert all(isinstance(field[flag], bool) for field in fields for flag in ("lockAfterCreate", "isLeadid"))
    assert sum(field["isLeadid"] for field in fields) == 1


@fact(_FIELDS, "One field is its detail, without a wrapper and whatever detail says.")
def a_field_by_name_is_its_detail():
    wire = Wire()
    detail = _fields(detail="true")["contact_source"]
    assert wire.get("custom-fields/contact_source").body == detail
    assert wire.get("custom-fields/contact_source", detail="false").body == detail


@fact("docs: enterprise/custom-fields, enterprise/pitfalls", "An apiName is case-sensitive; an unknown one is 404.")
def an_api_name_is_case_sensitive():
    wire = Wire()
    for name in ("Contact_Source", "contact_sourc"):
        message = f"Could not find custom field with apiName {name}"
        assert wire.get(f"custom-fields/{name}").refusal == (404, "NOT_FOUND", message)


@fact(_ACTIONS, "The action types are wrapped in customActions, and nothing is beside them.")
def action_types_are_wrapped():
    assert set(Wire().get("custom-actions").body) == {"customActions"}


@fact(_ACTIONS, "A summary has code, displayName, score and source, and detail=false is the default.")
def an_action_summary_has_four_members():
    assert _first_action() == {"code": "ACTION_1001", "displayName": "Site visit", "score": 10, "source": "USER"}
    assert _first_action(detail="false") == _first_action()
    assert set(_first_action()) == _ACTION


@fact(_ACTIONS, "A detail adds eleven members.")
def an_action_detail_adds_eleven_members():
    assert set(_first_action(detail="true")) == _ACTION | _ACTION_DETAIL


@fact(_ACTIONS, "A source is USER or SYSTEM.")
def a_source_is_user_or_system():
    answered = {"code": "ACTION_2001", "displayName": "Handover", "score": 0, "source": "SYSTEM"}
    own = {"code": "ACTION_2002", "displayName": "Visit", "score": 0, "source": "USER"}
    listed = Wire(actions={"customActions": [answered, own]}).get("custom-actions").body["customActions"]
    assert [action["source"] for action in listed] == ["SYSTEM", "USER"]


@fact(_ACTIONS, "Each action adds its type's score to the score of the lead.")
def actions_add_to_the_score():
    wire = Wire()
    lead_id = wire.lead([VISIT])
    wire.act(lead_id, VISIT, {"type": "1002", "fields": {}})
    assert wire.search().body["data"][0]["score"] == 20


@fact(_ACTIONS, "One action type is its detail and its icon, without a wrapper.")
def an_action_type_by_code_has_an_icon():
    body = Wire().get("custom-actions/ACTION_1001").body
    assert set(body) == _ACTION | _ACTION_DETAIL | {"icon"}


@fact(_ACTIONS, "A field schema gives each field its type, and its options as labels where it has some.")
def a_field_schema_has_types_and_options():
    schema = Wire().get("custom-actions/ACTION_1001").body["fieldSchema"]
    assert schema["note"] == {"type": "TEXT"}
    assert schema["outcome"] == {"type": "DROPDOWN", "options": ["Interested", "Not Interested"]}


@fact(_ACTIONS, "allowPredatedActivity says whether it is enabled; createdOn and modifiedOn are Unix milliseconds.")
def an_action_type_has_these_types():
    body = Wire().get("custom-actions/ACTION_1001").body
    assert isinstance(body["allowPredatedActivity"]["enabled"], bool)
    assert all(isinstance(body[name], int) for name in ("createdOn", "modifiedOn", "score"))
    assert all("@" in body[name] for name in ("createdBy", "modifiedBy"))
    assert body["definitionType"] == "USER_DEFINED"


@fact("docs: enterprise/custom-actions, enterprise/pitfalls", "An action type is read by its full code only.")
def a_bare_code_is_404():
    wire = Wire()
    for code in ("1001", "action_1001", "ACTION_9999"):
        message = f"Custom action with code {code} was not found."
        assert wire.get(f"custom-actions/{code}").refusal == (404, "NOT_FOUND", message)
