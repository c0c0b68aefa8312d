"""Pitfall LEAD003: search criteria sent as query parameters."""

from pytest_leads.audit import Pitfall
from pytest_leads.pitfalls.search_by_query.rule import rule

PITFALL = Pitfall(
    id="search-by-query",
    code="LEAD003",
    title="Sending search criteria as query parameters",
    symptom="GET /lead/search?phone=... answers 404 or 405.",
    cause="A search is a POST with a JSON body, not a GET. Only skip and limit are query parameters.",
    fix="Send a POST to /lead/search with the filters in the JSON body.",
    rule=rule,
    operations=("search_leads", "search_actions"),
)
