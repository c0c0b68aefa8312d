"""Right: gives one page, and the number of leads that are left; its test looks at both.

page-cap: noticed
"""

import requests

API = "https://next.telecrm.in/autoupdate/v2/enterprise/64f1a2b3c4d5e6f708192a3b"
HEADERS = {"Authorization": "Bearer s3cr3t-t0ken"}


def first_leads(city):
    answer = requests.post(f"{API}/lead/search", json={"fields": {"city": city}}, headers=HEADERS, timeout=10).json()
    names = [row["fields"]["name"] for row in answer["data"]]
    return {"names": names, "left": answer["total_count"] - len(names)}


def test_the_first_leads_of_a_city(leads_workspace):
    leads_workspace.add_lead(phone="9876543210", name="Asha", city="Pune")
    assert first_leads("Pune") == {"names": ["Asha"], "left": 0}
