"""Blind: what is queued is taken for stored.

partial-success: unnoticed
"""

import requests

HEADERS = {"Authorization": "Bearer s3cr3t-async-t0ken"}
QUEUE = "https://next-api.telecrm.in/enterprise/64f1a2b3c4d5e6f708192a3b/autoupdatelead"


def save(**fields):
    answer = requests.post(QUEUE, json={"fields": fields}, headers=HEADERS, timeout=10)
    return answer.json()["status"] == "QUEUED"


def test_a_lead_is_queued():
    assert save(phone="9876543210", name="Asha", city="Pune")
