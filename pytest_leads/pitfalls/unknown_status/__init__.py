"""Pitfall LEAD006: a status label that the pipeline does not know to the character."""

from pytest_leads.audit import Pitfall
from pytest_leads.pitfalls.unknown_status.rule import rule

PITFALL = Pitfall(
    id="unknown-status",
    code="LEAD006",
    title="Searching for unknown statuses",
    symptom="A fields.status filter finds nothing although the dashboard shows leads in that status.",
    cause=(
        "Statuses are compared case-sensitively with the labels of the lead stage pipeline, and what the "
        "dashboard displays can differ from a label by little: extra whitespace, trailing characters."
    ),
    fix="Read the labels from GET /lead-stage-pipeline and use those exact strings.",
    rule=rule,
    operations=("search_leads", "create_lead", "update_lead", "save_lead"),
)
