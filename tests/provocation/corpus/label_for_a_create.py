"""Right: takes the label for a new lead from the pipeline, and raises what is ignored.

unknown-status: noticed
partial-success: noticed
duplicate-lead: noticed
"""

import requests

API = "https://next.telecrm.in/autoupdate/v2/enterprise/64f1a2b3c4d5e6f708192a3b"
HEADERS = {"Authorization": "Bearer s3cr3t-t0ken"}


class Crm:
    def __init__(self):
        self.session = requests.Session()
        self.session.headers.update(HEADERS)

    def label(self, status):
        stages = self.session.get(f"{API}/lead-stage-pipeline").json()["leadStages"]
        known = (each["label"] for stage in stages for each in stage["activeStatuses"])
        return next(label for label in known if label.strip().casefold() == status.casefold())

    def create(self, phone, status, **others):
        fields = {"phone": phone, "status": self.label(status), **others}
        answer = self.session.post(f"{API}/lead", json={"fields": fields})
        answer.raise_for_status()
        if any(remark["status"] == "IGNORED" for remark in answer.json()["remarks"]):
            raise RuntimeError(f"not stored as it was sent: {answer.json()['remarks']}")
        return answer.json()["lead_id"]


def test_a_won_lead_is_created():
    assert Crm().create("9876543210", "won", name="Asha")
