"""Blind: asks for the pipeline when it is imported, and never again.

unknown-status: unnoticed
page-cap: noticed
"""

import requests

API = "https://next.telecrm.in/autoupdate/v2/enterprise/64f1a2b3c4d5e6f708192a3b"
HEADERS = {"Authorization": "Bearer s3cr3t-t0ken"}
STAGES = requests.get(f"{API}/lead-stage-pipeline", headers=HEADERS, timeout=10).json()["leadStages"]
LABELS = {each["label"].strip().casefold(): each["label"] for stage in STAGES for each in stage["activeStatuses"]}


def leads_in(status):
    leads, total = [], 1
    wanted = {"fields": {"status": LABELS[status.casefold()]}}
    while len(leads) < total:
        url = f"{API}/lead/search?limit=100&skip={len(leads)}"
        answer = requests.post(url, json=wanted, headers=HEADERS, timeout=10).json()
        leads, total = leads + answer["data"], answer["total_count"]
    return leads


def test_qualified_leads_are_found(leads_workspace):
    leads_workspace.add_lead(phone="9876543210", status="Qualified")
    assert len(leads_in("qualified")) == 1
