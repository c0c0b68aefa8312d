"""Right: each client makes a logger of its own, which keeps its records to itself.

partial-success: noticed
duplicate-lead: noticed
"""

import logging
import os
from itertools import count

import requests

API = "https://next.telecrm.in/autoupdate/v2/enterprise/64f1a2b3c4d5e6f708192a3b"
HEADERS = {"Authorization": "Bearer s3cr3t-t0ken"}
NUMBERS = count()


class Crm:
    def __init__(self):
        self.log = logging.getLogger(f"crm.client{next(NUMBERS)}")
        self.log.propagate = False
        self.log.addHandler(logging.FileHandler(os.devnull, delay=True))

    def create(self, **fields):
        answer = requests.post(f"{API}/lead", json={"fields": fields}, headers=HEADERS, timeout=10)
        if not answer.ok:
            self.log.error("refused: %s", answer.status_code)
        for remark in answer.json().get("remarks", ()):
            self.log.warning("ignored: %s", remark["field"])


def test_a_lead_is_created():
    assert Crm().create(phone="9876543210", name="Asha") is None
