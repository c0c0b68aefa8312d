"""The rule: an update's ``fields`` never carry the workspace's identifier, not even with the value it has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_leads.audit import Finding
from pytest_leads.audit.reading import member, shown
from pytest_leads.audit.terms import judged

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pytest_leads.journal import Exchange
    from pytest_leads.workspace.profile import Profile


def rule(exchanges: Sequence[Exchange], profile: Profile) -> Iterator[Finding]:
    """Find every update that carries the identifier, whatever its value and whatever the answer."""
    for exchange, terms in judged(exchanges, profile, "update_lead"):
        fields = member(exchange.sent(), "fields")
        if terms.identifier not in fields:
            continue
        value = fields[terms.identifier]
        yield Finding(
            pitfall="identifier-change",
            rule="identifier-in-update",
            level="error",
            exchange=exchange,
            path=f"request.body.fields.{terms.identifier}",
            value=value,
            seen=f"the update carries {terms.identifier} = {shown(value)}, the workspace's lead identifier",
            advice=f"The identifier is that of {terms.source}; if yours is another, say so in leads_workspace_config.",
            subject=f"fields.{terms.identifier}",
        )
