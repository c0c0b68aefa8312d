"""Right: sends what was ignored once more, as an update, and updates a lead that is there.

partial-success: noticed
duplicate-lead: noticed
"""

import requests

API = "https://next.telecrm.in/autoupdate/v2/enterprise/64f1a2b3c4d5e6f708192a3b"
HEADERS = {"Authorization": "Bearer s3cr3t-t0ken"}


def post(path, fields):
    return requests.post(f"{API}{path}", json={"fields": fields}, headers=HEADERS, timeout=10)


def create_lead(fields):
    answer = post("/lead", fields)
    others = {name: value for name, value in fields.items() if name != "phone"}
    if answer.status_code == 409:
        lead_id = post("/lead/search", {"phone": fields["phone"]}).json()["data"][0]["id"]
        post(f"/lead/{lead_id}", others).raise_for_status()
        return lead_id
    lead_id = answer.json()["lead_id"]
    ignored = {remark["field"].removeprefix("fields.") for remark in answer.json()["remarks"]}
    if ignored:
        again = {name: str(value).strip() for name, value in others.items() if name in ignored}
        post(f"/lead/{lead_id}", again).raise_for_status()
    return lead_id


def test_a_lead_gets_an_id():
    assert create_lead({"phone": "9876543210", "name": "Asha"})
