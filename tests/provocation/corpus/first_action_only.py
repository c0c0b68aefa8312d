"""Blind: looks at the status of the first action only.

partial-success: noticed, unnoticed
"""

import requests

API = "https://next.telecrm.in/autoupdate/v2/enterprise/64f1a2b3c4d5e6f708192a3b"
HEADERS = {"Authorization": "Bearer s3cr3t-t0ken"}


def add_actions(lead_id, *actions):
    url = f"{API}/lead/{lead_id}/action"
    answer = requests.post(url, json={"actions": actions}, headers=HEADERS, timeout=10).json()
    assert answer["actions"][0]["status"] == "CREATED"
    return len(answer["actions"])


def test_two_visits(leads_workspace):
    lead = leads_workspace.add_lead(phone="9876543210")
    visits = [{"type": "1001", "fields": {"note": note}} for note in ("First visit", "Second visit")]
    assert add_actions(lead.id, *visits) == 2
