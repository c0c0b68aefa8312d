"""Pitfall LEAD004: a create that meets a lead that exists already."""

from pytest_leads.audit import Pitfall
from pytest_leads.pitfalls.duplicate_lead.rule import rule

PITFALL = Pitfall(
    id="duplicate-lead",
    code="LEAD004",
    title="Creating a duplicate lead",
    symptom="POST /lead answers 409 LEAD_ALREADY_EXISTS.",
    cause="A lead with the same identifier value exists in the workspace already.",
    fix=(
        "Either go on to POST /lead/{leadId} and update the lead that exists, or use the Async API, "
        "which creates or updates by the identifier on its own."
    ),
    rule=rule,
    operations=("create_lead",),
)
