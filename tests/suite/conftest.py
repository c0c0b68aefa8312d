"""A project with an integration of its own, and a contract test of it."""

import aiohttp  # noqa: F401  # loaded here once: pytester forgets what an inner run was the first to import
import hypothesis.core  # noqa: F401  # as above
import pytest
import requests  # noqa: F401  # as above

import pytest_leads.doors.transport
import pytest_leads.hooks
import pytest_leads.suite.factory
import pytest_leads.suite.remote
import pytest_leads.suite.running  # noqa: F401  # as above

CRM = """
import requests

API = "https://next.telecrm.in/autoupdate/v2/enterprise/64f1a2b3c4d5e6f708192a3b"
HEADERS = {"Authorization": "Bearer s3cr3t-t0ken"}


def post(path, body):
    answer = requests.post(API + path, json=body, headers=HEADERS)
    answer.raise_for_status()
    return answer.json()


def update(lead_id, fields):
    return post(f"/lead/{lead_id}", {"fields": {k: v for k, v in fields.items() if k != "phone"}})


def update_with_everything(lead_id, fields):
    return post(f"/lead/{lead_id}", {"fields": fields})


def search(filters):
    rows, skip = {}, 0
    while page := post(f"/lead/search?limit=100&skip={skip}", {"fields": filters})["data"]:
        rows |= {row["id"]: row for row in page if row["id"] not in rows}
        skip += len(page)
    return list(rows.values())


def search_first(filters):
    return post("/lead/search?limit=1", {"fields": filters})["data"]
"""
TEST = """
import crm, pytest
from pytest_leads import Integration, LeadsContract

{more}
class TestCrm(LeadsContract):
    @pytest.fixture
    def integration(self):
        return Integration({members})
"""
#: A check that ``update`` passes and ``update_with_everything`` does not, and one of ``search`` and ``search_first``.
UPDATE = "update_takes_the_identifier_unchanged"
SEARCH = "search_finds_by_a_list"


class Project:
    """Writes the files of a project, and runs its contract test with few examples."""

    def __init__(self, pytester):
        self.pytester = pytester
        pytester.makepyfile(crm=CRM)
        pytester.syspathinsert()

    def contract(self, members="update=crm.update", more=""):
        """A contract test whose integration binds ``members``; ``more`` stands before it."""
        self.write(TEST.replace("{members}", members).replace("{more}", more))

    def write(self, test_crm="", **files):
        """A test file of any kind, and further modules."""
        self.pytester.makepyfile(**({"test_crm": test_crm} if test_crm else {}), **files)

    def run(self, *arguments, only=UPDATE, asyncio=False):
        """An inner run, in this process, of the tests whose names contain ``only``; every warning fails it."""
        return self.pytester.runpytest_inprocess(*self._options(only, asyncio=asyncio), *arguments)

    def run_apart(self, *arguments, only=UPDATE):
        """The same in a process of its own."""
        return self.pytester.runpytest_subprocess(*self._options(only), *arguments)

    def _options(self, only, *, asyncio=False):
        loops = ("-o", "asyncio_default_fixture_loop_scope=function") if asyncio else ("-p", "no:asyncio")
        chosen = ("-k", only) if only else ()
        return ("--leads-examples=3", "-p", "no:cacheprovider", "-W", "error", *loops, *chosen)


@pytest.fixture
def project(pytester):
    """A project whose module ``crm`` talks to the API by ``requests`` with a hard-coded address."""
    return Project(pytester)
