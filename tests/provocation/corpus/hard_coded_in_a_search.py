"""Blind: searches by the label that somebody once typed.

unknown-status: unnoticed
page-cap: noticed
"""

import requests

API = "https://next.telecrm.in/autoupdate/v2/enterprise/64f1a2b3c4d5e6f708192a3b"
HEADERS = {"Authorization": "Bearer s3cr3t-t0ken"}


def won_leads():
    leads, total = [], 1
    while len(leads) < total:
        url = f"{API}/lead/search?limit=100&skip={len(leads)}"
        answer = requests.post(url, json={"fields": {"status": ["Won"]}}, headers=HEADERS, timeout=10).json()
        leads, total = leads + answer["data"], answer["total_count"]
    return leads


def test_won_leads(leads_workspace):
    leads_workspace.add_lead(phone="9876543210", status="Won")
    leads_workspace.add_lead(phone="9876543211", status="Lost")
    assert len(won_leads()) == 1
