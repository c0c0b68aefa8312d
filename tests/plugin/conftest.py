"""A small shop with an integration of its own, and its test suite."""

import aiohttp  # noqa: F401  # loaded here once: pytester forgets what an inner run was the first to import
import hypothesis.core  # noqa: F401  # as above
import pytest
import requests  # noqa: F401  # as above
import responses  # noqa: F401  # as above
import vcr.serializers.yamlserializer  # noqa: F401  # as above

import pytest_leads.doors.transport
import pytest_leads.hooks  # noqa: F401  # as above

CRM = """
import requests

API = "https://next.telecrm.in/autoupdate/v2/enterprise/64f1a2b3c4d5e6f708192a3b"
HEADERS = {"Authorization": "Bearer s3cr3t-t0ken"}


def create(**fields):
    return requests.post(f"{API}/lead", json={"fields": fields}, headers=HEADERS)


def update(lead_id, **fields):
    return requests.post(f"{API}/lead/{lead_id}", json={"fields": fields}, headers=HEADERS)


def search(limit=10, **fields):
    return requests.post(f"{API}/lead/search?limit={limit}", json={"fields": fields}, headers=HEADERS)
"""


@pytest.fixture
def shop(pytester):
    """A project whose module ``crm`` talks to the API by ``requests`` with a hard-coded address."""
    pytester.makepyfile(crm=CRM)
    pytester.syspathinsert()
    return pytester
