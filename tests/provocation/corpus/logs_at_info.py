"""Blind: logs what was ignored where nobody looks.

partial-success: unnoticed
duplicate-lead: unnoticed
"""

import logging

import requests

API = "https://next.telecrm.in/autoupdate/v2/enterprise/64f1a2b3c4d5e6f708192a3b"
HEADERS = {"Authorization": "Bearer s3cr3t-t0ken"}
log = logging.getLogger("shop.crm")


def hand_over(enquiry):
    answer = requests.post(f"{API}/lead", json={"fields": enquiry}, headers=HEADERS, timeout=10)
    log.info("the CRM answered %s", answer.status_code)
    log.debug("remarks: %s", answer.json().get("remarks"))
    return "Thank you, we call you back."


def test_the_visitor_is_thanked():
    assert hand_over({"phone": "9876543210", "name": "Asha"}).startswith("Thank you")
