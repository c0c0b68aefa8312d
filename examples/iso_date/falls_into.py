"""Advertising: a weekly report of what a lead has cost."""

import os
from datetime import date, datetime, timedelta, timezone

import httpx

SEARCH = "https://next.telecrm.in/autoupdate/v2/enterprise/5fd9e3b6c81a470014b2d89f/lead/search"
HEADERS = {"Authorization": f"Bearer {os.environ.get('CRM_TOKEN', 'report-token')}"}
IST = timezone(timedelta(hours=5, minutes=30))


def leads_between(start: datetime, end: datetime) -> int:
    created_on = {"from": start.isoformat(), "to": end.isoformat()}
    response = httpx.post(SEARCH, json={"fields": {"created_on": created_on}}, headers=HEADERS)
    return response.raise_for_status().json()["total_count"]


def weekly_report(monday: date, spent: int) -> str:
    start = datetime(monday.year, monday.month, monday.day, tzinfo=IST)
    leads = leads_between(start, start + timedelta(days=7, milliseconds=-1))
    cost = f"{spent / leads:.2f}" if leads else "-"
    return f"Week of {monday:%d %B %Y}: spent {spent}, {leads} leads, {cost} for each"
