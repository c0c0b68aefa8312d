"""Right: an object that has what was ignored, which its test looks at.

partial-success: noticed
duplicate-lead: noticed
"""

from dataclasses import dataclass

import requests

API = "https://next.telecrm.in/autoupdate/v2/enterprise/64f1a2b3c4d5e6f708192a3b"
HEADERS = {"Authorization": "Bearer s3cr3t-t0ken"}


@dataclass(frozen=True)
class Result:
    lead_id: str | None
    ignored: tuple[str, ...] = ()
    error: str = ""


def create_lead(fields):
    answer = requests.post(f"{API}/lead", json={"fields": fields}, headers=HEADERS, timeout=10)
    body = answer.json()
    if not answer.ok:
        return Result(None, error=body["error"]["code"])
    return Result(body["lead_id"], tuple(remark["field"] for remark in body["remarks"]))


def test_all_of_a_lead_is_stored():
    result = create_lead({"phone": "9876543210", "name": "Asha"})
    assert not result.error
    assert result.ignored == ()
