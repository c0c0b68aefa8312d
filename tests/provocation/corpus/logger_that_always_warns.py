"""Blind: a logger that keeps its records to itself, is made at the first call, and warns each time.

partial-success: unnoticed
duplicate-lead: noticed
"""

import logging
import os

import requests

API = "https://next.telecrm.in/autoupdate/v2/enterprise/64f1a2b3c4d5e6f708192a3b"
HEADERS = {"Authorization": "Bearer s3cr3t-t0ken"}


def log():
    logger = logging.getLogger("crm.late")
    if logger.propagate:
        logger.propagate = False
        logger.addHandler(logging.FileHandler(os.devnull, delay=True))
    return logger


def create_lead(fields):
    log().warning("something may be ignored")
    answer = requests.post(f"{API}/lead", json={"fields": fields}, headers=HEADERS, timeout=10)
    answer.raise_for_status()
    return answer.json()["lead_id"]


def test_a_lead_is_created():
    assert create_lead({"phone": "9876543210", "name": "Asha"})
