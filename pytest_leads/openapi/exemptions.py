"""Where a built-in check of Schemathesis asks for what the documents contradict, and no schema can say so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from pytest_leads.operations import BY_ID

if TYPE_CHECKING:
    from schemathesis.specs.openapi.schemas import OpenApiSchema

#: What a request that fits its schema may be answered with, by Schemathesis' own default.
_ACCEPTED = ("2xx", "3xx", "401", "403", "404", "409", "429", "5xx")


class Exemption(NamedTuple):
    """A check that does not hold for an operation: further statuses that are right, or none: it is off."""

    operation: str
    check: str
    reason: str
    statuses: tuple[str, ...] = ()


EXEMPTIONS = (
    Exemption(
        "read_lead",
        "negative_data_rejection",
        "skip and limit are ignored unless includeActions is true (docs: leads/get)",
    ),
    Exemption(
        "search_leads",
        "negative_data_rejection",
        "no source says what becomes of a member beside fields and actions (quirk unknown_filter)",
    ),
    Exemption(
        "read_action",
        "positive_data_acceptance",
        "an action of a type that is only read is 400 (docs: actions/get)",
        ("400",),
    ),
    Exemption(
        "update_action",
        "positive_data_acceptance",
        "the type must be that of the existing action (docs: actions/update)",
        ("400",),
    ),
    Exemption(
        "create_member",
        "positive_data_acceptance",
        "no seat may be free (docs: team-members/create), or the address taken (quirk duplicate_member)",
        ("400", "402"),
    ),
    Exemption(
        "change_member_state",
        "positive_data_acceptance",
        "an address of nobody is 400 (docs: team-members/state_change) or 404 (quirk unknown_member_state_change)",
        ("400",),
    ),
)


def exempt(schema: OpenApiSchema) -> None:
    """Write the exemptions into a schema's configuration, after what its user has configured, which wins."""
    from schemathesis.config import OperationConfig

    schema.config.operations.operations += [OperationConfig.from_dict(_section(each)) for each in EXEMPTIONS]


def _section(exemption: Exemption) -> dict[str, Any]:
    """A section as ``schemathesis.toml`` has it; the operation is found by its path, whatever comes before it."""
    operation = BY_ID[exemption.operation]
    path = re.sub(r"{\w+}", lambda _: r"\{[^/}]+\}", operation.path)
    told: dict[str, Any] = {"enabled": False}
    if exemption.statuses:
        told = {"expected-statuses": [*_ACCEPTED, *exemption.statuses]}
    return {
        "include-name-regex": f"^{operation.method} .*{path}$",
        "checks": {exemption.check: told},
    }
