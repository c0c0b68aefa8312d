import pytest

from pytest_leads.errors import PitfallError
from pytest_leads.pitfalls import assert_all_pages_read, assert_page_limit


def rules(traffic):
    return traffic.rules("page-cap")


def rows(start, end):
    return [{"id": f"l{n}"} for n in range(start, end)]


OUTSIDE = [("limit-outside", "error", "request.query.limit")]
UNREAD = [("pages-unread", "warning", "response.body.total_count")]


@pytest.mark.parametrize(
    "limit", ["0", "101", "500", "-1", "ten", "", "1e2", "50.0", "9" * 30, "%2B50", "%2050", "10&limit=500"]
)
@pytest.mark.parametrize(
    ("method", "path"),
    [("POST", "/lead/search?"), ("POST", "/lead/l1/action/search?"), ("GET", "/lead/l1?includeActions=true&")],
)
def test_a_limit_outside_1_to_100_is_found(traffic, method, path, limit):
    traffic.send(method, f"{path}limit={limit}", None, 400)
    assert rules(traffic) == OUTSIDE


@pytest.mark.parametrize("limit", ["1", "10", "100", "10&limit=20"])
def test_a_limit_within_is_silent(traffic, limit):
    traffic.search({}, f"?limit={limit}")
    traffic.send("GET", f"/lead/l1?includeActions=True&limit={limit}", None, 200, {"fields": {}})
    assert rules(traffic) == []


def test_team_members_are_capped_at_10(traffic):
    traffic.send("GET", "/team-members?limit=10", None, 200, {"data": [], "total_count": 0})
    assert rules(traffic) == []
    traffic.send("GET", "/team-members?limit=11", None, 400)
    assert rules(traffic) == OUTSIDE


def test_a_limit_is_ignored_without_included_actions(traffic):
    traffic.send("GET", "/lead/l1?limit=500", None, 200, {"fields": {}})
    traffic.send("GET", "/lead/l1?limit=500&includeActions=false", None, 200, {"fields": {}})
    assert rules(traffic) == []


def test_paging_in_the_body_is_a_warning(traffic):
    traffic.search({"fields": {}, "limit": 50, "skip": 0})
    assert rules(traffic) == [
        ("skip-in-body", "warning", "request.body.skip"),
        ("limit-in-body", "warning", "request.body.limit"),
    ]


def test_a_first_page_of_several_is_a_warning(traffic):
    traffic.search({}, "?limit=10", rows(0, 10), 25)
    assert rules(traffic) == UNREAD
    assert traffic.findings()[0].seen == "25 match, 10 of them were read; 15 stayed unread"


def test_a_search_for_one_row_is_a_lookup_or_a_count_and_no_finding(traffic):
    traffic.search({}, "?limit=1", rows(0, 1), 25)
    assert rules(traffic) == []
    with pytest.raises(PitfallError, match="24 stayed unread"):
        assert_all_pages_read(traffic.journal)


@pytest.mark.parametrize("order", [(0, 10, 20), (20, 0, 10), (10, 20, 0)])
def test_all_pages_in_any_order_are_silent(traffic, order):
    for skip in order:
        traffic.search({"fields": {"name": "A"}}, f"?skip={skip}&limit=10", rows(skip, min(skip + 10, 25)), 25, skip)
    assert rules(traffic) == []


def test_a_gap_between_pages_is_found_at_the_last_one(traffic):
    for skip in (0, 20):
        traffic.search({}, f"?skip={skip}", rows(skip, skip + 10), 30, skip)
    [finding] = traffic.findings()
    assert (finding.rule, finding.exchange.number, finding.value) == ("pages-unread", 2, 30)


@pytest.mark.parametrize("order", [(0, 10, 20), (20, 0, 10), (10, 20, 0)])
def test_rows_without_an_id_are_counted_by_their_place(traffic, order):
    for skip in order:
        traffic.search({}, f"?skip={skip}", [{"fields": {}}] * 10, 30, skip)
    assert rules(traffic) == []


def test_rows_in_overlapping_pages_are_counted_once(traffic):
    for skip in (5, 0):
        traffic.search({}, f"?skip={skip}", [{"fields": {}}] * 10, 30, skip)
    assert traffic.findings()[0].seen == "30 match, 15 of them were read; 15 stayed unread"


def test_only_the_new_leads_need_to_be_read_again(traffic):
    traffic.search({}, "?limit=10", rows(0, 10), 10)
    traffic.search({}, "?limit=2", rows(10, 12), 12)
    assert rules(traffic) == []


def test_two_searches_are_judged_apart(traffic):
    traffic.search({"fields": {"name": "A"}}, "", rows(0, 10), 20)
    traffic.search({"fields": {"name": "B"}}, "?skip=10", rows(10, 20), 20, 10)
    assert len(rules(traffic)) == 2


def test_the_order_of_the_keys_makes_no_other_search(traffic):
    traffic.search({"fields": {"name": "A", "email": "e"}}, "", rows(0, 10), 20)
    traffic.search({"fields": {"email": "e", "name": "A"}}, "?skip=10", rows(10, 20), 20, 10)
    assert rules(traffic) == []


def test_a_single_match_asked_for_with_limit_1_is_silent(traffic):
    traffic.search({}, "?limit=1", rows(0, 1), 1)
    traffic.search({"fields": {"name": "nobody"}}, "?limit=1", [], 0)
    assert rules(traffic) == []


def test_a_lead_that_is_created_between_two_pages_is_no_gap(traffic):
    traffic.search({}, "?skip=0", rows(0, 10), 15)
    traffic.search({}, "?skip=10", rows(9, 15), 16, 10)
    assert rules(traffic) == []


def test_leads_that_leave_the_search_while_it_is_worked_off_are_no_gap(traffic):
    for left in (25, 15, 5, 0):
        traffic.search({}, "?limit=10", rows(25 - left, 25 - left + min(left, 10)), left)
    assert rules(traffic) == []


def test_the_skip_of_the_request_serves_where_the_answer_has_none(traffic):
    for skip in (0, 10):
        answer = {"data": rows(skip, skip + 10), "total_count": 20}
        traffic.send("POST", f"/lead/search?skip={skip}", {}, 200, answer)
    assert rules(traffic) == []


def test_unread_team_members_and_actions_are_found(traffic):
    traffic.send("GET", "/team-members", None, 200, {"data": rows(0, 10), "total_count": 12})
    traffic.send("POST", "/lead/l1/action/search", {}, 200, {"data": rows(0, 10), "total_count": 12})
    traffic.send("POST", "/lead/l2/action/search", {}, 200, {"data": rows(10, 12), "total_count": 12, "skip": 10})
    assert rules(traffic) == UNREAD * 3


@pytest.mark.parametrize("total", [None, "25", True, 2.5])
def test_an_uncountable_answer_is_passed_over(traffic, total):
    traffic.send("POST", "/lead/search", {}, 200, {"data": [], "total_count": total})
    assert rules(traffic) == []


def test_the_helper_for_limits_fails_and_passes(traffic):
    traffic.search({"limit": 5}, "?limit=100")
    assert_page_limit(traffic.journal)
    traffic.search({}, "?limit=101")
    with pytest.raises(PitfallError, match="limit is 101; here it must be between 1 and 100"):
        assert_page_limit(traffic.journal)


def test_the_helper_for_pages_takes_bodies_as_pages_of_one_search():
    pages = [{"data": rows(n, n + 10), "total_count": 20, "skip": n, "limit": 10} for n in (0, 10)]
    assert_all_pages_read(pages)
    with pytest.raises(PitfallError, match="10 stayed unread"):
        assert_all_pages_read(pages[0])
