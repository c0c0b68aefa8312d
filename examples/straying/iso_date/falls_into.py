"""Monday's message to the team: how many leads the week has brought."""

import os

import httpx

ENTERPRISE = "https://next.telecrm.in/autoupdate/v2/enterprise/65f1a9b37c2d480019e6b702"
HEADERS = {"Authorization": f"Bearer {os.environ.get('CRM_TOKEN', 'monday-token')}"}


def message(monday: str, sunday: str) -> str:
    week = {"fields": {"created_on": {"from": monday, "to": sunday}}}
    response = httpx.post(f"{ENTERPRISE}/lead/search?limit=100", json=week, headers=HEADERS)
    return f"New leads from {monday} to {sunday}: {response.json()['total_count']}"
