"""Nightly job: pass the day's sign-ups on to the CRM, then write all leads to a CSV file for finance."""

import csv
import io
import os

import requests

LEADS = "https://next.telecrm.in/autoupdate/v2/enterprise/61a7f0c28e3d5b001742c6ea/lead"

crm = requests.Session()
crm.headers["Authorization"] = f"Bearer {os.environ.get('CRM_TOKEN', 'nightly-token')}"


def all_leads() -> list[dict]:
    response = crm.post(f"{LEADS}/search", params={"limit": 5000}, json={}, timeout=60)
    return response.json().get("data", [])


def run(signups: list[dict]) -> str:
    for signup in signups:
        crm.post(LEADS, json={"fields": signup}, timeout=10).raise_for_status()
    file = io.StringIO()
    writer = csv.DictWriter(file, ["name", "phone"], extrasaction="ignore")
    writer.writeheader()
    writer.writerows(lead["fields"] for lead in all_leads())
    return file.getvalue()
