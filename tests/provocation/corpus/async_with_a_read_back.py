"""Right: saves through the Async API, and looks whether all of it arrived.

partial-success: noticed
"""

import requests

API = "https://next.telecrm.in/autoupdate/v2/enterprise/64f1a2b3c4d5e6f708192a3b"
HEADERS = {"Authorization": "Bearer s3cr3t-t0ken"}
QUEUE = "https://next-api.telecrm.in/enterprise/64f1a2b3c4d5e6f708192a3b/autoupdatelead"
QUEUE_HEADERS = {"Authorization": "Bearer s3cr3t-async-t0ken"}


def save(fields):
    requests.post(QUEUE, json={"fields": fields}, headers=QUEUE_HEADERS, timeout=10).raise_for_status()
    wanted = {"fields": {"phone": fields["phone"]}}
    found = requests.post(f"{API}/lead/search", json=wanted, headers=HEADERS, timeout=10).json()["data"]
    if not found:
        raise TimeoutError(f"{fields['phone']} did not arrive")
    lost = sorted(fields.keys() - found[0]["fields"].keys())
    if lost:
        raise ValueError(f"not stored: {lost}")


def test_a_valid_lead_arrives():
    assert save({"phone": "9876543210", "name": "Asha", "city": "Pune"}) is None
