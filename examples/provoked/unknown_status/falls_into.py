"""Office screen: how many deals are won."""

import os

import requests

ENTERPRISE = "https://next.telecrm.in/autoupdate/v2/enterprise/65f1a9b37c2d480019e6b702"
WON = "Won"

session = requests.Session()
session.headers["Authorization"] = f"Bearer {os.environ.get('CRM_TOKEN', 'screen-token')}"


def deals_won() -> int:
    filters = {"fields": {"status": WON}}
    response = session.post(f"{ENTERPRISE}/lead/search", params={"limit": 1}, json=filters, timeout=10)
    return response.json()["total_count"]
