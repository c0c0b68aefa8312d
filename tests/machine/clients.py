"""A small client as people write them, the machine that drives it, and the same client with mistakes."""

import json
import urllib.error
import urllib.request
from dataclasses import dataclass

from pytest_leads.machine import LeadsMachine, Written


class CrmError(Exception):
    """The API refused."""


@dataclass
class Result:
    """What this client tells of a write."""

    lead_id: str
    problems: list


class Crm:
    """A client that raises its own error, and returns objects."""

    def __init__(self, address):
        self.sync = f"{address.sync_url}/enterprise/{address.enterprise_id}/lead"
        self.token = address.token

    def call(self, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        try:
            with urllib.request.urlopen(urllib.request.Request(self.sync + path, data, headers)) as answer:  # noqa: S310  # an address of the test's own
                return json.load(answer)
        except urllib.error.HTTPError as error:
            with error:
                raise CrmError(error.code) from None

    def create(self, fields, actions):
        return self.result(self.call("", {"fields": fields, "actions": actions}))

    def add_actions(self, lead_id, actions):
        return self.result(self.call(f"/{lead_id}/action", {"actions": actions}))

    def result(self, answer):
        actions = [f"actions[{n}]" for n, each in enumerate(answer["actions"]) if each["status"] == "IGNORED"]
        fields = [each["field"] for each in answer["remarks"] if each["field"].startswith("fields.")]
        return Result(answer["lead_id"], fields + actions)

    def update(self, lead_id, fields):
        return self.call(f"/{lead_id}", {"fields": {k: v for k, v in fields.items() if k != "phone"}})["fields"]

    def search(self, filters):
        found, total = [], 1
        while len(found) < total:
            page = self.call(f"/search?limit=100&skip={len(found)}", {"fields": filters})
            found, total = found + page["data"], page["total_count"]
        return found


class UrllibMachine(LeadsMachine):
    """Drives the client: all that a user writes."""

    refusals = (CrmError,)
    client = Crm

    def create(self, fields, actions):
        done = self.client(self.address).create(fields, actions)
        return Written(done.lead_id, done.problems)

    def add_actions(self, lead_id, actions):
        done = self.client(self.address).add_actions(lead_id, actions)
        return Written(done.lead_id, done.problems)

    def update(self, lead_id, fields):
        return self.client(self.address).update(lead_id, fields)

    def search(self, filters):
        return self.client(self.address).search(filters)
