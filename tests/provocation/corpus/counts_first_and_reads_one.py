"""Blind: asks how many there are, by a page of one, and then for one page of all.

page-cap: unnoticed
"""

import requests

API = "https://next.telecrm.in/autoupdate/v2/enterprise/64f1a2b3c4d5e6f708192a3b"
HEADERS = {"Authorization": "Bearer s3cr3t-t0ken"}


def page(filters, limit):
    url = f"{API}/lead/search?limit={limit}"
    return requests.post(url, json={"fields": filters}, headers=HEADERS, timeout=10).json()


def find(**filters):
    total = page(filters, 1)["total_count"]
    return [row["fields"]["name"] for row in page(filters, min(total, 100))["data"]]


def test_find(leads_workspace):
    leads_workspace.add_lead(phone="9876543210", name="Asha", city="Pune")
    leads_workspace.add_lead(phone="9876543211", name="Ravi", city="Pune")
    assert find(city="Pune") == ["Ravi", "Asha"]
