"""Right: gives the names of the fields that were ignored, and its test looks at them.

unknown-status: noticed
partial-success: noticed
duplicate-lead: noticed
"""

import requests

API = "https://next.telecrm.in/autoupdate/v2/enterprise/64f1a2b3c4d5e6f708192a3b"
HEADERS = {"Authorization": "Bearer s3cr3t-t0ken"}


def create_lead(fields):
    answer = requests.post(f"{API}/lead", json={"fields": fields}, headers=HEADERS, timeout=10)
    answer.raise_for_status()
    return [remark["field"].removeprefix("fields.") for remark in answer.json()["remarks"]]


def test_all_of_a_lead_is_stored():
    assert create_lead({"phone": "9876543210", "name": "Asha", "status": "Won"}) == []
