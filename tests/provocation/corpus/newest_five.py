"""Right, and said so: the newest five are all that is wanted.

page-cap: allowed
"""

import pytest
import requests

API = "https://next.telecrm.in/autoupdate/v2/enterprise/64f1a2b3c4d5e6f708192a3b"
HEADERS = {"Authorization": "Bearer s3cr3t-t0ken"}


def newest_five():
    answer = requests.post(f"{API}/lead/search?limit=5", json={}, headers=HEADERS, timeout=10)
    return [row["fields"]["name"] for row in answer.json()["data"]]


@pytest.mark.leads(allow=["page-cap"])
def test_the_newest_five(leads_workspace):
    leads_workspace.add_lead(phone="9876543210", name="Asha")
    leads_workspace.add_lead(phone="9876543211", name="Ravi")
    assert newest_five() == ["Ravi", "Asha"]
