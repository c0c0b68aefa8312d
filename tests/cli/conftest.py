"""The console script in this process, and recordings written by hand."""

import json
from dataclasses import dataclass

import pytest

from pytest_leads.cli import main

SYNC = "https://next.telecrm.in/autoupdate/v2/enterprise/e1"
ASYNC = "https://next-api.telecrm.in/enterprise/e1"
REMARK = {"field": "fields.rating", "status": "IGNORED", "remark": "Rating must be between 1 and 5"}


@dataclass
class Said:
    """What a command said, and its exit status."""

    status: int
    out: str
    err: str

    @property
    def json(self):
        return json.loads(self.out)


def call(method, path, body=None, status=200, answer=None, *, base=SYNC):  # noqa: PLR0913  # a whole exchange
    """One interaction of a cassette."""
    headers = {"Authorization": ["Bearer s3cr3t"], "Content-Type": ["application/json"]}
    return {
        "request": {"method": method, "uri": base + path, "body": json.dumps(body) if body else "", "headers": headers},
        "response": {"status": {"code": status, "message": ""}, "headers": {}, "body": {"string": json.dumps(answer)}},
    }


def create(remarks=(), **fields):
    answer = {"lead_id": "l1", "actions": [], "remarks": list(remarks)}
    return call("POST", "/lead", {"fields": {"phone": "+919812345670", **fields}}, 201, answer)


def search(fields, query=""):
    return call(
        "POST", f"/lead/search{query}", {"fields": fields}, 200, {"data": [], "total_count": 0, "skip": 0, "limit": 10}
    )


@pytest.fixture
def write(tmp_path):
    """Write a cassette of these interactions; its path."""

    def written(*interactions, name="own.json", head=""):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(head + json.dumps({"version": 1, "interactions": list(interactions)}), "utf-8")
        return path

    return written


@pytest.fixture
def run(capsys):
    """Run the console script."""

    def said(*arguments):
        status = main([str(argument) for argument in arguments])
        return Said(status, *capsys.readouterr())

    return said
