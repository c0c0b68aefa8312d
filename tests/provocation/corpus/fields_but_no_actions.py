"""Blind: looks at the remarks on fields, not at those on actions.

partial-success: noticed, unnoticed
duplicate-lead: noticed
"""

import requests

API = "https://next.telecrm.in/autoupdate/v2/enterprise/64f1a2b3c4d5e6f708192a3b"
HEADERS = {"Authorization": "Bearer s3cr3t-t0ken"}


def create_lead(fields, actions):
    body = {"fields": fields, "actions": actions}
    answer = requests.post(f"{API}/lead", json=body, headers=HEADERS, timeout=10)
    answer.raise_for_status()
    ignored = [each["field"] for each in answer.json()["remarks"] if each["field"].startswith("fields.")]
    if ignored:
        raise ValueError(ignored)
    return answer.json()["lead_id"]


def test_a_lead_with_a_visit():
    visit = {"type": "1001", "fields": {"note": "Site visit"}}
    assert create_lead({"phone": "9876543210", "name": "Asha"}, [visit])
