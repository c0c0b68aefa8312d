"""Pitfall LEAD007: dates in ISO 8601."""

from pytest_leads.audit import Pitfall
from pytest_leads.pitfalls.iso_date.rule import rule

PITFALL = Pitfall(
    id="iso-date",
    code="LEAD007",
    title="Using ISO 8601 dates",
    symptom="Date filters (fields.created_on, actions.performed_at) find nothing or the wrong leads.",
    cause=(
        "A date is Unix milliseconds or text in the date format of the workspace. "
        'ISO 8601 ("2026-01-01T10:30:00Z") is not parsed.'
    ),
    fix="Send Unix milliseconds, or text in the workspace's own format. See Field Types, date.",
    rule=rule,
    operations=(
        "search_leads",
        "search_actions",
        "create_lead",
        "update_lead",
        "save_lead",
        "create_actions",
        "update_action",
    ),
)
