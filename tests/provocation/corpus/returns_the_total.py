"""Right: gives one page, and how many leads there are; its test looks at both.

page-cap: noticed
"""

import requests

API = "https://next.telecrm.in/autoupdate/v2/enterprise/64f1a2b3c4d5e6f708192a3b"
HEADERS = {"Authorization": "Bearer s3cr3t-t0ken"}


def first_leads(city, limit=20):
    url = f"{API}/lead/search?limit={limit}"
    answer = requests.post(url, json={"fields": {"city": city}}, headers=HEADERS, timeout=10).json()
    return answer["data"], answer["total_count"]


def test_the_first_leads_of_a_city(leads_workspace):
    leads_workspace.add_lead(phone="9876543210", name="Asha", city="Pune")
    leads, total = first_leads("Pune")
    assert leads[0]["fields"]["name"] == "Asha"
    assert total == 1
