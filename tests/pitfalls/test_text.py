"""The wording of every pitfall's message, to the character."""

import pytest

from pytest_leads.audit.text import describe_all
from pytest_leads.pitfalls import all_pitfalls


def update_with_identifier(traffic):
    traffic.update({"phone": "9999999999"}, status=403)


def ignored_field(traffic):
    remark = {"field": "fields.rating", "status": "IGNORED", "remark": "Rating must be between 1 and 5"}
    traffic.create({"phone": "9", "rating": 9}, answer={"lead_id": "l1", "remarks": [remark]})


def search_by_get(traffic):
    traffic.send("GET", "/lead/search?phone=9", None, 404)


def dropped_conflict(traffic):
    traffic.create({"phone": "9999999999", "name": "A"}, 409)


def limit_of_500(traffic):
    traffic.send("POST", "/lead/search?limit=500", {}, 400)


def status_with_a_blank(traffic):
    traffic.search({"fields": {"status": "Site Visit "}})


def iso_filter(traffic):
    traffic.search({"fields": {"created_on": {"from": "2026-01-01"}}})


TEXTS = {
    update_with_identifier: r"""
LEAD001 identifier-change at crm.py:42 in push
  rule       Trying to change the lead identifier
  seen       the update carries phone = '9999999999', the workspace's lead identifier
             request.body.fields.phone = '9999999999'
             exchange 1 of 3, answered 403, sent by requests, in tests/test_crm.py::test_it
  why        POST /lead/{leadId} answers 403 INVALID_LEAD "Cannot modify lead identifier field".
             The lead identifier of the workspace (default: phone) cannot change after creation.
  fix        Leave the identifier out of the update body. If it really has to change, to correct
             a typo say, do it by hand in the dashboard.
             The identifier is that of the default workspace of pytest-leads; if yours is
             another, say so in leads_workspace_config.
  on purpose @pytest.mark.leads(allow=["identifier-change"])
  reproduce  curl -X POST https://next.telecrm.in/autoupdate/v2/enterprise/e1/lead/l1 \
               -H 'Authorization: Bearer ***' \
               -H 'Content-Type: application/json' \
               --data-raw '{"fields": {"phone": "9999999999"}}'
""",
    ignored_field: r"""
LEAD002 partial-success at crm.py:42 in push
  rule       Treating a 200/201 as full success
  seen       fields.rating = 9 was ignored ("Rating must be between 1 and 5"), although the
             status is 201
             response.body.remarks[0] = {'field': 'fields.rating', 'status': 'IGNORED',
             'remark': 'Rating must be between 1 and 5'}
             exchange 1 of 3, answered 201, sent by requests, in tests/test_crm.py::test_it
  why        Some fields or actions are missing on the lead although the API answered with a
             success status. POST /lead and POST /lead/{leadId}/action support partial success:
             fields and actions that fail validation are dropped and reported in the remarks
             array only; the rest is stored.
  fix        Always look into remarks and into the status of each action. Whatever has the
             status IGNORED was not stored.
  on purpose @pytest.mark.leads(allow=["partial-success"])
             or leads_api.expect_ignored("fields.rating")
  reproduce  curl -X POST https://next.telecrm.in/autoupdate/v2/enterprise/e1/lead \
               -H 'Authorization: Bearer ***' \
               -H 'Content-Type: application/json' \
               --data-raw '{"fields": {"phone": "9", "rating": 9}}'
""",
    search_by_get: r"""
LEAD003 search-by-query at crm.py:42 in push
  rule       Sending search criteria as query parameters
  seen       the search was sent by GET with phone in the query string
             request.method = 'GET'
             exchange 1 of 3, answered 404, sent by requests, in tests/test_crm.py::test_it
  why        GET /lead/search?phone=... answers 404 or 405. A search is a POST with a JSON body,
             not a GET. Only skip and limit are query parameters.
  fix        Send a POST to /lead/search with the filters in the JSON body.
  on purpose @pytest.mark.leads(allow=["search-by-query"])
  reproduce  curl -X GET 'https://next.telecrm.in/autoupdate/v2/enterprise/e1/lead/search?phone=9' \
               -H 'Authorization: Bearer ***' \
               -H 'Content-Type: application/json'
""",
    dropped_conflict: r"""
LEAD004 duplicate-lead at crm.py:42 in push
  rule       Creating a duplicate lead
  seen       the lead with phone = '9999999999' exists already, and nothing that was sent later
             updates or saves it
             response.status = 409
             exchange 1 of 3, answered 409, sent by requests, in tests/test_crm.py::test_it
  why        POST /lead answers 409 LEAD_ALREADY_EXISTS. A lead with the same identifier value
             exists in the workspace already.
  fix        Either go on to POST /lead/{leadId} and update the lead that exists, or use the
             Async API, which creates or updates by the identifier on its own.
             POST /lead/search with {"fields": {"phone": ...}} finds the lead that is there.
  on purpose @pytest.mark.leads(allow=["duplicate-lead"])
  reproduce  curl -X POST https://next.telecrm.in/autoupdate/v2/enterprise/e1/lead \
               -H 'Authorization: Bearer ***' \
               -H 'Content-Type: application/json' \
               --data-raw '{"fields": {"phone": "9999999999", "name": "A"}}'
""",
    limit_of_500: r"""
LEAD005 page-cap at crm.py:42 in push
  rule       Pagination beyond the page cap
  seen       limit is 500; here it must be between 1 and 100
             request.query.limit = 500
             exchange 1 of 3, answered 400, sent by requests, in tests/test_crm.py::test_it
  why        The API answers 400 BAD_REQUEST "Limit should be between 1 and 100". limit is
             capped at 100 on lead search and on the actions included in a lead read.
  fix        Ask for at most 100 at a time and go on with skip when there are more. total_count
             in the response tells how many pages remain.
  on purpose @pytest.mark.leads(allow=["page-cap"])
  reproduce  curl -X POST 'https://next.telecrm.in/autoupdate/v2/enterprise/e1/lead/search?limit=500' \
               -H 'Authorization: Bearer ***' \
               -H 'Content-Type: application/json' \
               --data-raw '{}'
""",
    status_with_a_blank: r"""
LEAD006 unknown-status at crm.py:42 in push
  rule       Searching for unknown statuses
  seen       'Site Visit ' is no label of the pipeline; the nearest is 'Site Visit' (a trailing
             space too many)
             request.body.fields.status = 'Site Visit '
             exchange 1 of 3, answered 200, sent by requests, in tests/test_crm.py::test_it
  why        A fields.status filter finds nothing although the dashboard shows leads in that
             status. Statuses are compared case-sensitively with the labels of the lead stage
             pipeline, and what the dashboard displays can differ from a label by little: extra
             whitespace, trailing characters.
  fix        Read the labels from GET /lead-stage-pipeline and use those exact strings.
             The labels are those of the default workspace of pytest-leads. If your workspace
             has other labels, give its own pipeline: override the fixture
             leads_workspace_config, with what your GET /lead-stage-pipeline answers.
  on purpose @pytest.mark.leads(allow=["unknown-status"])
  reproduce  curl -X POST https://next.telecrm.in/autoupdate/v2/enterprise/e1/lead/search \
               -H 'Authorization: Bearer ***' \
               -H 'Content-Type: application/json' \
               --data-raw '{"fields": {"status": "Site Visit "}}'
""",
    iso_filter: r"""
LEAD007 iso-date at crm.py:42 in push
  rule       Using ISO 8601 dates
  seen       fields.created_on.from = '2026-01-01' is ISO 8601, neither Unix milliseconds nor
             the workspace's format DD/MM/YYYY
             request.body.fields.created_on.from = '2026-01-01'
             exchange 1 of 3, answered 200, sent by requests, in tests/test_crm.py::test_it
  why        Date filters (fields.created_on, actions.performed_at) find nothing or the wrong
             leads. A date is Unix milliseconds or text in the date format of the workspace. ISO
             8601 ("2026-01-01T10:30:00Z") is not parsed.
  fix        Send Unix milliseconds, or text in the workspace's own format. See Field Types,
             date.
             The format is that of the default workspace of pytest-leads; if yours is another,
             say so in leads_workspace_config.
  on purpose @pytest.mark.leads(allow=["iso-date"])
  reproduce  curl -X POST https://next.telecrm.in/autoupdate/v2/enterprise/e1/lead/search \
               -H 'Authorization: Bearer ***' \
               -H 'Content-Type: application/json' \
               --data-raw '{"fields": {"created_on": {"from": "2026-01-01"}}}'
""",
}


@pytest.mark.parametrize(("fall", "text"), TEXTS.items(), ids=lambda value: getattr(value, "__name__", ""))
def test_the_message_is_to_the_character(traffic, fall, text):
    fall(traffic)
    [finding] = traffic.findings()
    assert next(describe_all([finding], all_pitfalls(), of=3)) == text.strip("\n")


def remark(field):
    return {"field": field, "status": "IGNORED", "remark": "Rating must be between 1 and 5"}


def test_what_comes_again_is_told_once_by_its_smallest_request(traffic):
    for number in range(14):
        fields = {"phone": f"99999{number:05}", "rating": 9, "name": "a" * abs(number - 3)}
        traffic.create(fields, answer={"lead_id": "l1", "remarks": [remark("fields.rating")]})
    [text] = describe_all(traffic.findings(), all_pitfalls(), of=14)
    lines = text.split("\n")
    assert lines[0] == "LEAD002 partial-success at crm.py:42 in push, 14 times"
    assert "exchange 4 of 14" in text
    assert "  also       in exchanges 1, 2, 3, 5, 6, 7, 8, 9, 10, 11 and 3 more" in lines


def test_what_comes_again_in_one_request_is_told_with_its_place(traffic):
    actions = [{"type": "NO_SUCH", "fields": {}}] * 2
    ignored = [{"type": "NO_SUCH", "status": "IGNORED", "remark": "no"}] * 2
    traffic.create({"phone": "9"}, actions=actions, answer={"lead_id": "l1", "actions": ignored})
    [text] = describe_all(traffic.findings(), all_pitfalls(), of=1)
    assert "  also       in exchange 1 (response.body.actions[1])" in text.split("\n")


def test_what_differs_in_its_field_its_call_or_its_line_is_told_apart(traffic):
    for field in ("rating", "email"):
        traffic.create({"phone": "9", field: "x"}, answer={"lead_id": "l1", "remarks": [remark(f"fields.{field}")]})
    assert len(list(describe_all(traffic.findings(), all_pitfalls()))) == 2
