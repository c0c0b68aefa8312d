"""Blind: reads each lead back, and compares nothing.

partial-success: unnoticed
duplicate-lead: noticed
"""

import requests

API = "https://next.telecrm.in/autoupdate/v2/enterprise/64f1a2b3c4d5e6f708192a3b"
HEADERS = {"Authorization": "Bearer s3cr3t-t0ken"}


def create_lead(fields):
    answer = requests.post(f"{API}/lead", json={"fields": fields}, headers=HEADERS, timeout=10)
    answer.raise_for_status()
    lead_id = answer.json()["lead_id"]
    stored = requests.get(f"{API}/lead/{lead_id}", headers=HEADERS, timeout=10).json()
    return {"id": lead_id, "lead": stored["fields"]}


def test_a_lead_is_there():
    assert create_lead({"phone": "9876543210", "name": "Asha"})["lead"]["phone"] == "919876543210"
