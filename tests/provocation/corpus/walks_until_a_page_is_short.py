"""Right: reads pages of ten until one is not full.

page-cap: noticed
"""

import json
import urllib.request

API = "https://next.telecrm.in/autoupdate/v2/enterprise/64f1a2b3c4d5e6f708192a3b"
HEADERS = {"Authorization": "Bearer s3cr3t-t0ken"}


def page_of(filters, skip):
    body = json.dumps({"fields": filters}).encode()
    headers = {**HEADERS, "Content-Type": "application/json"}
    asked = urllib.request.Request(f"{API}/lead/search?skip={skip}", body, headers)  # noqa: S310  # a fixed address
    with urllib.request.urlopen(asked) as answer:  # noqa: S310  # as above
        return json.load(answer)["data"]


def phones(**filters):
    found = []
    while True:
        page = page_of(filters, len(found))
        found += [row["fields"]["phone"] for row in page]
        if len(page) < 10:
            return found


def test_phones_of_a_city(leads_workspace):
    for number in range(12):
        leads_workspace.add_lead(phone=f"98765432{number:02}", city="Pune")
    assert len(phones(city="Pune")) == 12
