import pytest

from pytest_leads.audit import audit
from pytest_leads.errors import PitfallError
from pytest_leads.pitfalls import all_pitfalls, assert_no_ignored
from pytest_leads.pitfalls.partial_success import concerns

RATING = {"field": "fields.rating", "status": "IGNORED", "remark": "Rating must be between 1 and 5"}
EMAIL = {"field": "actions[1].fields.email", "status": "IGNORED", "remark": "Email is invalid"}
ACTIONS = [{"action_id": "a1", "status": "CREATED"}, {"action_id": None, "status": "IGNORED"}]


def paths(traffic):
    return [(finding.path, finding.subject) for finding in traffic.findings("partial-success")]


def test_an_ignored_field_of_a_created_lead_is_found(traffic):
    traffic.create({"phone": "9", "rating": 9}, answer={"lead_id": "l1", "remarks": [RATING]})
    [finding] = traffic.findings()
    assert (finding.path, finding.subject) == ("response.body.remarks[0]", "fields.rating")
    assert finding.seen == (
        'fields.rating = 9 was ignored ("Rating must be between 1 and 5"), although the status is 201'
    )


def test_a_remark_and_the_status_of_its_action_are_one_finding(traffic):
    traffic.send("POST", "/lead/l1/action", {"actions": [{}, {}]}, 200, {"actions": ACTIONS, "remarks": [EMAIL]})
    assert paths(traffic) == [("response.body.remarks[0]", "actions[1].fields.email")]


def test_an_ignored_action_without_a_remark_is_found(traffic):
    traffic.send("POST", "/lead/l1/action", {"actions": [{}, {}]}, 200, {"actions": ACTIONS, "remarks": []})
    assert paths(traffic) == [("response.body.actions[1]", "actions[1]")]


def test_a_remark_on_action_10_does_not_speak_for_action_1(traffic):
    remark = {"field": "actions[10]", "status": "IGNORED", "remark": "..."}
    traffic.send("POST", "/lead/l1/action", {"actions": []}, 200, {"actions": ACTIONS, "remarks": [remark]})
    assert [subject for _, subject in paths(traffic)] == ["actions[10]", "actions[1]"]


def test_full_success_is_silent(traffic):
    traffic.create({"phone": "9"})
    traffic.create({"phone": "9"}, answer={"lead_id": "l1"})
    traffic.send("POST", "/lead/l1/action", {"actions": [{}]}, 200, {"actions": ACTIONS[:1]})
    assert traffic.findings() == []


def test_a_failure_is_no_partial_success(traffic):
    traffic.create({"phone": "9"}, status=400, answer={"remarks": [RATING]})
    assert traffic.findings() == []


@pytest.mark.parametrize("remarks", [None, "no", {}, [None, 1, "x", []], [{"status": 3}], {"field": "fields.a"}])
def test_malformed_remarks_are_passed_over(traffic, remarks):
    traffic.create({"phone": "9"}, answer={"lead_id": "l1", "remarks": remarks, "actions": remarks})
    assert traffic.findings() == []


def test_a_remark_that_ignores_nothing_is_passed_over(traffic):
    traffic.create({"phone": "9"}, answer={"remarks": [{"field": "fields.x", "status": "STORED", "remark": "ok"}]})
    assert traffic.findings() == []


def test_a_remark_without_a_place_still_counts(traffic):
    traffic.create({"phone": "9"}, answer={"remarks": [{"status": "IGNORED", "remark": "no idea"}]})
    assert [finding.seen for finding in traffic.findings()] == [
        'something was ignored ("no idea"), although the status is 201'
    ]


def test_a_silent_drop_on_update_is_found(traffic):
    traffic.update({"tags": "a, b"}, dropped=[("fields.tags", "a, b", "tags are an array", False)])
    [finding] = traffic.findings()
    assert finding.path == "request.body.fields.tags"
    assert finding.rule == "dropped-in-silence"
    assert "the response says nothing of it" in finding.seen


def test_a_silent_drop_in_the_async_queue_is_found(traffic):
    traffic.save({"phone": "9"}, [{"type": "1001"}], dropped=[("actions[0]", {}, "no prefix", False)])
    assert paths(traffic) == [("request.body.actions[0]", "actions[0]")]


def test_a_drop_that_the_response_tells_is_found_once(traffic):
    traffic.create({"rating": 9}, answer={"remarks": [RATING]}, dropped=[("fields.rating", 9, "range", True)])
    traffic.create({"rating": 9}, answer={"remarks": [RATING]}, dropped=[("fields.rating[0]", 9, "range", True)])
    assert [finding.path for finding in traffic.findings()] == ["response.body.remarks[0]"] * 2


def test_one_mistake_is_one_finding_and_expect_ignored_covers_it(traffic):
    remark = {"field": "fields.status", "status": "IGNORED", "remark": "Unknown status"}
    traffic.create({"phone": "9", "status": "fresh"}, answer={"remarks": [remark]})
    [finding] = traffic.findings()
    assert finding.pitfall == "unknown-status"
    assert concerns(finding, "fields.status")


def test_an_action_lost_for_its_iso_date_is_one_finding(traffic):
    body = {"actions": [{"type": "1001", "fields": {"when": "2026-01-01"}}]}
    traffic.send("POST", "/lead/l1/action", body, 200, {"actions": ACTIONS[1:], "remarks": []})
    [finding] = traffic.findings()
    assert finding.pitfall == "iso-date"
    assert concerns(finding, "actions[0]")


def test_a_warning_never_hides_what_was_lost(traffic):
    remark = {"field": "fields.visit", "status": "IGNORED", "remark": "Date is invalid"}
    traffic.create({"phone": "9", "visit": 1767225600}, answer={"remarks": [remark]})
    assert {(f.pitfall, f.level) for f in traffic.findings()} == {
        ("partial-success", "error"),
        ("iso-date", "warning"),
    }


def test_a_search_for_an_unknown_status_is_not_covered_by_expect_ignored(traffic):
    traffic.search({"fields": {"status": "fresh"}})
    [finding] = traffic.findings()
    assert not concerns(finding, "fields.status")


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("actions[1]", True),
        ("actions[1].fields.email", True),
        ("actions", True),
        ("actions[1].fields.e", False),
        ("actions[0]", False),
        ("", False),
    ],
)
def test_an_expected_path_covers_all_below_it(traffic, path, expected):
    traffic.send("POST", "/lead/l1/action", {"actions": []}, 200, {"actions": ACTIONS, "remarks": [EMAIL]})
    [finding] = audit(list(traffic.journal), traffic.profile, all_pitfalls())
    assert concerns(finding, path) is expected


def test_the_helper_fails_and_names_how_to_allow_it(traffic):
    traffic.create({"phone": "9", "rating": 9}, answer={"lead_id": "l1", "remarks": [RATING]})
    with pytest.raises(PitfallError) as caught:
        assert_no_ignored(traffic.journal)
    assert 'assert_no_ignored(..., expected=["fields.rating"])' in str(caught.value)
    assert_no_ignored(traffic.journal, expected=["fields.rating"])


def test_the_helper_takes_a_decoded_response_body():
    assert_no_ignored({"lead_id": "l1", "actions": [], "remarks": []})
    with pytest.raises(PitfallError, match=r"actions\[1\] was ignored"):
        assert_no_ignored({"lead_id": "l1", "actions": ACTIONS, "remarks": []})
