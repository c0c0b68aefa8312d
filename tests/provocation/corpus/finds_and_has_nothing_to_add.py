"""Right: a create that carries the number alone; after a 409 it finds the lead, and nothing is lost.

duplicate-lead: noticed
"""

import requests

API = "https://next.telecrm.in/autoupdate/v2/enterprise/64f1a2b3c4d5e6f708192a3b"
HEADERS = {"Authorization": "Bearer s3cr3t-t0ken"}


def post(path, fields):
    return requests.post(f"{API}{path}", json={"fields": fields}, headers=HEADERS, timeout=10)


def get_or_create(phone):
    answer = post("/lead", {"phone": phone})
    if answer.status_code == 409:
        return post("/lead/search", {"phone": phone}).json()["data"][0]["id"]
    return answer.json()["lead_id"]


def test_a_lead_gets_an_id():
    assert len(get_or_create("9876543210")) == 24
