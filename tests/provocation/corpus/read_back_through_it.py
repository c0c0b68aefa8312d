"""Right by its test: the code looks at nothing, but the test reads all of the lead back through it.

partial-success: noticed
duplicate-lead: noticed
"""

import requests

API = "https://next.telecrm.in/autoupdate/v2/enterprise/64f1a2b3c4d5e6f708192a3b"
HEADERS = {"Authorization": "Bearer s3cr3t-t0ken"}


def create_lead(fields):
    answer = requests.post(f"{API}/lead", json={"fields": fields}, headers=HEADERS, timeout=10)
    return answer.json().get("lead_id")


def read_lead(lead_id):
    return requests.get(f"{API}/lead/{lead_id}", headers=HEADERS, timeout=10).json()["fields"]


def test_a_lead_is_stored_as_it_was_sent():
    fields = {"phone": "919876543210", "name": "Asha", "city": "Pune"}
    stored = read_lead(create_lead(fields))
    assert {name: stored[name] for name in fields} == fields
