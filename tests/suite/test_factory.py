"""``--leads-contract MODULE:FACTORY``: the suite without a test file."""

from functools import partial

import pytest

SHOP = """
import crm
from pytest_leads import Integration


def integration(api):
    return Integration(update=crm.update)
"""
KINDS = {
    "function": "def integration(api):\n    return Integration(update=crm.update)",
    "coroutine": "async def integration(api):\n    return Integration(update=crm.update)",
    "generator": "def integration(api):\n    yield Integration(update=crm.update)\n    print('closed')",
    "async generator": "async def integration(api):\n    yield Integration(update=crm.update)\n    print('closed')",
    "more arguments": "def integration(api, region='in', *more, **named):\n    return Integration(update=crm.update)",
    "lambda": "integration = lambda api: Integration(update=crm.update)",
}


def shop(project, code):
    project.write(shop=f"import crm\nfrom pytest_leads import Integration\n\n{code}\n")


@pytest.mark.parametrize("kind", KINDS)
def test_a_factory_may_be_of_any_kind(project, kind):
    shop(project, KINDS[kind])
    result = project.run("--leads-contract=shop:integration", "-s")
    result.assert_outcomes(passed=1)
    if "generator" in kind:
        result.stdout.fnmatch_lines(["*closed*"])


def test_it_is_run_under_its_own_name(project):
    project.write(shop=SHOP)
    result = project.run("--leads-contract=shop:integration", "-v")
    result.stdout.fnmatch_lines(
        [
            "leads: contract suite on shop:integration, 3 examples a check",
            "shop:integration::TestContract::test_update_takes_the_identifier_unchanged PASSED *",
            "shop:integration::TestContract",
        ]
    )


def test_a_module_in_a_package_and_a_factory_in_a_class_are_found(project):
    package = project.pytester.mkpydir("shop")
    (package / "binding.py").write_text(
        "import crm\nfrom pytest_leads import Integration\n\nclass Crm:\n    @classmethod\n"
        "    def bound(cls, api):\n        return Integration(update=crm.update)\n",
        "utf-8",
    )
    project.run("--leads-contract=shop.binding:Crm.bound").assert_outcomes(passed=1)


def test_the_ini_key_does_the_same(project):
    project.write(shop=SHOP)
    project.pytester.makeini("[pytest]\nleads_contract = shop:integration\n")
    project.run().assert_outcomes(passed=1)


def test_without_a_path_the_suite_runs_alone(project):
    project.write("def test_mine(): assert False", shop=SHOP)
    project.run("--leads-contract=shop:integration", only="mine or unchanged").assert_outcomes(passed=1)


@pytest.mark.parametrize("given", ["option", "ini"])
def test_with_a_path_both_run(project, given):
    project.write("def test_mine(): pass", shop=SHOP)
    if given == "ini":
        project.pytester.makeini("[pytest]\nleads_contract = shop:integration\n")
    option = ["--leads-contract=shop:integration"] if given == "option" else []
    result = project.run(*option, "test_crm.py", "-v", only="mine or unchanged")
    result.assert_outcomes(passed=2)
    result.stdout.fnmatch_lines(["test_crm.py::test_mine PASSED*", "shop:integration::TestContract::*"])


def test_a_factory_beside_a_contract_class_has_a_table_of_its_own(project):
    project.write(shop=SHOP)
    project.contract("update=crm.update_with_everything")
    result = project.run("--leads-contract=shop:integration", "test_crm.py", "-q")
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(
        [
            "leads contract shop:integration::TestContract: 1 passed, *",
            "leads contract test_crm.py::TestCrm: 0 passed, *",
        ]
    )


def test_the_api_that_it_is_given_is_the_one_that_is_judged(project):
    shop(
        project,
        """
def integration(api):
    def update(lead_id, fields):
        kept = {name: value for name, value in fields.items() if name != api.workspace.identifier}
        with api.client() as client:
            return client.post(f"/lead/{lead_id}", json={"fields": kept}).raise_for_status().json()

    return Integration(update=update)
""",
    )
    project.run("--leads-contract=shop:integration").assert_outcomes(passed=1)


def test_the_workspace_of_the_projects_conftest_is_simulated(project):
    project.write(shop=SHOP)
    project.pytester.makeconftest("""
        import pytest

        @pytest.fixture(scope="session")
        def leads_workspace_config():
            return {"identifier": "email"}
    """)
    result = project.run("--leads-contract=shop:integration")
    result.assert_outcomes(failed=1)  # this code leaves out the phone number, and the identifier is the e-mail address
    result.stdout.fnmatch_lines(["*'email': 'lead*@example.com'*", "*Cannot modify lead identifier field*"])


def test_gaps_are_declared_with_the_integration(project):
    code = "GAPS = {'identifier-change': 'ticket 123'}\n"
    code += "def integration(api): return Integration(update=crm.update_with_everything, known_gaps=GAPS)"
    shop(project, code)
    project.run("--leads-contract=shop:integration").assert_outcomes(xfailed=1)


def test_what_failed_last_is_run_again(project):
    shop(project, "def integration(api): return Integration(update=crm.update_with_everything)")
    run = partial(project.pytester.runpytest_inprocess, "-p", "no:asyncio", "--leads-contract=shop:integration")
    run("-k", "update_leaves or unchanged").assert_outcomes(passed=1, failed=1)
    run("--lf").assert_outcomes(failed=1)


# What cannot be run is a usage error, in one line

FILES = {
    "shop": f"{SHOP}\nNUMBER = 3\nREADY = integration(None)\ndef bare(): pass\ndef two(api, db): pass\n",
    "broken": "import nothing_there",
    "misspelt": "def (:",
    "raising": "def prepare():\n    raise LookupError('no settings')\n\nprepare()",
    "script": "raise SystemExit(3)",
}
REFUSED = {
    "shop": "MODULE:FACTORY is needed, such as shop.crm:integration",
    ":integration": "MODULE:FACTORY is needed, such as shop.crm:integration",
    "shop:": "MODULE:FACTORY is needed, such as shop.crm:integration",
    "shop:integraton": "shop has no 'integraton'; did you mean 'integration'?",
    "shop:integration.of": "shop has no 'of'*",
    "shop:NUMBER": "it is 'int'; a function integration(api) -> Integration is needed",
    "shop:READY": "it is 'Integration'; a function integration(api) -> Integration is needed",
    "shop:bare": "it is called as integration(api) -> Integration, which fails: too many positional arguments",
    "shop:two": "it is called as integration(api) -> Integration, which fails: missing a required argument: 'db'",
    "shp:integration": "importing shp failed: ModuleNotFoundError: No module named 'shp'; modules are looked for in *",
    "shop.crm:integration": "importing shop.crm failed: ModuleNotFoundError: *'shop' is not a package; modules are *",
    "broken:integration": "importing broken failed: ModuleNotFoundError: No module named 'nothing_there' "
    "(*broken.py:1)",
    "misspelt:integration": "importing misspelt failed: SyntaxError: *(misspelt.py, line 1)",
    "raising:integration": "importing raising failed: LookupError: no settings (*raising.py:2)",
    "script:integration": "importing script failed: SystemExit: 3 (*script.py:1)",
}


@pytest.mark.parametrize("spec", REFUSED)
def test_a_factory_that_cannot_be_found_or_called_is_a_usage_error(project, spec):
    project.write(**FILES)
    result = project.run(f"--leads-contract={spec}")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([f"ERROR: --leads-contract = '{spec}': {REFUSED[spec]}"])
    result.stdout.no_fnmatch_line("*Traceback*")


# What it gives

RESULTS = {
    "return None": "shop:integration(api) gives 'NoneType'; an Integration(...) of pytest_leads is needed",
    "return crm": "shop:integration(api) gives 'module'; an Integration(...) of pytest_leads is needed",
    "return Integration()": "the integration binds nothing, so nothing is checked; *",
    "yield": "shop:integration(api) gives 'NoneType'; *",
    "yield from ()": "shop:integration(api) gives 'NoneType'; *",
}


@pytest.mark.parametrize("code", RESULTS)
def test_a_factory_that_gives_no_integration_fails_its_tests(project, code):
    shop(project, f"def integration(api):\n    {code}")
    result = project.run("--leads-contract=shop:integration")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines([RESULTS[code]])


@pytest.mark.parametrize("kind", ["", "async "], ids=["sync", "async"])
@pytest.mark.parametrize("when", ["at once", "at the end"])
def test_a_factory_that_raises_is_shown_by_its_own_lines_alone(project, kind, when):
    before, after = (
        ("raise LookupError('no db')\n    ", "") if when == "at once" else ("", "\n    raise LookupError('no db')")
    )
    shop(project, f"{kind}def integration(api):\n    {before}yield Integration(update=crm.update){after}")
    result = project.run("--leads-contract=shop:integration")
    result.assert_outcomes(errors=1, passed=int(not before))
    result.stdout.fnmatch_lines([">       raise LookupError('no db')", "E       LookupError: no db", "shop.py:*"])
    result.stdout.no_fnmatch_line("*pytest_leads/suite*")
