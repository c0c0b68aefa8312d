"""Searching leads over the wire."""

from __future__ import annotations

import pytest


@pytest.fixture
def found(api):
    """A function that gives the names of the leads that a search body finds."""

    def search(body, query="?limit=100", caller=api):
        rows = caller.post(f"/lead/search{query}", body).response.json()["data"]
        return [row["fields"].get("name") for row in rows]

    return search


@pytest.fixture
def three(api):
    for number, name in enumerate(["Ann", "Bob", "Cyd"]):
        api.workspace.add_lead(
            phone=f"999999999{number}", name=name, status="Won" if name == "Bob" else "Fresh", created_on=1000 + number
        )
    return api


@pytest.mark.parametrize("body", [None, {}, {"fields": {}}, {"actions": {}}, {"fields": None}])
def test_no_filter_finds_every_lead_newest_first(three, found, body):
    assert found(body, caller=three) == ["Cyd", "Bob", "Ann"]


def test_a_page_has_its_wrapper(three):
    body = three.post("/lead/search?skip=1&limit=1", {}).response.json()
    assert [row["fields"]["name"] for row in body["data"]] == ["Bob"]
    assert (body["total_count"], body["skip"], body["limit"]) == (3, 1, 1)


def test_pages_cover_every_lead_once(api):
    for number in range(25):
        api.workspace.add_lead(phone=f"98765432{number:02d}", name=str(number))
    seen = []
    for skip in range(0, 30, 10):
        page = api.post(f"/lead/search?skip={skip}", {}).response.json()
        seen += [row["fields"]["name"] for row in page["data"]]
    assert sorted(map(int, seen)) == list(range(25))


@pytest.mark.parametrize("limit", ["0", "101", "500", "-1", "1000000000000"])
def test_a_limit_outside_1_to_100_is_400(api, outcome, limit):
    assert outcome(api.post(f"/lead/search?limit={limit}", {})) == (
        400,
        "BAD_REQUEST",
        "Limit should be between 1 and 100",
    )


def test_a_skip_beyond_the_end_is_an_empty_page(three):
    body = three.post("/lead/search?skip=999999999", {}).response.json()
    assert (body["data"], body["total_count"]) == ([], 3)


@pytest.mark.parametrize(
    ("fields", "names"),
    [
        ({"name": "ann"}, ["Ann"]),
        ({"name": "an"}, []),
        ({"name": ["ANN", "bob"]}, ["Bob", "Ann"]),
        ({"phone": "+91 99999-99991"}, ["Bob"]),
        ({"phone": ["9999999990", "919999999992"]}, ["Cyd", "Ann"]),
        ({"status": "Won"}, ["Bob"]),
        ({"status": "won"}, []),
        ({"status": "Won "}, []),
        ({"status": ["Won", "Fresh"], "name": "Cyd"}, ["Cyd"]),
        ({"status": "Won", "name": "Ann"}, []),
        ({"nowhere": "x"}, []),
        ({"name": []}, []),
        ({"name": None}, []),
        ({"created_on": {"from": 1001, "to": 1002}}, ["Cyd", "Bob"]),
        ({"created_on": {"from": 1001}}, ["Cyd", "Bob"]),
        ({"created_on": {"to": 1000}}, ["Ann"]),
        ({"created_on": {}}, ["Cyd", "Bob", "Ann"]),
        ({"created_on": {"from": 1002, "to": 1001}}, []),
        ({"created_on": {"from": "01/01/1970 05:30:01", "to": "01/01/1970 05:30:01"}}, ["Ann"]),
        ({"created_on": {"from": 1001, "to": 1002}, "status": "Fresh"}, ["Cyd"]),
        ({"created_on": {"from": "1970-01-01", "to": "2999-01-01"}}, []),
        ({"created_on": {"from": "1970-01-01T00:00:00Z"}}, []),
    ],
)
def test_filters(three, found, fields, names):
    assert found({"fields": fields}, caller=three) == names


def test_an_unreadable_date_may_match_wrongly(three, found):
    three.workspace.quirks["unreadable_date_filter"] = "wrong_matches"
    assert found({"fields": {"created_on": {"from": "2026-01-01"}}}) == ["Cyd", "Bob", "Ann"]


def test_a_day_as_upper_bound_is_its_start_or_its_end(three, found):
    body = {"fields": {"created_on": {"from": "01/01/1970", "to": "01/01/1970"}}}
    assert found(body) == []
    three.workspace.quirks["date_only_to"] = "end"
    assert found(body) == ["Cyd", "Bob", "Ann"]


def test_custom_dates_tags_and_numbers_are_found(named, found):
    named.workspace.add_lead(phone="9999999999", name="A", due="01/02/2026", interests=["Gold", "Art"], units=3)
    for fields in (
        {"due": {"from": "31/01/2026", "to": "01/02/2026"}},
        {"due": "01/02/2026"},
        {"interests": "art"},
        {"interests": ["x", "GOLD"]},
        {"units": 3},
        {"units": "3"},
        {"modified_on": {"from": 1}},
    ):
        assert found({"fields": fields}, caller=named) == ["A"], fields
    assert found({"fields": {"due": {"to": "31/01/2026"}}}, caller=named) == []


def test_a_field_of_unknown_type_can_hold_dates(api, found):
    api.create(name="A", lead_date=1_700_000_000_000)
    assert found({"fields": {"lead_date": {"from": 1_600_000_000_000, "to": 1_800_000_000_000}}}) == ["A"]


def test_the_index_follows_every_change(three, found):
    lead = three.workspace.find("9999999990").id
    assert found({"fields": {"name": "Ann"}}) == ["Ann"]
    three.post(f"/lead/{lead}", {"fields": {"name": "Zoe", "status": "Won"}})
    assert found({"fields": {"name": "Ann"}}) == []
    assert found({"fields": {"name": "zoe"}}) == ["Zoe"]
    assert found({"fields": {"status": "Won"}}) == ["Bob", "Zoe"]
    three.create(name="Zoe", phone="8888888888")
    assert found({"fields": {"name": "zoe"}}) == ["Zoe", "Zoe"]


def test_the_same_search_sees_every_change(three):
    def total():
        return three.post("/lead/search", {}).response.json()["total_count"]

    before = three.workspace.snapshot()
    assert total() == total() == 3
    three.create(phone="8888888888")
    assert total() == 4
    three.workspace.restore(before)
    assert total() == 3
    three.queue({"fields": {"phone": "8888888888"}})
    assert total() == 4


def test_the_same_search_rests_on_the_same_points_again(three):
    first, again = (three.post("/lead/search", {"fields": {"phone": "9999999990"}}) for _ in range(2))
    assert first.disclosure.quirks == again.disclosure.quirks != ()
    assert first.response == again.response


def test_one_action_must_satisfy_all_sub_criteria(api, found):
    for number, name in enumerate(["Both", "Apart"]):
        api.workspace.add_lead(phone=f"999999999{number}", name=name)
    both, apart = (api.workspace.find(f"999999999{n}").id for n in range(2))
    api.workspace.add_action(both, type="OUTGOING_CALL", performed_by="agent@example.com", created_on=5000)
    api.workspace.add_action(apart, type="OUTGOING_CALL", performed_by="x@example.com", created_on=5000)
    api.workspace.add_action(apart, type="1001", performed_by="agent@example.com", created_on=9000)
    agent = {"type": "OUTGOING_CALL", "performed_by": "Agent@example.com"}
    assert found({"actions": agent}) == ["Both"]
    assert found({"actions": agent | {"performed_at": {"from": 5000, "to": 5000}}}) == ["Both"]
    assert found({"actions": agent | {"performed_at": {"from": 5001}}}) == []
    assert found({"actions": {"type": ["1001", "MISSED_CALL"]}}) == ["Apart"]
    assert found({"actions": {"performed_at": {"from": "2026-01-01", "to": "2026-02-01"}}}) == []


def test_a_live_row_has_its_id_and_its_status_at_the_top(three):
    row = three.post("/lead/search", {"fields": {"name": "Bob"}}).response.json()["data"][0]
    assert row["id"] == three.workspace.find("9999999991").id
    assert row["status"] == "Won"
    assert "status" not in row["fields"]
    assert row["fields"]["created_on"] == 1001


def test_a_documented_row_has_fields_only(three):
    three.post("/lead/search", {})
    three.workspace.quirks["search_row"] = "documented"
    row = three.post("/lead/search", {}).response.json()["data"][0]
    assert set(row) == {"fields"}
    assert row["fields"]["status"] == "Fresh"


def test_leads_of_one_millisecond_come_last_made_first_and_say_so(api):
    for number in range(2):
        api.workspace.add_lead(phone=f"999999999{number}", created_on=1000)
    answer = api.post("/lead/search", {})
    assert [row["fields"]["phone"][-1] for row in answer.response.json()["data"]] == ["1", "0"]
    assert "creation_tie" in answer.disclosure.quirks


def test_an_unknown_member_of_the_body_is_ignored_or_refused(three, found, outcome):
    assert len(found({"phone": "x"})) == 3
    three.workspace.quirks["unknown_filter"] = "400"
    assert outcome(three.post("/lead/search", {"phone": "x"}))[0] == 400


def test_the_same_search_sees_what_changed_since(api):
    lead = api.workspace.add_lead(phone="9999999999")

    def found(body):
        return api.post("/lead/search", body).response.json()["total_count"]

    visited = {"actions": {"type": "1001"}}
    assert (found({}), found(visited)) == (1, 0)
    api.post(f"/lead/{lead.id}/action", {"actions": [{"type": "1001", "fields": {}}]})
    before = api.workspace.snapshot()
    api.workspace.add_lead(phone="8888888888")
    assert (found({}), found(visited)) == (2, 1)
    api.workspace.restore(before)
    assert (found({}), found(visited)) == (1, 1)
