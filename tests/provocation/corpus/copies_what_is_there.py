"""Blind: writes all that it reads back to the lead once more, so that its update has less in it after a loss.

partial-success: unnoticed
duplicate-lead: noticed
"""

import requests

API = "https://next.telecrm.in/autoupdate/v2/enterprise/64f1a2b3c4d5e6f708192a3b"
HEADERS = {"Authorization": "Bearer s3cr3t-t0ken"}


def post(path, fields):
    answer = requests.post(f"{API}{path}", json={"fields": fields}, headers=HEADERS, timeout=10)
    answer.raise_for_status()
    return answer.json()


def create_lead(fields):
    lead_id = post("/lead", fields)["lead_id"]
    stored = requests.get(f"{API}/lead/{lead_id}", headers=HEADERS, timeout=10).json()["fields"]
    copied = {name: stored[name] for name in stored if name in {"name", "city"}}
    post(f"/lead/{lead_id}", {**copied, "imported": "yes"})
    return lead_id


def test_a_lead_is_imported():
    assert create_lead({"phone": "9876543210", "name": "Asha", "city": "Pune"})
