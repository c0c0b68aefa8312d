"""Blind: reads two pages of a hundred, which was enough so far.

page-cap: unnoticed
"""

import requests

API = "https://next.telecrm.in/autoupdate/v2/enterprise/64f1a2b3c4d5e6f708192a3b"
HEADERS = {"Authorization": "Bearer s3cr3t-t0ken"}


def phones_of(city):
    found = []
    for skip in (0, 100):
        url = f"{API}/lead/search?skip={skip}&limit=100"
        rows = requests.post(url, json={"fields": {"city": city}}, headers=HEADERS, timeout=10).json()["data"]
        found += [row["fields"]["phone"] for row in rows]
        if len(rows) < 100:
            break
    return found


def test_phones_of_a_city(leads_workspace):
    leads_workspace.add_lead(phone="919876543210", city="Pune")
    assert phones_of("Pune") == ["919876543210"]
