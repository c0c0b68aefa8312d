"""Right: tells a hook of what was ignored, and its test gives it one that must not be called.

partial-success: noticed
duplicate-lead: noticed
"""

from unittest.mock import Mock

import requests

API = "https://next.telecrm.in/autoupdate/v2/enterprise/64f1a2b3c4d5e6f708192a3b"
HEADERS = {"Authorization": "Bearer s3cr3t-t0ken"}


def create_lead(fields, on_trouble):
    answer = requests.post(f"{API}/lead", json={"fields": fields}, headers=HEADERS, timeout=10)
    if not answer.ok:
        on_trouble(answer.json()["error"]["code"])
        return
    for remark in answer.json()["remarks"]:
        on_trouble(remark)


def test_there_is_no_trouble():
    alarm = Mock()
    create_lead({"phone": "9876543210", "name": "Asha"}, alarm)
    alarm.assert_not_called()
