"""Scenarios of partial-success, from which its cassettes are recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pytest_leads.pitfalls.scenario import scenario

if TYPE_CHECKING:
    from pytest_leads.pitfalls.scenario import Caller

PITFALL = "partial-success"
RAVI = {"name": "Ravi Menon", "phone": "+919812345671"}
PAYMENT: dict[str, Any] = {"type": "PAYMENT", "status": "PENDING", "currency": "INR", "amount": "10000"}
VISIT: dict[str, Any] = {"type": "1001", "fields": {"note": "Site visit completed"}}


@scenario(PITFALL, "create", "symptom")
def create(api: Caller) -> None:
    """A rating of 9 and an address that is none: 201, two remarks, and a lead without either."""
    lead = api.create({**RAVI, "rating": 9, "email": "ravi@"})
    api.get(f"/lead/{lead}")


@scenario(PITFALL, "create-valid", "fix")
def create_valid(api: Caller) -> None:
    """All is valid: 201, no remarks, every action CREATED, and the lead read back with all of it."""
    lead = api.create({**RAVI, "rating": 5, "email": "ravi@example.com"}, [VISIT, PAYMENT])
    api.get(f"/lead/{lead}", includeActions="true", limit=10)


@scenario(PITFALL, "actions", "edge", found=True)
def actions(api: Caller) -> None:
    """One of two actions is invalid: 200, the other is CREATED, it is IGNORED with an action_id of null."""
    lead = api.create(RAVI)
    api.post(f"/lead/{lead}/action", {"actions": [VISIT, {**PAYMENT, "amount": "0"}]})
    api.post(f"/lead/{lead}/action/search", {})


@scenario(PITFALL, "everything-ignored", "edge", found=True)
def everything_ignored(api: Caller) -> None:
    """Nothing but the identifier is valid: still 201, and still a lead."""
    bad: list[Any] = [{**PAYMENT, "currency": "XXX"}, {**PAYMENT, "status": "PAID"}]
    lead = api.create({"phone": "+919812345671", "rating": "5 stars", "email": "none"}, bad)
    api.get(f"/lead/{lead}")


@scenario(PITFALL, "ignored-then-repaired", "edge", found=True)
def ignored_then_repaired(api: Caller) -> None:
    """The remark is read, and what was ignored is sent again as it has to be."""
    lead = api.create({**RAVI, "rating": 9})
    api.post(f"/lead/{lead}", {"fields": {"rating": 5}})
