"""Right: an update tells what the lead is now; what is missing there is raised.

partial-success: noticed
"""

import requests

API = "https://next.telecrm.in/autoupdate/v2/enterprise/64f1a2b3c4d5e6f708192a3b"
HEADERS = {"Authorization": "Bearer s3cr3t-t0ken"}


def change(lead_id, **fields):
    answer = requests.post(f"{API}/lead/{lead_id}", json={"fields": fields}, headers=HEADERS, timeout=10)
    answer.raise_for_status()
    now = answer.json()["fields"]
    dropped = {name for name, value in fields.items() if now.get(name) != value}
    if dropped:
        raise ValueError(f"the CRM dropped {sorted(dropped)}")


def test_a_lead_is_changed(leads_workspace):
    lead = leads_workspace.add_lead(phone="9876543210", name="Asha")
    assert change(lead.id, city="Pune", name="Asha Rao") is None
