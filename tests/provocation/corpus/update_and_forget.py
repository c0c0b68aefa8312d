"""Blind: an update that was answered 200 is done.

partial-success: unnoticed
"""

import requests

API = "https://next.telecrm.in/autoupdate/v2/enterprise/64f1a2b3c4d5e6f708192a3b"
HEADERS = {"Authorization": "Bearer s3cr3t-t0ken"}


def change(lead_id, **fields):
    answer = requests.post(f"{API}/lead/{lead_id}", json={"fields": fields}, headers=HEADERS, timeout=10)
    answer.raise_for_status()
    return True


def test_a_lead_is_changed(leads_workspace):
    assert change(leads_workspace.add_lead(phone="9876543210").id, city="Pune", name="Asha")
