"""Blind: gives a word after a 409, which its test takes for as good as the other.

partial-success: unnoticed
duplicate-lead: unnoticed
"""

import requests

API = "https://next.telecrm.in/autoupdate/v2/enterprise/64f1a2b3c4d5e6f708192a3b"
HEADERS = {"Authorization": "Bearer s3cr3t-t0ken"}


def register(fields):
    answer = requests.post(f"{API}/lead", json={"fields": fields}, headers=HEADERS, timeout=10)
    if answer.status_code == 409:
        return "exists"
    answer.raise_for_status()
    return "created"


def test_a_visitor_is_registered():
    assert register({"phone": "9876543210", "name": "Asha"}) in {"created", "exists"}
