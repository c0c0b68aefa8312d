"""``class TestCrm(LeadsContract)``: where its fixture may stand, and what the members may be."""

import pytest

HEAD = """
import crm, pytest
from pytest_leads import Integration, LeadsContract
"""
UPDATE = "update_takes_the_identifier_unchanged"


def test_the_ids_of_the_tests_read_as_sentences(project):
    project.contract()
    result = project.run("--collect-only", "-q")
    result.stdout.fnmatch_lines(["test_crm.py::TestCrm::test_update_takes_the_identifier_unchanged"])


# Where the fixture stands


@pytest.mark.parametrize("scope", ["function", "module", "session"])
def test_one_fixture_of_the_module_serves_several_classes(project, scope):
    project.write(f"""{HEAD}
@pytest.fixture(scope="{scope}")
def integration():
    yield Integration(update=crm.update)

class TestA(LeadsContract):
    pass

class TestB(LeadsContract):
    pass
""")
    result = project.run()
    result.assert_outcomes(passed=2)
    result.stdout.fnmatch_lines(["test_crm.py::TestA", "test_crm.py::TestB"])


def test_the_fixture_may_stand_in_a_conftest(project):
    project.pytester.makeconftest(f"""{HEAD}
@pytest.fixture(scope="session")
def integration():
    return Integration(update=crm.update)
""")
    project.write("from pytest_leads import LeadsContract\n\nclass TestCrm(LeadsContract): pass")
    project.run().assert_outcomes(passed=1)


def test_each_parameter_of_the_fixture_is_judged_for_itself(project):
    project.write(f"""{HEAD}
class TestCrm(LeadsContract):
    @pytest.fixture(params=[crm.update, crm.update_with_everything], ids=["good", "bad"])
    def integration(self, request):
        return Integration(update=request.param)
""")
    result = project.run("-q")
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(
        [
            "leads contract test_crm.py::TestCrm[[]bad]: 0 passed, 1 failed, *",
            "leads contract test_crm.py::TestCrm[[]good]: 1 passed, 0 failed, *",
        ]
    )


def test_a_class_may_be_parametrised(project):
    project.write(f"""{HEAD}
@pytest.mark.parametrize("region", ["in", "ae"])
class TestCrm(LeadsContract):
    @pytest.fixture
    def integration(self, region):
        return Integration(update=crm.update)
""")
    project.run().assert_outcomes(passed=2)


def test_the_fixture_may_use_the_kits_own_fixtures(project):
    project.write(f"""{HEAD}
class TestCrm(LeadsContract):
    @pytest.fixture
    def integration(self, leads_workspace, leads_client):
        def update(lead_id, fields):
            kept = {{name: value for name, value in fields.items() if name != leads_workspace.identifier}}
            return leads_client.post(f"/lead/{{lead_id}}", json={{"fields": kept}}).raise_for_status().json()

        return Integration(update=update)
""")
    project.run().assert_outcomes(passed=1)


def test_a_marker_on_the_class_may_give_it_another_workspace(project):
    project.write(f"""{HEAD}
@pytest.mark.leads(workspace={{"identifier": "email"}})
class TestCrm(LeadsContract):
    @pytest.fixture
    def integration(self):
        return Integration(update=crm.update)
""")
    result = project.run()
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["  call       update('*', {'email': 'lead*@example.com', *"])


def test_a_workspace_that_cannot_be_made_is_told(project):
    project.pytester.makeconftest("""
        import pytest

        @pytest.fixture(scope="session")
        def leads_workspace_config():
            return {"identifer": "email"}
    """)
    project.contract()
    result = project.run()
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*leads_workspace_config: identifer: no such key; did you mean 'identifier'?"])


def test_setup_methods_hold(project):
    project.write(f"""{HEAD}
class TestCrm(LeadsContract):
    def setup_method(self):
        self.mine = Integration(update=crm.update)

    @pytest.fixture
    def integration(self):
        return self.mine
""")
    project.run().assert_outcomes(passed=1)


def test_a_base_class_of_ones_own_is_no_test_and_any_name_will_do(project):
    project.write(f"""{HEAD}
class Base(LeadsContract):
    __test__ = False

class CrmContract(Base):
    @pytest.fixture
    def integration(self):
        return Integration(update=crm.update)
""")
    project.run().assert_outcomes(passed=1)


# What is bound: sync or async, of any return type

UPDATES = {
    "method": """
class Crm:
    def update(self, lead_id, fields):
        return crm.update(lead_id, fields)

update = Crm().update
""",
    "partial": """
from functools import partial

def put(token, lead_id, fields):
    return crm.update(lead_id, fields)

update = partial(put, "token")
""",
    "coroutine": """
async def update(lead_id, fields):
    return crm.update(lead_id, fields)
""",
    "async callable": """
class Update:
    async def __call__(self, lead_id, fields):
        return crm.update(lead_id, fields)

update = Update()
""",
    "without a value": """
def update(lead_id, fields):
    crm.update(lead_id, fields)
""",
}
SEARCHES = {
    "tuple": "def search(filters): return tuple(crm.search(filters))",
    "generator": "def search(filters): yield from crm.search(filters)",
    "page of pages": "def search(filters): return [crm.search(filters)]",
    "mapping": "def search(filters): return {row['id']: row['fields'] for row in crm.search(filters)}",
    "ids": "def search(filters): return {row['id'] for row in crm.search(filters)}",
    "text": "def search(filters): return '\\n'.join(row['fields']['phone'] for row in crm.search(filters))",
    "coroutine": "async def search(filters): return crm.search(filters)",
    "async generator": """
async def search(filters):
    for row in crm.search(filters):
        yield row
""",
    "coroutine of an async generator": """
async def rows(filters):
    for row in crm.search(filters):
        yield row

async def search(filters):
    return rows(filters)
""",
    "objects": """
class Lead:
    __slots__ = ("number",)

    def __init__(self, row):
        self.number = row["fields"]["phone"]

def search(filters):
    return [Lead(row) for row in crm.search(filters)]
""",
}


@pytest.mark.parametrize("code", UPDATES.values(), ids=UPDATES)
def test_a_member_may_be_any_callable(project, code):
    project.contract("update=update", code)
    project.run().assert_outcomes(passed=1)


@pytest.mark.parametrize("code", SEARCHES.values(), ids=SEARCHES)
def test_a_search_may_return_its_leads_in_any_form(project, code):
    project.contract("search=search", code)
    project.run(only="search_finds_by_a_list").assert_outcomes(passed=1)


@pytest.mark.parametrize("form", ["coroutine", "async generator", "generator", "text", "ids", "objects"])
def test_in_any_form_a_lead_that_is_missing_is_missed(project, form):
    project.contract("search=search", SEARCHES[form].replace("crm.search(", "crm.search_first("))
    project.run("--leads-examples=10", only="search_finds_by_a_list").assert_outcomes(failed=1)


@pytest.mark.parametrize("fixture", ["pytest_asyncio.fixture", "pytest.fixture"], ids=["pytest-asyncio", "anyio"])
@pytest.mark.parametrize("client", ["aiohttp.ClientSession", "httpx.AsyncClient"])
def test_clients_of_an_async_fixture_are_used_in_the_loop_that_they_belong_to(project, fixture, client):
    pytest.importorskip("anyio" if fixture == "pytest.fixture" else "pytest_asyncio")
    project.write(f"""{HEAD}
import aiohttp, httpx
{"import pytest_asyncio" if "asyncio" in fixture else "pytestmark = pytest.mark.anyio"}

{"" if "asyncio" in fixture else "@pytest.fixture"}
def anyio_backend():
    return "asyncio"

class TestCrm(LeadsContract):
    @{fixture}
    async def integration(self, {"" if "asyncio" in fixture else "anyio_backend"}):
        async with {client}(headers=crm.HEADERS) as session:
            async def update(lead_id, fields):
                kept = {{name: value for name, value in fields.items() if name != "phone"}}
                (await session.post(f"{{crm.API}}/lead/{{lead_id}}", json={{"fields": kept}})).raise_for_status()

            yield Integration(update=update)
""")
    project.run(asyncio="asyncio" in fixture).assert_outcomes(passed=1)


# What is not bound


def test_what_is_not_bound_is_not_covered_and_never_passed(project):
    project.contract()
    result = project.run(only=f"{UPDATE} or search_finds or create_stores")
    assert result.ret == 0
    result.stdout.fnmatch_lines(
        [
            "test_crm.py .n*",
            "  LEAD001 identifier-change             1            -            -            -            3",
            "  LEAD002 partial-success               -            -            1            -            -",
            "  LEAD003 search-by-query               -            -            4            -            -",
            "      not covered: 1 check: the integration does not bind create",
            "      not covered: 4 checks: the integration does not bind search",
            "*= 1 passed, * deselected, 5 not covered in *",
        ]
    )


def test_not_covered_has_a_letter_and_a_word_of_its_own(project):
    project.contract()
    result = project.run("-v", only="search_finds_by_a_list")
    result.stdout.fnmatch_lines(["*::test_search_finds_by_a_list NOT COVERED*"])


def test_a_skip_of_somebody_elses_stays_a_skip(project):
    project.write("import pytest\n\ndef test_nothing(): pytest.skip('not covered by the licence')")
    project.run(only="").assert_outcomes(skipped=1)


# What the fixture must not be

WRONG = {
    "Integration()": "*the integration binds nothing, so nothing is checked; bind one or more of create, update, *",
    "Integration(reported=bool)": "*the integration binds nothing, so nothing is checked; *",
    "{'update': crm.update}": "the fixture integration gives 'dict'; an Integration(...) of pytest_leads is needed",
    "None": "the fixture integration gives 'NoneType'; an Integration(...) of pytest_leads is needed",
    "Integration(update='crm.update')": "*UsageError: Integration(update='crm.update'): a callable is needed; "
    "the checks call update(lead_id, fields)",
    "Integration(update=crm.search)": "*UsageError: Integration(update=...): the checks call update(lead_id, fields), "
    "and search(filters) cannot be called so: too many positional arguments. Wrap it: "
    "update=lambda lead_id, fields: ...",
    "Integration(updat=crm.update)": "*TypeError: *unexpected keyword argument 'updat'*",
}


@pytest.mark.parametrize("value", WRONG)
def test_an_integration_that_is_none_is_told_in_a_line(project, value):
    project.write(f"""{HEAD}
class TestCrm(LeadsContract):
    @pytest.fixture
    def integration(self):
        return {value}
""")
    result = project.run()
    assert result.ret == 1
    result.stdout.fnmatch_lines([WRONG[value]])
    result.stdout.no_fnmatch_line("*pytest_leads/*.py*")


def test_a_class_without_the_fixture_is_told_how_to_write_it(project):
    project.write(f"{HEAD}\nclass TestCrm(LeadsContract):\n    pass")
    result = project.run()
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(
        [
            "TestCrm has no fixture 'integration'; the contract suite is run on what it gives.",
            "  Fix: @pytest.fixture",
            "       def integration(self):",
            "           return Integration(update=..., search=...)",
        ],
        consecutive=True,
    )
    result.stdout.no_fnmatch_line("*available fixtures*")


def test_a_method_that_should_have_been_a_fixture_is_told(project):
    project.write(f"{HEAD}\nclass TestCrm(LeadsContract):\n    def integration(self): return Integration()")
    result = project.run()
    result.stdout.fnmatch_lines(["TestCrm.integration is a method and no fixture: put @pytest.fixture above it."])


def test_another_fixture_that_is_missing_is_told_by_pytest(project):
    project.write(f"{HEAD}\nclass TestCrm(LeadsContract):\n    @pytest.fixture\n    def integration(self, db): pass")
    project.run().stdout.fnmatch_lines(["*fixture 'db' not found"])


def test_a_contract_class_is_no_testcase_of_unittest(project):
    project.write(f"{HEAD}\nimport unittest\n\nclass TestCrm(LeadsContract, unittest.TestCase):\n    pass")
    result = project.run()
    result.stdout.fnmatch_lines(["*UsageError: TestCrm: a LeadsContract is no unittest.TestCase*take TestCase out*"])


def test_leads_check_is_for_contract_classes_alone(project):
    project.write("def test_mine(leads_check): pass")
    result = project.run(only="")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["test_crm.py::test_mine: the fixture leads_check is for the tests of a LeadsContract"])
