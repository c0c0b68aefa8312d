"""Nightly job: pass the day's sign-ups on to the CRM, then write all leads to a CSV file for finance."""

import csv
import io
import os

import requests

LEADS = "https://next.telecrm.in/autoupdate/v2/enterprise/61a7f0c28e3d5b001742c6ea/lead"

crm = requests.Session()
crm.headers["Authorization"] = f"Bearer {os.environ.get('CRM_TOKEN', 'nightly-token')}"


def page_of_leads(skip: int) -> dict:
    response = crm.post(f"{LEADS}/search", params={"skip": skip, "limit": 100}, json={}, timeout=60)
    response.raise_for_status()
    return response.json()


def all_leads() -> list[dict]:
    page = page_of_leads(skip=0)
    leads = page["data"]
    while page["data"] and len(leads) < page["total_count"]:
        page = page_of_leads(skip=len(leads))
        leads = leads + page["data"]
    return leads


def run(signups: list[dict]) -> str:
    for signup in signups:
        crm.post(LEADS, json={"fields": signup}, timeout=10).raise_for_status()
    file = io.StringIO()
    writer = csv.DictWriter(file, ["name", "phone"], extrasaction="ignore")
    writer.writeheader()
    writer.writerows(lead["fields"] for lead in all_leads())
    return file.getvalue()
