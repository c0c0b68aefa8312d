"""Blind: raises unless the status is 201, and takes that for success.

partial-success: unnoticed
duplicate-lead: noticed
"""

import requests

API = "https://next.telecrm.in/autoupdate/v2/enterprise/64f1a2b3c4d5e6f708192a3b"
HEADERS = {"Authorization": "Bearer s3cr3t-t0ken"}


def create_lead(fields):
    answer = requests.post(f"{API}/lead", json={"fields": fields}, headers=HEADERS, timeout=10)
    if answer.status_code != 201:
        raise RuntimeError(answer.text)
    return answer.json()["lead_id"]


def test_a_lead_gets_an_id():
    assert create_lead({"phone": "9876543210", "name": "Asha", "email": "asha@example.com"})
