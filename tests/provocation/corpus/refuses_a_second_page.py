"""Right: raises when there are more leads than it has room for.

page-cap: noticed
"""

import requests

API = "https://next.telecrm.in/autoupdate/v2/enterprise/64f1a2b3c4d5e6f708192a3b"
HEADERS = {"Authorization": "Bearer s3cr3t-t0ken"}


class TooManyError(Exception):
    pass


def names_in(city):
    url = f"{API}/lead/search?limit=50"
    answer = requests.post(url, json={"fields": {"city": city}}, headers=HEADERS, timeout=10).json()
    if answer["total_count"] > len(answer["data"]):
        raise TooManyError(f"{answer['total_count']} leads in {city}")
    return [row["fields"]["name"] for row in answer["data"]]


def test_the_one_in_a_city(leads_workspace):
    leads_workspace.add_lead(phone="9876543210", name="Asha", city="Pune")
    assert names_in("Pune") == ["Asha"]
