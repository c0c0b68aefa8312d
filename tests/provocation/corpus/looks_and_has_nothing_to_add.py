"""Right: looks for the number first, and creates it if it is not there; there is nothing else to be lost."""

import requests

API = "https://next.telecrm.in/autoupdate/v2/enterprise/64f1a2b3c4d5e6f708192a3b"
HEADERS = {"Authorization": "Bearer s3cr3t-t0ken"}


def post(path, fields):
    return requests.post(f"{API}{path}", json={"fields": fields}, headers=HEADERS, timeout=10).json()


def get_or_create(phone):
    found = post("/lead/search", {"phone": phone})["data"]
    return found[0]["id"] if found else post("/lead", {"phone": phone})["lead_id"]


def test_a_lead_gets_an_id():
    assert len(get_or_create("9876543210")) == 24
