"""Pitfall LEAD002: a 200 or 201 that is taken for full success."""

from pytest_leads.audit import Pitfall
from pytest_leads.pitfalls.partial_success.rule import concerns, rule

__all__ = ["PITFALL", "concerns"]

PITFALL = Pitfall(
    id="partial-success",
    code="LEAD002",
    title="Treating a 200/201 as full success",
    symptom="Some fields or actions are missing on the lead although the API answered with a success status.",
    cause=(
        "POST /lead and POST /lead/{leadId}/action support partial success: fields and actions that fail "
        "validation are dropped and reported in the remarks array only; the rest is stored."
    ),
    fix=(
        "Always look into remarks and into the status of each action. Whatever has the status IGNORED was not stored."
    ),
    rule=rule,
    operations=("create_lead", "create_actions", "update_lead", "update_action", "save_lead"),
)
