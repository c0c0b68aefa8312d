"""Blind: takes 201 and 409 alike for success.

partial-success: unnoticed
duplicate-lead: unnoticed
"""

import httpx

API = "https://next.telecrm.in/autoupdate/v2/enterprise/64f1a2b3c4d5e6f708192a3b"
HEADERS = {"Authorization": "Bearer s3cr3t-t0ken"}


def push(fields):
    answer = httpx.post(f"{API}/lead", json={"fields": fields}, headers=HEADERS)
    return answer.status_code in {201, 409}


def test_a_lead_is_pushed():
    assert push({"phone": "9876543210", "name": "Asha"})
