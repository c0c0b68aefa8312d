"""Right: sends from a thread for which nobody waits long; what it raises comes to the operator.

partial-success: noticed
duplicate-lead: noticed
"""

from threading import Thread

import requests

API = "https://next.telecrm.in/autoupdate/v2/enterprise/64f1a2b3c4d5e6f708192a3b"
HEADERS = {"Authorization": "Bearer s3cr3t-t0ken"}


def create_lead(fields):
    answer = requests.post(f"{API}/lead", json={"fields": fields}, headers=HEADERS, timeout=10)
    answer.raise_for_status()
    if answer.json()["remarks"]:
        raise ValueError(answer.json()["remarks"])


def hand_over(enquiry):
    thread = Thread(target=create_lead, args=(enquiry,))
    thread.start()
    return thread


def test_an_enquiry_is_handed_over():
    thread = hand_over({"phone": "9876543210", "name": "Asha"})
    thread.join(10)
    assert not thread.is_alive()
