"""Right: sends from a pool of threads; what one of them raises comes to the caller.

partial-success: noticed
duplicate-lead: noticed
"""

from concurrent.futures import ThreadPoolExecutor

import requests

API = "https://next.telecrm.in/autoupdate/v2/enterprise/64f1a2b3c4d5e6f708192a3b"
HEADERS = {"Authorization": "Bearer s3cr3t-t0ken"}


def create_lead(fields):
    answer = requests.post(f"{API}/lead", json={"fields": fields}, headers=HEADERS, timeout=10)
    answer.raise_for_status()
    if answer.json()["remarks"]:
        raise ValueError(answer.json()["remarks"])
    return answer.json()["lead_id"]


def create_all(leads):
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(create_lead, leads))


def test_two_leads_get_two_ids():
    asha, ravi = {"phone": "9876543210", "name": "Asha"}, {"phone": "9876543211", "name": "Ravi"}
    assert len(set(create_all([asha, ravi]))) == 2
