"""Blind: asks for the pipeline each time, and then uses the label that it has.

unknown-status: unnoticed
page-cap: noticed
"""

import logging

import requests

API = "https://next.telecrm.in/autoupdate/v2/enterprise/64f1a2b3c4d5e6f708192a3b"
HEADERS = {"Authorization": "Bearer s3cr3t-t0ken"}


def leads_in(status):
    pipeline = requests.get(f"{API}/lead-stage-pipeline", headers=HEADERS, timeout=10).json()
    logging.getLogger(__name__).info("%d stages", len(pipeline["leadStages"]))
    leads, total = [], 1
    while len(leads) < total:
        url = f"{API}/lead/search?limit=100&skip={len(leads)}"
        answer = requests.post(url, json={"fields": {"status": status}}, headers=HEADERS, timeout=10).json()
        leads, total = leads + answer["data"], answer["total_count"]
    return leads


def test_qualified_leads_are_found(leads_workspace):
    leads_workspace.add_lead(phone="9876543210", status="Qualified")
    assert leads_in("Qualified")
