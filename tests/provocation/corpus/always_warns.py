"""Blind: warns on every call that something might have been ignored.

partial-success: unnoticed
duplicate-lead: noticed
"""

import warnings

import requests

API = "https://next.telecrm.in/autoupdate/v2/enterprise/64f1a2b3c4d5e6f708192a3b"
HEADERS = {"Authorization": "Bearer s3cr3t-t0ken"}


def create_lead(fields):
    answer = requests.post(f"{API}/lead", json={"fields": fields}, headers=HEADERS, timeout=10)
    answer.raise_for_status()
    warnings.warn("the CRM may have ignored some of the fields; look there", stacklevel=2)
    return answer.json()["lead_id"]


def test_a_lead_gets_an_id():
    assert create_lead({"phone": "9876543210", "name": "Asha"})
