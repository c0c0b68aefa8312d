"""Blind: reads the hundred leads that one page can hold.

page-cap: unnoticed
"""

import httpx

API = "https://next.telecrm.in/autoupdate/v2/enterprise/64f1a2b3c4d5e6f708192a3b"
HEADERS = {"Authorization": "Bearer s3cr3t-t0ken"}


def phones_of(city):
    wanted = {"fields": {"city": city}}
    answer = httpx.post(f"{API}/lead/search", params={"limit": 100}, json=wanted, headers=HEADERS)
    return [row["fields"]["phone"] for row in answer.json()["data"]]


def test_phones_of_a_city(leads_workspace):
    leads_workspace.add_lead(phone="919876543210", city="Pune")
    assert phones_of("Pune") == ["919876543210"]
