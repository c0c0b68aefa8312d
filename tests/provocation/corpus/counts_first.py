"""Right: asks how many there are, by a page of one, and then for all pages at once.

page-cap: noticed
"""

from concurrent.futures import ThreadPoolExecutor

import requests

API = "https://next.telecrm.in/autoupdate/v2/enterprise/64f1a2b3c4d5e6f708192a3b"
HEADERS = {"Authorization": "Bearer s3cr3t-t0ken"}


def page(filters, skip, limit):
    url = f"{API}/lead/search?skip={skip}&limit={limit}"
    return requests.post(url, json={"fields": filters}, headers=HEADERS, timeout=10).json()


def find(**filters):
    total = page(filters, 0, 1)["total_count"]
    with ThreadPoolExecutor(4) as pool:
        pages = pool.map(lambda skip: page(filters, skip, 50), range(0, total, 50))
    return [row["fields"]["name"] for each in pages for row in each["data"]]


def test_find(leads_workspace):
    leads_workspace.add_lead(phone="9876543210", name="Asha", city="Pune")
    assert find(city="Pune") == ["Asha"]
