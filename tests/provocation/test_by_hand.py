"""``leads_api.provoke(...)`` in a test of one's own: each symptom, answered once, and every misuse."""

import pytest

from pytest_leads.errors import UsageError
from pytest_leads.pitfalls.provocations import act_of
from pytest_leads.session.api import LeadsApi
from pytest_leads.session.record import Record
from pytest_leads.workspace import Workspace


@pytest.fixture
def record():
    """What stands behind the fixture ``leads_api``; that itself would intercept all tests of this run."""
    return Record("a test", Workspace)


@pytest.fixture
def api(record):
    return LeadsApi(record)


@pytest.fixture
def workspace(api):
    return api.workspace


@pytest.fixture
def client(api):
    with api.client() as client:
        yield client


def test_a_field_is_ignored_with_its_own_remark(api, client, workspace):
    api.provoke("partial-success", field="email")
    answer = client.post("/lead", json={"fields": {"phone": "9876543210", "email": "asha@example.com"}}).json()
    assert answer["remarks"] == [{"field": "fields.email", "status": "IGNORED", "remark": "Email is invalid"}]
    assert "email" not in workspace.find("9876543210").fields


def test_an_action_is_ignored_in_its_place(api, client, workspace):
    api.provoke("partial-success", action=1)
    visits = [{"type": "1001", "fields": {"note": note}} for note in "abc"]
    answer = client.post("/lead", json={"fields": {"phone": "9876543210"}, "actions": visits}).json()
    assert [action["status"] for action in answer["actions"]] == ["CREATED", "IGNORED", "CREATED"]
    assert answer["remarks"][0]["field"] == "actions[1].fields.note"
    stored = workspace.find("9876543210").actions
    assert [action.members["fields"]["note"] for action in stored] == ["a", "c"]


@pytest.mark.parametrize("on", ["update_lead", "save_lead"])
def test_a_field_is_dropped_without_a_word_where_the_api_has_none(api, client, workspace, on):
    api.provoke("partial-success", field="name", on=on)
    lead = workspace.add_lead(phone="9876543210", name="Asha")
    if on == "update_lead":
        answer = client.post(f"/lead/{lead.id}", json={"fields": {"name": "Ravi", "city": "Pune"}})
    else:
        url = f"{api.async_url}/enterprise/{api.enterprise_id}/autoupdatelead"
        headers = {"Authorization": f"Bearer {api.async_token}"}
        body = {"fields": {"phone": "9876543210", "name": "Ravi", "city": "Pune"}}
        answer = client.post(url, json=body, headers=headers)
    assert answer.status_code == 200
    now = workspace.find("9876543210").fields
    assert (now["name"], now["city"]) == ("Asha", "Pune")


def test_the_second_create_meets_a_lead_that_is_there_in_another_spelling(api, client, workspace):
    api.provoke("duplicate-lead", nth=2)
    first, second = (client.post("/lead", json={"fields": {"phone": f"987654321{n}"}}) for n in (0, 1))
    assert (first.status_code, second.status_code) == (201, 409)
    assert workspace.find("9876543211").fields["name"] == "Somebody who was there before"


def test_a_search_has_more_than_two_pages(api, client, workspace):
    workspace.add_lead(phone="9876543210", name="Asha", city="Pune")
    api.provoke("page-cap")
    page = client.post("/lead/search?limit=5", json={"fields": {"city": "Pune"}}).json()
    assert page["total_count"] == 1 + 2 * 5 + 37
    last = client.post("/lead/search?limit=100", json={"fields": {"city": "Pune"}}).json()["data"][-1]
    assert last["fields"]["phone"] == "919876543210"


def test_a_label_is_another_in_the_pipeline_and_in_its_leads(api, client, workspace):
    workspace.add_lead(phone="9876543210", status="Won")
    api.provoke("unknown-status", label="Won", renamed="Won ")
    found = [
        client.post("/lead/search", json={"fields": {"status": label}}).json()["total_count"]
        for label in ("Won", "Won ")
    ]
    assert found == [0, 1]


def test_a_search_by_get_is_answered_405(api, client):
    api.provoke("search-by-query")
    assert client.get("/lead/search?phone=9876543210").status_code == 405


def test_an_update_with_the_identifier_is_403(api, client, workspace):
    workspace.quirks["identifier_in_update"] = "reject_if_changed"
    lead = workspace.add_lead(phone="9876543210")
    api.provoke("identifier-change")
    assert client.post(f"/lead/{lead.id}", json={"fields": {"phone": "9876543210"}}).status_code == 403


def test_a_filter_by_an_iso_date_finds_what_it_should_not(api, client, workspace):
    workspace.add_lead(phone="9876543210", created_on=1_600_000_000_000)
    api.provoke("iso-date")
    body = {"fields": {"created_on": {"from": "2099-01-01T00:00:00Z"}}}
    assert client.post("/lead/search", json=body).json()["total_count"] == 1


def test_two_provocations_go_together(api, client):
    api.provoke("partial-success", field="name")
    api.provoke("partial-success", field="city")
    fields = {"phone": "9876543210", "name": "Asha", "city": "Pune"}
    remarks = client.post("/lead", json={"fields": fields}).json()["remarks"]
    assert {remark["field"] for remark in remarks} == {"fields.name", "fields.city"}


MISUSES = {
    "partial-succes": ({}, "did you mean 'partial-success'?"),
    "partial-success": ({}, 'either field="email" or action=0 is needed, not field=None, action=None'),
    "duplicate-lead": ({"field": "name"}, "no such argument; known: "),
    "page-cap": ({"nth": 0}, "leads_api.provoke(nth=0): a whole number, 1 or more, is needed"),
    "unknown-status": ({"label": "Won"}, "two labels are needed, not label='Won', renamed=''"),
    "search-by-query": ({"valeu": "405"}, "did you mean 'value'?"),
}


@pytest.mark.parametrize("pitfall", MISUSES)
def test_a_misuse_is_explained(api, pitfall):
    arguments, expected = MISUSES[pitfall]
    with pytest.raises(UsageError) as caught:
        api.provoke(pitfall, **arguments)
    assert expected in str(caught.value)


@pytest.mark.parametrize(
    ("pitfall", "arguments"),
    [
        ("partial-success", {"field": "name", "action": 0}),
        ("partial-success", {"field": "name", "on": "create"}),
        ("partial-success", {"action": -1}),
        ("partial-success", {"action": "first"}),
        ("partial-success", {"action": True}),
        ("partial-success", {"field": 1}),
        ("duplicate-lead", {"on": "update_lead"}),
        ("duplicate-lead", {"nth": True}),
        ("duplicate-lead", {"on": []}),
        ("partial-success", {"field": "name", "on": []}),
        ("page-cap", {"least": "2"}),
        ("page-cap", {"least": None}),
        ("unknown-status", {"label": "Won", "renamed": 1}),
        ("unknown-status", {"label": "Won", "renamed": "Won"}),
        ("search-by-query", {"value": "500"}),
        ("iso-date", {"value": "everything"}),
        ("identifier-change", {"value": "accept"}),
    ],
)
def test_an_impossible_argument_is_refused_at_once(pitfall, arguments):
    with pytest.raises(UsageError):
        act_of(pitfall, arguments)


def test_what_no_request_came_for_fails_the_test(project, provoke):
    project.makepyfile("""
        import crm

        def test_create(leads_api):
            leads_api.provoke("partial-success", field="email")
            assert crm.create(phone="9876543210", name="Asha")
    """)
    result = provoke().result
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.re_match_lines([r".*leads_api.provoke\('partial-success'\): no request came to which it applies"])


def test_a_test_that_provokes_by_hand_is_not_provoked_again(project, provoke):
    project.makepyfile("""
        import crm

        def test_create(leads_api):
            leads_api.provoke("partial-success", field="name")
            assert crm.create(phone="9876543210", name="Asha")
    """)
    run = provoke()
    run.result.assert_outcomes(passed=1)
    assert run.rows == []


def test_the_line_of_a_report_provokes_the_same_by_hand(project, provoke):
    test = """
        import crm

        def test_create(leads_api):
            {line}
            assert crm.create(phone="9876543210", name="Asha", city="Pune")
    """
    project.makepyfile(test.format(line=""))
    (unnoticed,) = [row for row in provoke().rows if row.outcome == "unnoticed"]
    project.makepyfile(test.format(line=unnoticed.line))
    project.runpytest_inprocess("--leads", "-p", "no:asyncio").assert_outcomes(passed=1)


def test_what_another_answers_cannot_be_provoked(record):
    record.responder = record.simulated
    with pytest.raises(UsageError, match="it is not the simulator that answers here"):
        LeadsApi(record).provoke("page-cap")
