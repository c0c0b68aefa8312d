"""Blind: gives None after a 409, at which nobody looks.

partial-success: unnoticed
duplicate-lead: unnoticed
"""

import requests

API = "https://next.telecrm.in/autoupdate/v2/enterprise/64f1a2b3c4d5e6f708192a3b"
HEADERS = {"Authorization": "Bearer s3cr3t-t0ken"}


def create_lead(fields):
    answer = requests.post(f"{API}/lead", json={"fields": fields}, headers=HEADERS, timeout=10)
    return answer.json().get("lead_id")


def import_all(rows):
    for row in rows:
        create_lead(row)
    return len(rows)


def test_all_rows_are_imported():
    assert import_all([{"phone": "9876543210", "name": "Asha"}, {"phone": "9876543211", "name": "Ravi"}]) == 2
