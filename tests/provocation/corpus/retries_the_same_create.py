"""Blind: sends the same create three times, and goes on.

partial-success: unnoticed
duplicate-lead: unnoticed
"""

import requests

API = "https://next.telecrm.in/autoupdate/v2/enterprise/64f1a2b3c4d5e6f708192a3b"
HEADERS = {"Authorization": "Bearer s3cr3t-t0ken"}


def create_lead(fields):
    for _ in range(3):
        answer = requests.post(f"{API}/lead", json={"fields": fields}, headers=HEADERS, timeout=10)
        if answer.ok:
            break
    return answer.json()


def test_a_lead_is_answered():
    assert create_lead({"phone": "9876543210", "name": "Asha"}) is not None
