"""Right: after a 409 it adds what was asked to the timeline of the lead that is there.

partial-success: unnoticed
duplicate-lead: noticed
"""

import requests

API = "https://next.telecrm.in/autoupdate/v2/enterprise/64f1a2b3c4d5e6f708192a3b"
HEADERS = {"Authorization": "Bearer s3cr3t-t0ken"}


def post(path, **body):
    return requests.post(f"{API}{path}", json=body, headers=HEADERS, timeout=10)


def enquire(phone, question):
    answer = post("/lead", fields={"phone": phone, "question": question})
    if answer.status_code == 409:
        lead = post("/lead/search", fields={"phone": phone}).json()["data"][0]
        note = {"type": "1001", "fields": {"note": question}}
        post(f"/lead/{lead['id']}/action", actions=[note]).raise_for_status()


def test_an_enquiry_is_taken():
    assert enquire("9876543210", "Is it still for sale?") is None
