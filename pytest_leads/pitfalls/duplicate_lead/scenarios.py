"""Scenarios of duplicate-lead, from which its cassettes are recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_leads.pitfalls.scenario import scenario

if TYPE_CHECKING:
    from pytest_leads.pitfalls.scenario import Caller

PITFALL = "duplicate-lead"
FIRST = {"name": "Zoya Khan", "phone": "+919812345673"}
SECOND = {"name": "Zoya Khan", "phone": "98123 45673", "email": "zoya@example.com"}


@scenario(PITFALL, "conflict", "symptom")
def conflict(api: Caller) -> None:
    """The lead is there already, its number spelt in another way: 409, and the new e-mail address is lost."""
    api.create(FIRST)
    api.create(SECOND)


@scenario(PITFALL, "conflict-then-update", "fix")
def conflict_then_update(api: Caller) -> None:
    """After the 409 the lead is looked up and updated."""
    api.create(FIRST)
    api.create(SECOND)
    [row] = api.search({"phone": SECOND["phone"]})
    api.post(f"/lead/{row['id']}", {"fields": {"name": SECOND["name"], "email": SECOND["email"]}})


@scenario(PITFALL, "conflict-then-async", "edge", found=False)
def conflict_then_async(api: Caller) -> None:
    """After the 409 the Async API takes the data, and updates the lead by its identifier."""
    api.create(FIRST)
    api.create(SECOND)
    api.save(SECOND)
    api.search({"phone": FIRST["phone"]})


@scenario(PITFALL, "async-only", "edge", found=False)
def async_only(api: Caller) -> None:
    """The Async API creates or updates on its own: no conflict can come."""
    api.save(FIRST)
    api.save(SECOND)
    api.search({"phone": FIRST["phone"]})
