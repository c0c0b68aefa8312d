"""All sections of the table; importing a section enters its rows."""

from leads_facts import (  # noqa: F401  # each enters its rows
    action_types,
    actions,
    async_api,
    authentication,
    conventions,
    endpoints,
    enterprise,
    errors,
    field_types,
    identifier,
    lead_updates,
    leads,
    pipeline,
    search,
    team_members,
)
from leads_facts.table import ROWS

__all__ = ["ROWS"]
