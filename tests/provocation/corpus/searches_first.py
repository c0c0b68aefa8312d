"""Right: looks for the lead first, and updates the one that it finds.

partial-success: noticed
duplicate-lead: noticed
"""

import httpx

API = "https://next.telecrm.in/autoupdate/v2/enterprise/64f1a2b3c4d5e6f708192a3b"
HEADERS = {"Authorization": "Bearer s3cr3t-t0ken"}


def save(phone, **others):
    with httpx.Client(base_url=API, headers=HEADERS) as client:
        found = client.post("/lead/search", json={"fields": {"phone": phone}}).json()["data"]
        if found:
            client.post(f"/lead/{found[0]['id']}", json={"fields": others}).raise_for_status()
            return found[0]["id"]
        created = client.post("/lead", json={"fields": {"phone": phone, **others}}).raise_for_status().json()
        if created["remarks"]:
            raise ValueError(created["remarks"])
        return created["lead_id"]


def test_a_new_lead_is_created():
    assert save("9876543210", name="Asha", email="asha@example.com")
