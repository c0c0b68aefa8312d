"""Not to be judged: keeps the pipeline from its first call on, so that no two runs send the same.

unknown-status: not comparable
page-cap: not comparable
"""

from functools import cache

import requests

API = "https://next.telecrm.in/autoupdate/v2/enterprise/64f1a2b3c4d5e6f708192a3b"
HEADERS = {"Authorization": "Bearer s3cr3t-t0ken"}


@cache
def labels():
    stages = requests.get(f"{API}/lead-stage-pipeline", headers=HEADERS, timeout=10).json()["leadStages"]
    return {each["label"].strip().casefold(): each["label"] for stage in stages for each in stage["activeStatuses"]}


def leads_in(status):
    wanted = {"fields": {"status": labels()[status.casefold()]}}
    return requests.post(f"{API}/lead/search", json=wanted, headers=HEADERS, timeout=10).json()["data"]


def test_qualified_leads_are_found(leads_workspace):
    leads_workspace.add_lead(phone="9876543210", status="Qualified")
    assert len(leads_in("qualified")) == 1
