"""Scenarios of page-cap, from which its cassettes are recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_leads.pitfalls.scenario import scenario

if TYPE_CHECKING:
    from pytest_leads.pitfalls.scenario import Caller

PITFALL = "page-cap"


@scenario(PITFALL, "limit-101", "symptom")
def limit_101(api: Caller) -> None:
    """A page of 101 is asked for: 400, and no leads at all."""
    api.create({"name": "Dev Patel", "phone": "+919812345674"})
    api.search({"name": "Dev Patel"}, limit=101)


@scenario(PITFALL, "three-pages", "fix")
def three_pages(api: Caller) -> None:
    """Seven leads in pages of three, until total_count is reached."""
    _fill(api, 7)
    for skip in (0, 3, 6):
        api.search({"name": "Dev Patel"}, skip=skip, limit=3)


@scenario(PITFALL, "limit-0", "edge", found=True)
def limit_0(api: Caller) -> None:
    """A page of none, to get the count alone: 400. A limit of 1 gives it."""
    _fill(api, 2)
    api.search({"name": "Dev Patel"}, limit=0)
    api.search({"name": "Dev Patel"}, limit=1)


@scenario(PITFALL, "first-page-only", "edge", found=True)
def first_page_only(api: Caller) -> None:
    """No limit is said, so ten of twelve leads come; total_count tells of the others, and nobody asks for them."""
    _fill(api, 12)
    api.search({"name": "Dev Patel"})


@scenario(PITFALL, "actions-of-a-lead", "edge", found=True)
def actions_of_a_lead(api: Caller) -> None:
    """The same cap holds for the actions in a lead read, and a cap of 10 for team members."""
    lead = api.create({"name": "Dev Patel", "phone": "+919812345674"})
    api.get(f"/lead/{lead}", includeActions="true", limit=500)
    api.get("/team-members", limit=100)


def _fill(api: Caller, count: int) -> None:
    for number in range(count):
        api.create({"name": "Dev Patel", "phone": f"+91981234{number:04}"})
