"""Blind: creates leads in a status that somebody once typed, and looks at nothing.

unknown-status: unnoticed
partial-success: unnoticed
duplicate-lead: noticed
"""

import requests

API = "https://next.telecrm.in/autoupdate/v2/enterprise/64f1a2b3c4d5e6f708192a3b"
HEADERS = {"Authorization": "Bearer s3cr3t-t0ken"}


def create_lead(name, phone):
    fields = {"phone": phone, "name": name, "status": "Contacted"}
    answer = requests.post(f"{API}/lead", json={"fields": fields}, headers=HEADERS, timeout=10)
    answer.raise_for_status()
    return answer.json()["lead_id"]


def test_a_lead_gets_an_id():
    assert create_lead("Asha", "9876543210")
