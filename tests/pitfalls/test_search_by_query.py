import pytest

from pytest_leads.errors import PitfallError, UsageError
from pytest_leads.pitfalls import assert_search_by_post

BODY = {"fields": {"name": "A"}}


@pytest.mark.parametrize("path", ["/lead/search?phone=9", "/lead/search", "/lead/l1/action/search?type=1001"])
@pytest.mark.parametrize("method", ["GET", "PUT"])
def test_a_search_by_another_method_is_found(traffic, method, path):
    traffic.send(method, path, None, 404)
    assert traffic.rules("search-by-query") == [("method", "error", "request.method")]


def test_the_finding_lists_the_keys_of_the_query(traffic):
    traffic.send("GET", "/lead/search?phone=9&limit=5&status=Won", None, 404)
    assert traffic.findings()[0].seen == "the search was sent by GET with phone, status in the query string"


@pytest.mark.parametrize(
    "key", ["phone", "visit", "fields.visit", "fields[visit]", "visit[]", "filters", "q", "created_on[from]"]
)
def test_criteria_in_the_query_of_a_post_are_an_error(traffic, key):
    traffic.search(BODY, f"?{key}=x&limit=10")
    assert traffic.rules("search-by-query") == [("keys-in-query", "error", f"request.query.{key}")]


@pytest.mark.parametrize("body", [None, {}, {"fields": {}}])
def test_an_unknown_key_beside_an_empty_body_is_an_error(traffic, body):
    traffic.search(body, "?city=Pune")
    [finding] = traffic.findings("search-by-query")
    assert finding.level == "error"
    assert "the body is empty, which matches every lead" in finding.seen


def test_an_unknown_key_beside_a_filter_is_a_warning(traffic):
    traffic.search(BODY, "?city=Pune")
    assert traffic.rules("search-by-query") == [("keys-in-query", "warning", "request.query.city")]
    assert traffic.findings()[0].value == "Pune"


@pytest.mark.parametrize("body", [None, {}, BODY])
@pytest.mark.parametrize("key", ["sort", "order_by", "page", "pageSize", "per_page", "offset", "cursor", "page[size]"])
def test_words_of_paging_and_sorting_are_a_warning_of_their_own(traffic, key, body):
    traffic.search(body, f"?{key}=2&limit=10")
    [finding] = traffic.findings("search-by-query")
    assert (finding.rule, finding.level, finding.value) == ("unread-keys", "warning", "2")
    assert finding.seen == f"{key} in the query string is not read by the API; only skip and limit are"


@pytest.mark.parametrize(
    ("body", "so"),
    [
        ({"phone": "9"}, "so the search matches every lead"),
        ({"status": "Won", "fields": {}}, "so the search matches every lead"),
        ({"phone": "9", "fields": {"name": "A"}}, "only what is in fields and actions filters"),
    ],
)
def test_criteria_beside_the_fields_are_a_warning(traffic, body, so):
    traffic.search(body)
    [finding] = traffic.findings("search-by-query")
    assert (finding.rule, finding.level) == ("criteria-outside-fields", "warning")
    assert finding.path == f"request.body.{next(iter(body))}"
    assert finding.seen.endswith(f"is not read; {so}")


def test_the_documented_members_of_a_body_are_silent(traffic):
    traffic.search({"fields": {"name": "A"}, "actions": {"type": "1001"}, "skip": 0, "limit": 5, "status": None})
    traffic.send("POST", "/lead/l1/action/search", {"type": "1001"}, 200, {"data": [], "total_count": 0})
    assert traffic.findings("search-by-query") == []


def test_leads_that_are_asked_for_by_get_are_a_search(traffic):
    traffic.send("GET", "/lead?phone=9", None, 404)
    assert traffic.rules("search-by-query") == [("method", "error", "request.method")]


@pytest.mark.parametrize(("method", "query"), [("GET", ""), ("GET", "?limit=10&sort=name"), ("POST", "?phone=9")])
def test_other_uses_of_the_path_of_create_are_no_search(traffic, method, query):
    traffic.send(method, f"/lead{query}", None, 404)
    assert traffic.findings("search-by-query") == []


@pytest.mark.parametrize("query", ["", "?skip=0&limit=100", "?_=1700000000"])
@pytest.mark.parametrize("body", [None, {}, BODY])
def test_a_search_by_post_is_silent(traffic, query, body):
    traffic.search(body, query)
    traffic.send("POST", f"/lead/l1/action/search{query}", body, 200, {"data": [], "total_count": 0})
    assert traffic.findings() == []


def test_other_reads_are_no_searches(traffic):
    traffic.send("GET", "/lead/l1?includeActions=true&phone=9", None, 200, {"fields": {}})
    traffic.send("GET", "/team-members?search=x", None, 200, {"data": [], "total_count": 0})
    traffic.send("OPTIONS", "/lead/search?phone=9")
    assert traffic.findings() == []


def test_the_helper_fails_on_get_and_passes_on_post(traffic):
    traffic.search(BODY, "?sort=name")
    assert_search_by_post(traffic.journal)
    traffic.send("GET", "/lead/search?phone=9", None, 404)
    with pytest.raises(PitfallError, match="LEAD003"):
        assert_search_by_post(traffic.journal)


def test_a_decoded_body_shows_no_query():
    with pytest.raises(UsageError, match="a decoded body does not show what is judged here"):
        assert_search_by_post({"fields": {}})
