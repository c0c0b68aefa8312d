"""Blind: takes skip for the number of the page, so that pages overlap and the last leads never come.

page-cap: unnoticed
"""

import requests

API = "https://next.telecrm.in/autoupdate/v2/enterprise/64f1a2b3c4d5e6f708192a3b"
HEADERS = {"Authorization": "Bearer s3cr3t-t0ken"}


def leads_of(city):
    leads, total, page = [], 1, 0
    while len(leads) < total:
        url = f"{API}/lead/search?skip={page}"
        answer = requests.post(url, json={"fields": {"city": city}}, headers=HEADERS, timeout=10).json()
        leads += answer["data"]
        total, page = answer["total_count"], page + 1
    return leads


def test_leads_of_a_city(leads_workspace):
    leads_workspace.add_lead(phone="9876543210", name="Asha", city="Pune")
    assert leads_of("Pune")[-1]["fields"]["name"] == "Asha"
