"""Blind: asks for the first page only, to find the one lead that it wants among them.

page-cap: unnoticed
"""

import requests

API = "https://next.telecrm.in/autoupdate/v2/enterprise/64f1a2b3c4d5e6f708192a3b"
HEADERS = {"Authorization": "Bearer s3cr3t-t0ken"}


def has_open_enquiry(city, name):
    answer = requests.post(f"{API}/lead/search", json={"fields": {"city": city}}, headers=HEADERS, timeout=10)
    return any(row["fields"]["name"] == name for row in answer.json()["data"])


def test_asha_has_an_open_enquiry(leads_workspace):
    leads_workspace.add_lead(phone="9876543210", name="Asha", city="Pune")
    assert has_open_enquiry("Pune", "Asha")
