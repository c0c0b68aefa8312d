"""Right: a hard-coded label, but a warning when nothing at all is found, and all pages.

unknown-status: noticed
page-cap: noticed
"""

import logging

import requests

API = "https://next.telecrm.in/autoupdate/v2/enterprise/64f1a2b3c4d5e6f708192a3b"
HEADERS = {"Authorization": "Bearer s3cr3t-t0ken"}
log = logging.getLogger(__name__)


def won_leads():
    rows, total = [], 1
    while len(rows) < total:
        url = f"{API}/lead/search?limit=100&skip={len(rows)}"
        page = requests.post(url, json={"fields": {"status": "Won"}}, headers=HEADERS, timeout=10).json()
        if not page["total_count"]:
            log.warning("no lead is Won; is that still the label?")
        rows, total = rows + page["data"], page["total_count"]
    return [row["fields"]["phone"] for row in rows]


def test_won_leads(leads_workspace):
    leads_workspace.add_lead(phone="919876543210", status="Won")
    assert won_leads() == ["919876543210"]
