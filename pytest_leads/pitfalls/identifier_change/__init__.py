"""Pitfall LEAD001: an update that carries the lead identifier."""

from pytest_leads.audit import Pitfall
from pytest_leads.pitfalls.identifier_change.rule import rule

PITFALL = Pitfall(
    id="identifier-change",
    code="LEAD001",
    title="Trying to change the lead identifier",
    symptom='POST /lead/{leadId} answers 403 INVALID_LEAD "Cannot modify lead identifier field".',
    cause="The lead identifier of the workspace (default: phone) cannot change after creation.",
    fix=(
        "Leave the identifier out of the update body. If it really has to change, to correct a typo say, "
        "do it by hand in the dashboard."
    ),
    rule=rule,
    operations=("update_lead",),
)
