"""The terms on which a machine plays: those of the simulated workspace, or as another server tells them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pytest_leads.audit.reading import items, mapping
from pytest_leads.errors import UsageError
from pytest_leads.machine.model import Model, Status
from pytest_leads.machine.plain import RefusedError
from pytest_leads.workspace import Workspace
from pytest_leads.workspace.phone import national_digits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_leads.machine.links import Link
    from pytest_leads.machine.plain import Plain


def workspace_behind(link: Link, plain: Plain, own: Workspace | None = None) -> Workspace:
    """The workspace itself, or one that is made from what the server tells of its own; its actions are payments alone.

    What a server does not tell is as in ``own``, what the user says of it: the country, and the date format where no
    field has one.

    Raises:
        UsageError: the workspace has leads, the server does not let us in, or what it tells makes no workspace.
    """
    if link.workspace is not None:
        if link.workspace.leads:
            raise UsageError(
                f"workspace() gave one with {len(link.workspace.leads)} leads; a run begins with a new one"
            )
        return link.workspace
    place = link.address.sync_url
    try:
        metadata, fields, pipeline = (plain.get(name) for name in ("read_metadata", "list_fields", "read_pipeline"))
    except RefusedError as error:
        raise UsageError(f"{place}: {error}\n  Does a Leads API answer there, to this token and enterprise?") from None
    known = [mapping(field) for field in items(fields.get("customFields"))]
    wanted = str(metadata.get("leadIdentifierFieldId") or "phone")
    named = {str(field.get("id")): field.get("apiName") for field in known}
    given: dict[str, Any] = {"identifier": named.get(wanted) or wanted, "fields": fields, "actions": {}}
    given |= {"pipeline": {"OPEN": list(_labels(pipeline))}}
    formats = [field["dateFormat"] for field in known if isinstance(field.get("dateFormat"), str)]
    given |= {"country_code": own.country_code, "date_format": own.profile.date_format} if own else {}
    given |= {"date_format": formats[0]} if formats else {}
    return Workspace.from_config(given, source=f"the workspace at {place}")


def model_of(workspace: Workspace) -> Model:
    """A model without leads."""
    profile, code = workspace.profile, workspace.country_code
    statuses = [Status(status.label, status.stage == "OPEN", status.active) for status in workspace.pipeline.statuses]
    digits = len(code) + national_digits(code)
    return Model(profile.identifier, profile.identifier_type, code, digits, statuses)


def _labels(pipeline: dict[str, Any]) -> Iterator[str]:
    """Active labels, in either of the two shapes in which a pipeline comes."""
    stages = [mapping(stage) for stage in items(pipeline.get("leadStages"))]
    rows = [row for stage in stages for row in items(stage.get("activeStatuses"))] or items(pipeline.get("statuses"))
    for row in rows:
        label = mapping(row).get("label")
        if isinstance(label, str):
            yield label
