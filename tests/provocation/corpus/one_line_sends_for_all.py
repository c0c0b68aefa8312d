"""Right in one function and blind in the other, which share the line that sends.

partial-success: noticed, unnoticed
duplicate-lead: noticed
"""

import requests

API = "https://next.telecrm.in/autoupdate/v2/enterprise/64f1a2b3c4d5e6f708192a3b"
HEADERS = {"Authorization": "Bearer s3cr3t-t0ken"}


def post(path, **body):
    return requests.post(f"{API}{path}", json=body, headers=HEADERS, timeout=10)


def create(**fields):
    answer = post("/lead", fields=fields)
    answer.raise_for_status()
    if answer.json()["remarks"]:
        raise RuntimeError(answer.json()["remarks"])
    return answer.json()["lead_id"]


def capture(**fields):
    answer = post("/lead", fields=fields)
    answer.raise_for_status()
    return answer.json()["lead_id"]


def test_both_store_a_lead():
    assert create(phone="9876543210", name="Asha")
    assert capture(phone="9876543211", name="Ravi")
