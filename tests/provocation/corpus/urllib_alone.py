"""Right: urllib, which raises for a 409; the remarks are raised by hand.

partial-success: noticed
duplicate-lead: noticed
"""

import json
from urllib.request import Request, urlopen

API = "https://next.telecrm.in/autoupdate/v2/enterprise/64f1a2b3c4d5e6f708192a3b"
HEADERS = {"Authorization": "Bearer s3cr3t-t0ken"}


def post(path, body):
    headers = {**HEADERS, "Content-Type": "application/json"}
    with urlopen(Request(f"{API}{path}", json.dumps(body).encode(), headers)) as answer:  # noqa: S310  # a fixed address
        return json.load(answer)


def create_lead(**fields):
    answer = post("/lead", {"fields": fields})
    if answer["remarks"]:
        raise ValueError("; ".join(remark["remark"] for remark in answer["remarks"]))
    return answer["lead_id"]


def test_a_lead_gets_an_id():
    assert create_lead(phone="9876543210", name="Asha", email="asha@example.com")
