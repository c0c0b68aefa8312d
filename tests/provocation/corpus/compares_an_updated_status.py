"""Right: an update whose answer does not have the new status is told of.

unknown-status: noticed
partial-success: noticed
"""

import requests

API = "https://next.telecrm.in/autoupdate/v2/enterprise/64f1a2b3c4d5e6f708192a3b"
HEADERS = {"Authorization": "Bearer s3cr3t-t0ken"}


def move(lead_id, status):
    body = {"fields": {"status": status}}
    answer = requests.post(f"{API}/lead/{lead_id}", json=body, headers=HEADERS, timeout=10)
    return answer.ok and answer.json()["fields"]["status"] == status


def test_a_lead_is_moved(leads_workspace):
    assert move(leads_workspace.add_lead(phone="9876543210").id, "Won")
