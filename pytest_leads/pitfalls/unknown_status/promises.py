"""What a server promises about unknown-status."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pytest_leads.audit.reading import items, mapping, shown
from pytest_leads.promises import Breach, promise

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_leads.promises import Exchange

PITFALL = "unknown-status"
WHY = (
    "Labels are compared to the character with the workspace's pipeline (docs: leads/pitfalls). A server that folds "
    "case or trims blanks lets wrong labels through until the day on which its caller meets the Leads API itself."
)
FIX = "Compare labels as they are: find nothing by one that is not in the pipeline, and do not store it."


@promise(PITFALL, "create_lead", "search_leads")
def a_label_that_is_none_finds_nothing(exchange: Exchange) -> Iterator[Breach]:
    """A search by a label that differs from one of the pipeline, be it in case or by a blank, finds no other lead."""
    labels, used = _labels(exchange), _used(exchange)
    if not labels or used is None:
        return
    for label in _near(used, labels):
        reply = exchange.post("/lead/search", {"fields": {"status": label}})
        found = [_status(row) for row in items(mapping(reply.body).get("data"))]
        others = [status for status in found if status != label]
        if others:
            seen = f"a search by the status {label!r}, which the pipeline has not, found leads in {shown(others[0])}"
            yield Breach(seen, WHY, FIX)
            return


@promise(PITFALL, "create_lead", "update_lead")
def a_label_that_is_none_is_not_stored(exchange: Exchange) -> Iterator[Breach]:
    """A status that is no active label of the pipeline, to the character, is not stored, and stands for no other."""
    stored = exchange.lead_fields() if exchange.succeeded and exchange.lead else None
    labels = _labels(exchange) if stored is not None else []
    if stored is None or not labels:
        return
    sent = exchange.fields.get("status")
    if isinstance(sent, str) and sent and sent not in labels and stored.get("status") == sent:
        yield Breach(f"fields.status = {sent!r} is no active label, and yet it reads back", WHY, FIX)
        return
    meant = next((label for label in labels if label != stored.get("status") and _near(label, labels)), None)
    if meant is None:
        return
    for wrong in _near(meant, labels):
        reply = exchange.post(exchange.lead, {"fields": {"status": wrong}})
        after = (exchange.lead_fields() or stored).get("status")
        if after != stored.get("status"):
            sent = f"an update with the status {wrong!r}, which the pipeline has not,"
            yield Breach(f"{sent} was answered {reply} and stored {after!r}", WHY, FIX)
            return


def _labels(exchange: Exchange) -> list[str]:
    """Active labels, in either of the two shapes in which a pipeline comes."""
    pipeline = mapping(exchange.get("/lead-stage-pipeline").body) if exchange.succeeded else {}
    stages = [mapping(stage) for stage in items(pipeline.get("leadStages"))]
    rows = [row for stage in stages for row in items(stage.get("activeStatuses"))] or items(pipeline.get("statuses"))
    labels = [mapping(row).get("label") for row in rows]
    return [label for label in labels if isinstance(label, str) and label]


def _used(exchange: Exchange) -> str | None:
    """A status that a lead is in."""
    if exchange.operation == "create_lead":
        rows: list[Any] = [exchange.lead_fields() or {}] if exchange.lead else []
    else:
        rows = items(exchange.reply.body.get("data"))
    return next((status for status in map(_status, rows) if isinstance(status, str) and status), None)


def _status(row: Any) -> Any:
    """The status of a row, which stands beside its fields or in them."""
    return mapping(row).get("status") or mapping(mapping(row).get("fields")).get("status")


def _near(label: str, labels: list[str]) -> list[str]:
    """Labels that are none and look like this one."""
    return [other for other in (label.swapcase(), f"{label} ", f" {label}") if other != label and other not in labels]
