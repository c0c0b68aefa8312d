"""Blind by its test: hands the remarks to its caller, and the test does not look at them.

partial-success: unnoticed
duplicate-lead: noticed
"""

import requests

API = "https://next.telecrm.in/autoupdate/v2/enterprise/64f1a2b3c4d5e6f708192a3b"
HEADERS = {"Authorization": "Bearer s3cr3t-t0ken"}


def create_lead(fields):
    answer = requests.post(f"{API}/lead", json={"fields": fields}, headers=HEADERS, timeout=10)
    answer.raise_for_status()
    return answer.json()["lead_id"], answer.json()["remarks"]


def test_a_lead_gets_an_id():
    lead_id, _ = create_lead({"phone": "9876543210", "name": "Asha"})
    assert lead_id
