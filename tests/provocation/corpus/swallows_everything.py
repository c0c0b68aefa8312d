"""Blind: the CRM must never stop the shop, so every exception is swallowed.

partial-success: unnoticed
duplicate-lead: unnoticed
"""

import requests

API = "https://next.telecrm.in/autoupdate/v2/enterprise/64f1a2b3c4d5e6f708192a3b"
HEADERS = {"Authorization": "Bearer s3cr3t-t0ken"}


def tell_the_crm(order):
    try:
        answer = requests.post(f"{API}/lead", json={"fields": order}, headers=HEADERS, timeout=10)
        answer.raise_for_status()
        if answer.json()["remarks"]:
            raise ValueError(answer.json()["remarks"])  # noqa: TRY301  # as people write it
    except Exception:  # noqa: BLE001, S110  # that is what is wrong with it
        pass


def check_out(order):
    tell_the_crm({"phone": order["phone"], "name": order["customer"]})
    return {**order, "paid": True}


def test_an_order_is_paid():
    assert check_out({"phone": "9876543210", "customer": "Asha"})["paid"]
