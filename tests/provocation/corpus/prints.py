"""Blind: prints what was ignored, among all else that it prints.

partial-success: unnoticed
duplicate-lead: unnoticed
"""

import requests

API = "https://next.telecrm.in/autoupdate/v2/enterprise/64f1a2b3c4d5e6f708192a3b"
HEADERS = {"Authorization": "Bearer s3cr3t-t0ken"}


def create_lead(fields):
    answer = requests.post(f"{API}/lead", json={"fields": fields}, headers=HEADERS, timeout=10)
    print(answer.status_code, answer.json())  # noqa: T201  # that is what is wrong with it
    return fields["phone"]


def test_a_lead_is_created():
    assert create_lead({"phone": "9876543210", "name": "Asha"}) == "9876543210"
