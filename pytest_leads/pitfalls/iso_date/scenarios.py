"""Scenarios of iso-date, from which its cassettes are recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pytest_leads.pitfalls.scenario import scenario

if TYPE_CHECKING:
    from pytest_leads.pitfalls.scenario import Caller

PITFALL = "iso-date"
LEAD = {"name": "Lakshmi Nair", "phone": "+919812345676"}
ISO = {"from": "2026-01-01T00:00:00Z", "to": "2026-01-31T23:59:59Z"}
#: January 2026 in India's time, and the same as text in the workspace's format.
EPOCH = {"from": 1_767_205_800_000, "to": 1_769_884_199_999}
OWN = {"from": "01/01/2026 00:00:00", "to": "31/01/2026 23:59:59"}
PAYMENT = {"type": "PAYMENT", "status": "COMPLETED", "currency": "INR", "amount": "5000"}


@scenario(PITFALL, "created-on", "symptom")
def created_on(api: Caller) -> None:
    """A window of creation in ISO 8601: nothing is found, although the lead is in it."""
    api.create(LEAD)
    api.search({"created_on": ISO})


@scenario(PITFALL, "epoch-milliseconds", "fix")
def epoch_milliseconds(api: Caller) -> None:
    """The same window in Unix milliseconds, of creation and of actions: the lead is found."""
    _on_each_input(api, EPOCH)


@scenario(PITFALL, "workspace-format", "edge", found=False)
def workspace_format(api: Caller) -> None:
    """The same window in the workspace's own format, on each date input."""
    _on_each_input(api, OWN)


@scenario(PITFALL, "performed-at", "edge", found=True)
def performed_at(api: Caller) -> None:
    """A window of actions in ISO 8601: nothing is found."""
    lead = api.create(LEAD)
    api.post(f"/lead/{lead}/action", {"actions": [PAYMENT]})
    _acted(api, ISO)


@scenario(PITFALL, "wrong-matches", "edge", found=True, quirks={"unreadable_date_filter": "wrong_matches"})
def wrong_matches(api: Caller) -> None:
    """The other documented answer: a bound that cannot be read is as if it were not there, and the wrong leads come."""
    api.create(LEAD)
    api.search({"created_on": {"from": "2030-01-01", "to": "2030-12-31"}})


@scenario(PITFALL, "date-field", "edge", found=True, fields={"visit_on": "DATE"})
def date_field(api: Caller) -> None:
    """A field of type DATE that is written in ISO 8601 is left out of the new lead."""
    api.get("/custom-fields", detail="true")
    api.create({**LEAD, "visit_on": "2026-02-03"})


def _on_each_input(api: Caller, window: dict[str, Any]) -> None:
    lead = api.create(LEAD)
    api.post(f"/lead/{lead}/action", {"actions": [PAYMENT]})
    api.search({"created_on": window})
    _acted(api, window)
    api.post(f"/lead/{lead}/action/search", {"created_on": window})


def _acted(api: Caller, window: dict[str, Any]) -> None:
    api.post("/lead/search", {"actions": {"type": "PAYMENT", "performed_at": window}})
