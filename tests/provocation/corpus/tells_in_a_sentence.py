"""Right: gives one page, and a sentence that says of how many.

page-cap: noticed
"""

import requests

API = "https://next.telecrm.in/autoupdate/v2/enterprise/64f1a2b3c4d5e6f708192a3b"
HEADERS = {"Authorization": "Bearer s3cr3t-t0ken"}


def board(city):
    answer = requests.post(f"{API}/lead/search", json={"fields": {"city": city}}, headers=HEADERS, timeout=10).json()
    lines = [row["fields"]["name"] for row in answer["data"]]
    return [f"{len(lines)} of {answer['total_count']} leads", *lines]


def test_the_board_of_a_city(leads_workspace):
    leads_workspace.add_lead(phone="9876543210", name="Asha", city="Pune")
    assert board("Pune") == ["1 of 1 leads", "Asha"]
