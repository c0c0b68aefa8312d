"""Visitor survey: whoever finishes it becomes a lead, with the score from 1 to 10 as the rating."""

import json
import os
import urllib.request

LEADS = "https://next.telecrm.in/autoupdate/v2/enterprise/65f1a9b37c2d480019e6b702/lead"
HEADERS = {
    "Authorization": f"Bearer {os.environ.get('CRM_TOKEN', 'survey-token')}",
    "Content-Type": "application/json",
}


def submit(name: str, phone: str, score: int) -> str:
    fields = {"name": name, "phone": phone, "rating": score}
    body = json.dumps({"fields": fields}).encode()
    request = urllib.request.Request(LEADS, body, HEADERS)
    with urllib.request.urlopen(request, timeout=10) as response:  # noqa: S310 - the URL above is https
        return json.load(response)["lead_id"]
