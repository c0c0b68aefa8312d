"""Right: logs what was ignored, and that a lead was there already.

partial-success: noticed
duplicate-lead: noticed
"""

import logging

import requests

API = "https://next.telecrm.in/autoupdate/v2/enterprise/64f1a2b3c4d5e6f708192a3b"
HEADERS = {"Authorization": "Bearer s3cr3t-t0ken"}
log = logging.getLogger("shop.crm")


def hand_over(enquiry):
    answer = requests.post(f"{API}/lead", json={"fields": enquiry}, headers=HEADERS, timeout=10)
    if answer.status_code == 409:
        log.error("the lead %s is there already, its enquiry was not stored", enquiry["phone"])
    for remark in answer.json().get("remarks", ()):
        log.warning("the CRM ignored %s: %s", remark["field"], remark["remark"])
    return "Thank you, we call you back."


def test_the_visitor_is_thanked():
    assert hand_over({"phone": "9876543210", "name": "Asha"}).startswith("Thank you")
