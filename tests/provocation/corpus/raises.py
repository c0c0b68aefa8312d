"""Right: raises when anything was ignored, or refused.

partial-success: noticed
duplicate-lead: noticed
"""

import requests

API = "https://next.telecrm.in/autoupdate/v2/enterprise/64f1a2b3c4d5e6f708192a3b"
HEADERS = {"Authorization": "Bearer s3cr3t-t0ken"}


class CrmError(Exception):
    pass


def create_lead(fields):
    answer = requests.post(f"{API}/lead", json={"fields": fields}, headers=HEADERS, timeout=10)
    if answer.status_code != 201:
        raise CrmError(answer.json()["error"]["message"])
    created = answer.json()
    if created["remarks"]:
        raise CrmError(created["remarks"])
    return created["lead_id"]


def test_a_lead_gets_an_id():
    assert len(create_lead({"phone": "9876543210", "name": "Asha", "rating": 4})) == 24
