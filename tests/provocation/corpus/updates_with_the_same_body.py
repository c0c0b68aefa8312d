"""Blind: after a 409 it sends the refused body as an update, which the identifier in it has refused, too.

partial-success: unnoticed
duplicate-lead: unnoticed
"""

import requests

API = "https://next.telecrm.in/autoupdate/v2/enterprise/64f1a2b3c4d5e6f708192a3b"
HEADERS = {"Authorization": "Bearer s3cr3t-t0ken"}


def post(path, **body):
    return requests.post(f"{API}{path}", json=body, headers=HEADERS, timeout=10)


def upsert(fields):
    answer = post("/lead", fields=fields)
    if answer.status_code == 409:
        lead = post("/lead/search", fields={"phone": fields["phone"]}).json()["data"][0]
        post(f"/lead/{lead['id']}", fields=fields)
    return True


def test_a_lead_is_stored():
    assert upsert({"phone": "9876543210", "name": "Asha"})
