"""Scenarios of search-by-query, from which its cassettes are recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_leads.pitfalls.scenario import scenario

if TYPE_CHECKING:
    from pytest_leads.pitfalls.scenario import Caller

PITFALL = "search-by-query"
PHONE = "+919812345672"


@scenario(PITFALL, "get-404", "symptom")
def get_404(api: Caller) -> None:
    """A search by GET is read as the lead with the id "search": 404."""
    api.create({"name": "Meera Iyer", "phone": PHONE})
    api.get("/lead/search", phone=PHONE)


@scenario(PITFALL, "post", "fix")
def post(api: Caller) -> None:
    """The same search by POST, with the filter in the body: the lead."""
    api.create({"name": "Meera Iyer", "phone": PHONE})
    api.search({"phone": PHONE}, skip=0, limit=10)


@scenario(PITFALL, "get-405", "edge", found=True, quirks={"get_search": "405"})
def get_405(api: Caller) -> None:
    """The other documented answer to a search by GET: 405."""
    api.create({"name": "Meera Iyer", "phone": PHONE})
    api.get("/lead/search", phone=PHONE, limit=1)


@scenario(PITFALL, "filters-in-the-query", "edge", found=True)
def filters_in_the_query(api: Caller) -> None:
    """A POST whose filter stands in the query string and whose body is empty: every lead of the workspace."""
    api.create({"name": "Meera Iyer", "phone": PHONE})
    api.create({"name": "Somebody Else", "phone": "+919812345699"})
    api.post("/lead/search", {}, phone=PHONE)
