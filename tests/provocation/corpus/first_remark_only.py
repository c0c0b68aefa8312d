"""Blind: tells of the first remark only, and one is expected.

partial-success: unnoticed
duplicate-lead: noticed
"""

import logging

import requests

API = "https://next.telecrm.in/autoupdate/v2/enterprise/64f1a2b3c4d5e6f708192a3b"
HEADERS = {"Authorization": "Bearer s3cr3t-t0ken"}
log = logging.getLogger(__name__)


def create_lead(fields):
    answer = requests.post(f"{API}/lead", json={"fields": fields}, headers=HEADERS, timeout=10)
    answer.raise_for_status()
    if remarks := answer.json()["remarks"]:
        log.warning("ignored: %s", remarks[0]["field"])
    return answer.json()["lead_id"]


def test_a_lead_without_stars_gets_an_id(leads_api):
    leads_api.expect_ignored("fields.rating")
    assert create_lead({"phone": "9876543210", "rating": 0, "name": "Asha"})
