"""Right: reads on until it has as many leads as there are.

page-cap: noticed
"""

import requests

API = "https://next.telecrm.in/autoupdate/v2/enterprise/64f1a2b3c4d5e6f708192a3b"
HEADERS = {"Authorization": "Bearer s3cr3t-t0ken"}


def leads_of(source):
    leads, total = [], None
    while total is None or len(leads) < total:
        url = f"{API}/lead/search?skip={len(leads)}&limit=100"
        page = requests.post(url, json={"fields": {"lead_source": source}}, headers=HEADERS, timeout=10).json()
        leads += page["data"]
        total = page["total_count"]
    return leads


def test_leads_of_a_source_are_found(leads_workspace):
    leads_workspace.add_lead(phone="9876543210", name="Asha", lead_source="fair")
    leads_workspace.add_lead(phone="9876543211", name="Ravi", lead_source="shop")
    assert [lead["fields"]["name"] for lead in leads_of("fair")] == ["Asha"]
