"""The team (docs: team-members/*)."""

from leads_facts.table import fact
from leads_facts.wire import Wire

_LIST, _CREATE, _GET = "docs: team-members/list", "docs: team-members/create", "docs: team-members/get"
_STATE, _PITFALLS = "docs: team-members/state-change", "docs: team-members/pitfalls"
_ASHA = {"name": "Asha", "email": "asha@example.com", "phone_number": "919876543210", "role": "CALLER"}
_MEMBERS = {"name", "email", "status", "phone_number", "manager_name", "manager_email", "permission_template_name"}
_NOT_FOUND = (404, "TEAM_MEMBER_NOT_FOUND", "Team member not found")
_TEAM = (
    {"name": "Asha", "email": "asha@example.com", "status": "Working"},
    {"name": "Ravi", "email": "ravi@example.com", "status": "Deleted"},
)


def _team(**query):
    return Wire(members=_TEAM).get("team-members", **query).body


def _refused_fields(**change):
    """Fields named in the details of a refused create."""
    body = {name: value for name, value in (_ASHA | change).items() if value is not None}
    reply = Wire().post("team-members", body)
    assert reply.refusal == (400, "BAD_REQUEST", "Validation failed")
    return [detail["field"] for detail in reply.body["error"]["details"]]


@fact(_LIST, "A member has eight members, no id among them.")
def a_member_has_eight_members():
    assert all(set(row) == _MEMBERS | {"license"} for row in _team()["data"])


@fact(_LIST, "A license has status, type, start_date and end_date.")
def a_license_has_four_members():
    license_ = Wire().get("team-members").body["data"][0]["license"]
    assert set(license_) == {"status", "type", "start_date", "end_date"}


@fact(_LIST, "The license of someone who never had one is null.")
def a_license_may_be_null():
    assert _team()["data"][0]["license"] is None


@fact(_LIST, "Deleted members are left out of the list and its total.")
def deleted_members_are_left_out():
    body = _team()
    assert ([row["name"] for row in body["data"]], body["total_count"]) == (["Asha"], 1)
    assert _team(includeDeleted="false") == body


@fact(_LIST, "With includeDeleted=true deleted members are listed, with the status Deleted.")
def deleted_members_can_be_listed():
    body = _team(includeDeleted="true")
    assert [(row["name"], row["status"]) for row in body["data"]] == [("Asha", "Working"), ("Ravi", "Deleted")]
    assert body["total_count"] == 2


@fact(_LIST, "A member is Active, Inactive, On Leave, Working, Invited or Deleted.")
def a_member_has_one_of_six_statuses():
    statuses = ("Active", "Inactive", "On Leave", "Working", "Invited", "Deleted")
    team = [{"name": str(n), "email": f"m{n}@example.com", "status": status} for n, status in enumerate(statuses)]
    rows = Wire(members=team).get("team-members", includeDeleted="true").body["data"]
    assert tuple(row["status"] for row in rows) == statuses


@fact(
    "docs: team-members/list, team-members/pitfalls", "The list takes a limit of 1 to 10 and refuses others with 400."
)
def the_team_list_is_capped_at_ten():
    wire = Wire()
    for limit in (1, 10):
        assert wire.get("team-members", limit=limit).body["limit"] == limit
    for limit in (0, 11, 100):
        refusal = wire.get("team-members", limit=limit).refusal
        assert refusal == (400, "BAD_REQUEST", "Limit should be between 1 and 10")


@fact("docs: team-members/list, team-members/pitfalls", "The team is read in pages of ten, by skip.")
def the_team_is_read_by_tens():
    wire = Wire(members=[{"name": f"{number:02}", "email": f"m{number}@example.com"} for number in range(12)])
    pages = [wire.get("team-members", **query).body for query in ({}, {"skip": 10})]
    assert [(len(page["data"]), page["total_count"], page["skip"]) for page in pages] == [(10, 12, 0), (2, 12, 10)]
    assert [row["name"] for page in pages for row in page["data"]] == [f"{number:02}" for number in range(12)]


@fact(_CREATE, "A new member is answered with name, email, phone_number, role and status INVITED.")
def a_new_member_is_invited():
    reply = Wire().post("team-members", _ASHA)
    assert (reply.status, reply.body) == (201, _ASHA | {"status": "INVITED"})


@fact(_CREATE, "A new member with a password is Active, and the password is not answered.")
def a_new_member_with_a_password_is_active():
    reply = Wire().post("team-members", _ASHA | {"password": "s3cret-enough"})
    assert (reply.status, reply.body) == (201, _ASHA | {"status": "Active"})


@fact(_CREATE, "Name, email, phone_number and role are required.")
def a_new_member_needs_four_members():
    for name in ("name", "email", "phone_number", "role"):
        assert _refused_fields(**{name: None}) == [name]


@fact(_CREATE, "A role is ADMIN, MANAGER, CALLER or MARKETING_USER.")
def a_role_is_one_of_four():
    for role in ("ADMIN", "MANAGER", "CALLER", "MARKETING_USER"):
        assert Wire().post("team-members", _ASHA | {"role": role}).body["role"] == role


@fact(_CREATE, "Another role is 400 `Validation failed`, word for word as documented.")
def another_role_is_refused():
    detail = {"field": "role", "message": "Invalid role. Allowed roles: ADMIN, MANAGER, CALLER, MARKETING_USER"}
    error = {"code": "BAD_REQUEST", "message": "Validation failed", "details": [detail]}
    for role in ("OWNER", "SALES"):
        reply = Wire().post("team-members", _ASHA | {"role": role})
        assert (reply.status, reply.body) == (400, {"error": error})


@fact(_CREATE, "Each detail of a refusal has a field and a message, one for each wrong field.")
def each_wrong_field_has_a_detail():
    reply = Wire().post("team-members", _ASHA | {"role": "OWNER", "phone_number": "+919876543210"})
    details = reply.body["error"]["details"]
    assert all(set(detail) == {"field", "message"} for detail in details)
    assert {detail["field"] for detail in details} == {"role", "phone_number"}


@fact("docs: team-members/create, team-members/pitfalls", "A member's phone number is digits with the country code.")
def a_members_phone_is_digits():
    assert Wire().post("team-members", _ASHA | {"phone_number": "919876543210"}).status == 201
    for phone in ("+919876543210", "+91 98765 43210", "91-9876-5432-10"):
        assert _refused_fields(phone_number=phone) == ["phone_number"]


@fact("docs: team-members/create, team-members/pitfalls", "A wrong phone number is told as such.")
def a_wrong_phone_has_the_documented_message():
    error = Wire().post("team-members", _ASHA | {"phone_number": "+919876543210"}).body["error"]
    assert "Invalid phone_number format" in [error["message"], *(detail["message"] for detail in error["details"])]


@fact("docs: team-members/create, team-members/pitfalls", "Without a free seat a create is 402 BUY_LICENSE.")
def no_free_seat_is_402():
    wire = Wire(members=["owner@example.com"])
    wire.workspace.members.seats = 1
    assert wire.post("team-members", _ASHA).refusal[:2] == (402, "BUY_LICENSE")
    assert wire.get("team-members").body["total_count"] == 1


@fact(_PITFALLS, "An inactive member keeps the seat; a deleted one frees it.")
def inactive_members_keep_their_seats():
    for status, expected in (("Inactive", 402), ("Deleted", 201)):
        wire = Wire(members=["owner@example.com", {"email": "old@example.com", "status": status}])
        wire.workspace.members.seats = 2
        assert wire.post("team-members", _ASHA).status == expected


@fact(_GET, "One member is read as in the list, without a wrapper.")
def a_member_is_read_as_listed():
    wire = Wire(members=_TEAM)
    assert wire.get("team-members/asha@example.com").body == wire.get("team-members").body["data"][0]


@fact("docs: team-members/get, team-members/pitfalls", "A member is found without regard to case.")
def a_member_is_found_in_any_case():
    reply = Wire(members=_TEAM).get("team-members/ASHA@Example.com")
    assert (reply.status, reply.body["email"]) == (200, "asha@example.com")


@fact(_GET, "A path that is no email address is 400.")
def a_malformed_address_is_400():
    assert Wire().get("team-members/asha").refusal == (400, "BAD_REQUEST", "Invalid email format")


@fact(_GET, "An unknown member is 404 TEAM_MEMBER_NOT_FOUND.")
def an_unknown_member_is_404():
    assert Wire().get("team-members/nobody@example.com").refusal == _NOT_FOUND


@fact("docs: team-members/get, team-members/pitfalls", "A deleted member is 404, save with includeDeleted=true.")
def a_deleted_member_is_hidden():
    wire = Wire(members=_TEAM)
    assert wire.get("team-members/ravi@example.com").refusal == _NOT_FOUND
    assert wire.get("team-members/ravi@example.com", includeDeleted="true").body["status"] == "Deleted"


@fact(_PITFALLS, "An address with a stray blank or a look-alike letter is 404 on look-up.")
def a_mistyped_address_is_404():
    wire = Wire(members=_TEAM)
    for address in ("asha@example.com ", " asha@example.com", "\u0430sha@example.com"):
        assert wire.get(f"team-members/{address}").refusal == _NOT_FOUND


@fact(_STATE, "The state becomes Active, Inactive, On Leave or Working; the answer is email and status.")
def a_state_is_one_of_four():
    wire = Wire(members=_TEAM)
    for state in ("Active", "Inactive", "On Leave", "Working"):
        reply = wire.post("teammember/state_change", {"email": "asha@example.com", "state": state})
        assert (reply.status, reply.body) == (200, {"email": "asha@example.com", "status": state})
        assert wire.get("team-members/asha@example.com").body["status"] == state


@fact(_STATE, "Another state is 400 and changes nothing.")
def another_state_is_400():
    wire = Wire(members=_TEAM)
    for state in ("Invited", "Deleted", "Away", None):
        assert wire.post("teammember/state_change", {"email": "asha@example.com", "state": state}).status == 400
    assert wire.get("team-members/asha@example.com").body["status"] == "Working"


@fact(_STATE, "A state change for what is no email address is 400.")
def a_state_change_needs_an_address():
    for body in ({"state": "Active"}, {"state": "Active", "email": "asha"}):
        assert Wire().post("teammember/state_change", body).status == 400


@fact("docs: team-members/pitfalls, team-members/state-change", "An unknown address is 404, or (by quirk) 400.")
def a_state_change_of_a_stranger_is_404_or_400():
    wire = Wire(members=_TEAM)
    for address in ("nobody@example.com", "asha@example.com "):
        body = {"email": address, "state": "Active"}
        wire.workspace.quirks["unknown_member_state_change"] = "404"
        assert wire.post("teammember/state_change", body).status == 404
        wire.workspace.quirks["unknown_member_state_change"] = "400"
        assert wire.post("teammember/state_change", body).status == 400


@fact("docs: team-members/pitfalls, team-members/state-change", "A state change finds its member in any case.")
def a_state_change_ignores_case():
    wire = Wire(members=_TEAM)
    assert wire.post("teammember/state_change", {"email": "ASHA@example.com", "state": "Active"}).status == 200
    assert wire.get("team-members/asha@example.com").body["status"] == "Active"


@fact(_PITFALLS, "POST /team-members/state_change is 404: the path has teammember in one word.")
def the_plural_state_change_is_404():
    body = {"email": "owner@example.com", "state": "Active"}
    assert Wire().post("team-members/state_change", body).status == 404
