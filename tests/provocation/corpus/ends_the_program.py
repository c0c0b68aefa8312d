"""Right: a command that ends with a sentence, whatever went wrong.

partial-success: noticed
duplicate-lead: noticed
"""

import sys

import httpx

API = "https://next.telecrm.in/autoupdate/v2/enterprise/64f1a2b3c4d5e6f708192a3b"
HEADERS = {"Authorization": "Bearer s3cr3t-t0ken"}


def main(arguments):
    fields = dict(argument.split("=", 1) for argument in arguments)
    answer = httpx.post(f"{API}/lead", json={"fields": fields}, headers=HEADERS)
    if answer.status_code == 409:
        sys.exit(f"{fields['phone']} exists already")
    for remark in answer.json()["remarks"]:
        sys.exit(f"{remark['field']} was not stored: {remark['remark']}")
    return 0


def test_a_lead_from_the_command_line():
    assert main(["phone=9876543210", "name=Asha"]) == 0
