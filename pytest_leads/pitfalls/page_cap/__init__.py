"""Pitfall LEAD005: a page above the cap, and pages that are never asked for."""

from pytest_leads.audit import Pitfall
from pytest_leads.pitfalls.page_cap.rule import rule

PITFALL = Pitfall(
    id="page-cap",
    code="LEAD005",
    title="Pagination beyond the page cap",
    symptom='The API answers 400 BAD_REQUEST "Limit should be between 1 and 100".',
    cause="limit is capped at 100 on lead search and on the actions included in a lead read.",
    fix=(
        "Ask for at most 100 at a time and go on with skip when there are more. "
        "total_count in the response tells how many pages remain."
    ),
    rule=rule,
    operations=("search_leads", "search_actions", "read_lead", "list_members"),
)
