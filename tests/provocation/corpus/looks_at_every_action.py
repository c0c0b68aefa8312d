"""Right: looks at the status of each action.

partial-success: noticed
"""

import requests

API = "https://next.telecrm.in/autoupdate/v2/enterprise/64f1a2b3c4d5e6f708192a3b"
HEADERS = {"Authorization": "Bearer s3cr3t-t0ken"}


class IgnoredActionsError(Exception):
    pass


def add_actions(lead_id, actions):
    url = f"{API}/lead/{lead_id}/action"
    answer = requests.post(url, json={"actions": actions}, headers=HEADERS, timeout=10)
    answer.raise_for_status()
    results = answer.json()["actions"]
    ignored = [action for action, result in zip(actions, results, strict=True) if result["status"] != "CREATED"]
    if ignored:
        raise IgnoredActionsError(ignored)
    return [result["action_id"] for result in results]


def test_two_actions_are_added(leads_workspace):
    lead = leads_workspace.add_lead(phone="9876543210")
    visit = {"type": "1001", "fields": {"note": "Site visit"}}
    paid = {"type": "PAYMENT", "status": "PENDING", "currency": "INR", "amount": "10000"}
    assert len(add_actions(lead.id, [visit, paid])) == 2
