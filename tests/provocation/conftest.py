"""A project with tests of its own, run under provocation, and what each of them came to."""

from collections import Counter
from typing import NamedTuple

import aiohttp  # noqa: F401  # loaded here once: pytester forgets what an inner run was the first to import
import httpx  # noqa: F401  # as above
import hypothesis.core  # noqa: F401  # as above
import pytest
import requests  # noqa: F401  # as above

import pytest_leads.doors.transport
import pytest_leads.hooks
import pytest_leads.provoking.running  # noqa: F401  # as above

CRM = """
import requests

API = "https://next.telecrm.in/autoupdate/v2/enterprise/64f1a2b3c4d5e6f708192a3b"
HEADERS = {"Authorization": "Bearer s3cr3t-t0ken"}


def post(path, **body):
    return requests.post(API + path, json=body, headers=HEADERS)


def create(**fields):
    answer = post("/lead", fields=fields)
    answer.raise_for_status()
    return answer.json()["lead_id"]


def create_or_raise(**fields):
    answer = post("/lead", fields=fields)
    answer.raise_for_status()
    if answer.json()["remarks"]:
        raise ValueError(answer.json()["remarks"])
    return answer.json()["lead_id"]


def update(lead_id, **fields):
    return post(f"/lead/{lead_id}", fields=fields).ok


def search(**filters):
    return post("/lead/search", fields=filters).json()["data"]
"""


class Provoked(NamedTuple):
    """An inner run: pytester's result, and the rows of its provocations."""

    result: pytest.RunResult
    rows: list

    def outcomes(self, test=""):
        """How often each outcome came, of tests whose ids contain ``test``; of what was not played nothing."""
        return Counter(row.outcome for row in self.rows if test in row.test and row.outcome != "did not apply")

    def why(self, outcome, test=""):
        """The reasons that go with an outcome, each once."""
        return {row.why for row in self.rows if test in row.test and row.outcome == outcome}


class _Rows:
    """A plugin of the inner run: keeps the rows."""

    def __init__(self):
        self.rows = []

    @pytest.hookimpl(trylast=True)
    def pytest_unconfigure(self, config):
        run = config.pluginmanager.get_plugin("leads-run")
        self.rows += run.tally.provoked if run is not None else ()


@pytest.fixture
def project(pytester):
    """A project whose module ``crm`` talks to the API by ``requests`` with a hard-coded address."""
    pytester.makepyfile(crm=CRM)
    pytester.syspathinsert()
    return pytester


@pytest.fixture
def provoke(pytester):
    """Runs the tests of a project with ``--leads --leads-provoke`` and what else is given."""

    def run(*arguments, mode=True, loops=("-p", "no:asyncio"), cache=("-p", "no:cacheprovider")):
        kept = _Rows()
        modes = ("--leads", "--leads-provoke") if mode else ("--leads",)
        options = (*modes, "-W", "default", *loops, *cache)
        result = pytester.runpytest_inprocess(*options, *arguments, plugins=[kept])
        return Provoked(result, kept.rows)

    return run
