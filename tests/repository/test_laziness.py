"""Having the plugin installed must cost nothing to those who do not use it."""

import subprocess
import sys

import pytest

HEAVY = (
    "httpx",
    "httpcore",
    "vcr",
    "yaml",
    "hypothesis",
    "schemathesis",
    "deepdiff",
    "h11",
    "aiohttp",
    "requests",
)


def modules_after(code: str, *arguments: str) -> set[str]:
    """Names in sys.modules when ``code`` is done, in a fresh interpreter without other plugins."""
    script = f"import sys\n{code}\nprint(*sys.modules, sep='\\n', file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", script, *arguments],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
        env={"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PATH": ""},
    )
    return set(done.stderr.split())


RUN_PYTEST = "import pytest; assert pytest.main(['-q', '-p', 'pytest_leads.plugin', *sys.argv[1:]]) == 0"


def ours(modules: set[str]) -> set[str]:
    return {name for name in modules if name.startswith("pytest_leads")}


def test_importing_the_package_imports_nothing_heavy():
    modules = modules_after("import pytest_leads")
    assert modules.isdisjoint(HEAVY)
    assert ours(modules) == {"pytest_leads"}


def test_a_run_that_uses_nothing_of_the_kit_imports_the_shell_alone(tmp_path):
    (tmp_path / "test_nothing.py").write_text("def test_nothing(): pass\n")
    modules = modules_after(RUN_PYTEST, str(tmp_path), f"--rootdir={tmp_path}")
    assert modules.isdisjoint(HEAVY)
    assert ours(modules) == {"pytest_leads", "pytest_leads.plugin"}


ORDINARY = """
import json
from urllib.request import Request, urlopen


def test_create(leads_api):
    url = f"{leads_api.sync_url}/enterprise/{leads_api.enterprise_id}/lead"
    headers = {"Authorization": f"Bearer {leads_api.token}", "Content-Type": "application/json"}
    body = json.dumps({"fields": {"phone": "9876543210"}}).encode()
    assert urlopen(Request(url, body, headers)).status == 201
"""


def test_a_test_of_the_simulator_imports_nothing_of_the_contract_suite(tmp_path):
    (tmp_path / "test_ordinary.py").write_text(ORDINARY)
    modules = ours(modules_after(RUN_PYTEST, str(tmp_path), f"--rootdir={tmp_path}"))
    assert "pytest_leads.audit" in modules
    assert not [name for name in modules if name.startswith(("pytest_leads.contract", "pytest_leads.suite"))]


def test_nor_anything_of_faults(tmp_path):
    (tmp_path / "test_ordinary.py").write_text(ORDINARY)
    modules = ours(modules_after(RUN_PYTEST, str(tmp_path), f"--rootdir={tmp_path}"))
    assert not [name for name in modules if "faults" in name or name.endswith((".delivering", ".arriving"))]


@pytest.mark.parametrize("name", ["httpx", "deepdiff", "aiohttp", "requests", "yaml", "hypothesis"])
def test_an_intercepted_run_imports_nothing_that_the_tests_do_not_use(tmp_path, name):
    (tmp_path / "test_nothing.py").write_text("def test_nothing(): pass\n")
    modules = modules_after(RUN_PYTEST, "--leads", str(tmp_path), f"--rootdir={tmp_path}")
    assert name not in modules


def test_an_integration_may_be_bound_in_code_that_knows_no_test():
    modules = modules_after("from pytest_leads import Integration, Outcome; Integration(search=print)")
    assert modules.isdisjoint({*HEAVY, "pytest", "pytest_leads.suite"})


def test_the_contract_class_brings_hypothesis_and_no_client():
    modules = modules_after("from pytest_leads import LeadsContract")
    assert modules.isdisjoint(set(HEAVY) - {"hypothesis"})


def test_every_exported_name_is_there_and_sorted():
    import pytest_leads

    assert pytest_leads.__all__ == sorted(pytest_leads.__all__)
    for name in pytest_leads.__all__:
        assert getattr(pytest_leads, name).__name__ == name


def test_a_name_that_is_not_exported_is_an_attribute_error():
    import pytest_leads

    with pytest.raises(AttributeError, match="assert_everything"):
        _ = pytest_leads.assert_everything
