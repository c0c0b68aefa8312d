"""Reception tablet: greets whoever types in a number, by name if it is known."""

import os

import httpx

ENTERPRISE = "https://next.telecrm.in/autoupdate/v2/enterprise/65f1a9b37c2d480019e6b702"
HEADERS = {"Authorization": f"Bearer {os.environ.get('CRM_TOKEN', 'tablet-token')}"}


def greeting(phone: str) -> str:
    response = httpx.get(f"{ENTERPRISE}/lead/search", params={"phone": phone}, headers=HEADERS)
    if response.is_error:
        return "Welcome!"
    return f"Welcome back, {response.json()['data'][0]['fields']['name']}!"
