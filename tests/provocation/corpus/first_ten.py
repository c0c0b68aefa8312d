"""Blind: reads the ten leads that come by default.

page-cap: unnoticed
"""

import requests

API = "https://next.telecrm.in/autoupdate/v2/enterprise/64f1a2b3c4d5e6f708192a3b"
HEADERS = {"Authorization": "Bearer s3cr3t-t0ken"}


def leads_of(source):
    wanted = {"fields": {"lead_source": source}}
    return requests.post(f"{API}/lead/search", json=wanted, headers=HEADERS, timeout=10).json()["data"]


def test_leads_of_a_source_are_found(leads_workspace):
    leads_workspace.add_lead(phone="9876543210", name="Asha", lead_source="fair")
    assert "Asha" in [lead["fields"]["name"] for lead in leads_of("fair")]
