"""Team members over the wire."""

from __future__ import annotations

import pytest

NEW = {"name": "New", "email": "new@example.com", "phone_number": "919876543210", "role": "CALLER"}


@pytest.fixture
def team(call):
    people = [{"name": f"M{n:02d}", "email": f"m{n:02d}@example.com"} for n in range(12, 0, -1)]
    return call(members=[*people, {"name": "A gone", "email": "gone@example.com", "status": "Deleted"}])


def test_the_team_comes_by_name_without_those_deleted(team):
    body = team.get("/team-members").response.json()
    assert [row["name"] for row in body["data"]] == [f"M{n:02d}" for n in range(1, 11)]
    assert (body["total_count"], body["skip"], body["limit"]) == (12, 0, 10)
    everyone = team.get("/team-members?includeDeleted=true&limit=1").response.json()
    assert (everyone["data"][0]["name"], everyone["total_count"]) == ("A gone", 13)


def test_a_member_has_the_documented_shape(api):
    row = api.get("/team-members").response.json()["data"][0]
    who = {"name", "email", "status", "phone_number", "permission_template_name"}
    assert set(row) == who | {"manager_name", "manager_email", "license"}
    assert set(row["license"]) == {"status", "type", "start_date", "end_date"}


@pytest.mark.parametrize("limit", ["0", "11", "100", "x"])
def test_the_cap_of_the_team_is_10(team, outcome, limit):
    assert outcome(team.get(f"/team-members?limit={limit}")) == (400, "BAD_REQUEST", "Limit should be between 1 and 10")


def test_a_member_is_found_in_any_case(team, outcome):
    assert team.get("/team-members/M01@Example.com").response.json()["name"] == "M01"
    assert team.get("/team-members/m01%40example.com").response.status == 200
    missing = (404, "TEAM_MEMBER_NOT_FOUND", "Team member not found")
    for email in ("nobody@example.com", "gone@example.com", "%20m01@example.com"):
        assert outcome(team.get(f"/team-members/{email}")) == missing
    assert team.get("/team-members/gone@example.com?includeDeleted=true").response.status == 200
    assert outcome(team.get("/team-members/nobody")) == (400, "BAD_REQUEST", "Invalid email format")


@pytest.mark.parametrize(("password", "answered", "listed"), [(None, "INVITED", "Invited"), ("pw", "Active", "Active")])
def test_a_new_member_is_invited_unless_there_is_a_password(api, password, answered, listed):
    answer = api.post("/team-members", NEW | ({"password": password} if password else {}))
    assert answer.response.status == 201
    assert answer.response.json() == NEW | {"status": answered}
    assert api.get("/team-members/new@example.com").response.json()["status"] == listed


@pytest.mark.parametrize(
    ("change", "field", "message"),
    [
        ({"role": "BOSS"}, "role", "Invalid role. Allowed roles: ADMIN, MANAGER, CALLER, MARKETING_USER"),
        ({"phone_number": "+919876543210"}, "phone_number", "Invalid phone_number format"),
        ({"phone_number": "+91 98765 43210"}, "phone_number", "Invalid phone_number format"),
        ({"phone_number": "91-9876-5432-10"}, "phone_number", "Invalid phone_number format"),
        ({"email": "x"}, "email", "Invalid email format"),
        ({"email": "OWNER@example.com"}, "email", "A team member with this email exists"),
        ({"name": None}, "name", "name is required"),
    ],
)
def test_a_member_that_is_not_valid_is_400_with_details(api, change, field, message):
    answer = api.post("/team-members", NEW | change).response
    assert answer.status == 400
    error = answer.json()["error"]
    assert (error["code"], error["message"]) == ("BAD_REQUEST", "Validation failed")
    assert error["details"] == [{"field": field, "message": message}]


def test_without_a_seat_it_is_402(api, outcome):
    api.workspace.members.seats = 1
    assert outcome(api.post("/team-members", NEW))[:2] == (402, "BUY_LICENSE")


def test_a_state_change(api, outcome):
    path = "/teammember/state_change"
    body = {"email": "Owner@example.com", "state": "On Leave"}
    assert api.post(path, body).response.json() == {"email": "owner@example.com", "status": "On Leave"}
    assert api.get("/team-members/owner@example.com").response.json()["status"] == "On Leave"
    assert outcome(api.post(path, body | {"state": "Gone"}))[0] == 400
    assert outcome(api.post(path, body | {"email": "x"}))[0] == 400
    assert outcome(api.post(path, body | {"email": "nobody@example.com"}))[:2] == (404, "TEAM_MEMBER_NOT_FOUND")
    api.workspace.quirks["unknown_member_state_change"] = 400
    assert outcome(api.post(path, body | {"email": "nobody@example.com"}))[0] == 400
