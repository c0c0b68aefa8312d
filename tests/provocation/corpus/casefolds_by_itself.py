"""Blind: forgives its callers blanks and case, but never asks the pipeline.

unknown-status: unnoticed
page-cap: noticed
"""

import requests

API = "https://next.telecrm.in/autoupdate/v2/enterprise/64f1a2b3c4d5e6f708192a3b"
HEADERS = {"Authorization": "Bearer s3cr3t-t0ken"}
LABELS = {label.casefold(): label for label in ("Fresh", "Contacted", "Qualified", "Won", "Lost")}


def leads_in(status):
    leads, total = [], 1
    wanted = {"fields": {"status": LABELS[status.strip().casefold()]}}
    while len(leads) < total:
        url = f"{API}/lead/search?limit=100&skip={len(leads)}"
        answer = requests.post(url, json=wanted, headers=HEADERS, timeout=10).json()
        leads, total = leads + answer["data"], answer["total_count"]
    return leads


def test_qualified_leads_are_found(leads_workspace):
    leads_workspace.add_lead(phone="9876543210", status="Qualified")
    assert len(leads_in(" qualified")) == 1
