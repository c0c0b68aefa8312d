"""Office screen: how many deals are won."""

import os

import requests

ENTERPRISE = "https://next.telecrm.in/autoupdate/v2/enterprise/65f1a9b37c2d480019e6b702"

session = requests.Session()
session.headers["Authorization"] = f"Bearer {os.environ.get('CRM_TOKEN', 'screen-token')}"


def won() -> list[str]:
    """The labels of the stage, as they are at this moment."""
    stages = session.get(f"{ENTERPRISE}/lead-stage-pipeline", timeout=10).json()["leadStages"]
    return [status["label"] for stage in stages if stage["stageType"] == "WON" for status in stage["activeStatuses"]]


def deals_won() -> int:
    filters = {"fields": {"status": won()}}
    response = session.post(f"{ENTERPRISE}/lead/search", params={"limit": 1}, json=filters, timeout=10)
    return response.json()["total_count"]
