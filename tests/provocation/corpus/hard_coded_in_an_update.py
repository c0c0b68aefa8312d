"""Blind: moves a lead to a status that somebody once typed, and looks at nothing.

unknown-status: unnoticed
partial-success: unnoticed
"""

import requests

API = "https://next.telecrm.in/autoupdate/v2/enterprise/64f1a2b3c4d5e6f708192a3b"
HEADERS = {"Authorization": "Bearer s3cr3t-t0ken"}


def close(lead_id):
    answer = requests.post(f"{API}/lead/{lead_id}", json={"fields": {"status": "Won"}}, headers=HEADERS, timeout=10)
    return answer.status_code


def test_a_lead_is_closed(leads_workspace):
    assert close(leads_workspace.add_lead(phone="9876543210").id) == 200
