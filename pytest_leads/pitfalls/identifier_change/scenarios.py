"""Scenarios of identifier-change, from which its cassettes are recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_leads.pitfalls.scenario import scenario

if TYPE_CHECKING:
    from pytest_leads.pitfalls.scenario import Caller

PITFALL = "identifier-change"
ASHA = {"name": "Asha Rao", "phone": "+919812345670", "email": "asha@example.com"}


@scenario(PITFALL, "rejected", "symptom")
def rejected(api: Caller) -> None:
    """A lead is sent back whole, its phone number included: 403 INVALID_LEAD, and nothing of it is stored."""
    lead = api.create(ASHA)
    api.post(f"/lead/{lead}", {"fields": {**ASHA, "name": "Asha Rao-Menon"}})


@scenario(PITFALL, "left-out", "fix")
def left_out(api: Caller) -> None:
    """The update carries what has changed and not the identifier: 200, and the lead as it is now."""
    lead = api.create(ASHA)
    api.post(f"/lead/{lead}", {"fields": {"name": "Asha Rao-Menon"}})
    api.get(f"/lead/{lead}")


@scenario(PITFALL, "rejected-then-repaired", "edge", found=True)
def rejected_then_repaired(api: Caller) -> None:
    """The update is refused for its identifier, and sent again without it."""
    lead = api.create(ASHA)
    api.post(f"/lead/{lead}", {"fields": {"phone": "9812345670", "name": "Asha Rao-Menon"}})
    api.post(f"/lead/{lead}", {"fields": {"name": "Asha Rao-Menon"}})


@scenario(PITFALL, "email-is-the-identifier", "edge", found=True, identifier="email")
def email_is_the_identifier(api: Caller) -> None:
    """In a workspace whose identifier is the e-mail address it is that which an update must not carry."""
    api.get("/metadata")
    lead = api.create(ASHA)
    api.post(f"/lead/{lead}", {"fields": {"phone": "+919812345679"}})
    api.post(f"/lead/{lead}", {"fields": {"email": "asha.rao@example.com"}})
