import subprocess
import sys
from importlib import import_module
from inspect import getmembers, isfunction
from pkgutil import iter_modules

import pytest

from pytest_leads import pitfalls
from pytest_leads.errors import PitfallError, UsageError
from pytest_leads.pitfalls import all_pitfalls, assert_no_pitfalls

SEED_ORDER = [
    ("LEAD001", "identifier-change"),
    ("LEAD002", "partial-success"),
    ("LEAD003", "search-by-query"),
    ("LEAD004", "duplicate-lead"),
    ("LEAD005", "page-cap"),
    ("LEAD006", "unknown-status"),
    ("LEAD007", "iso-date"),
]
ROOMS = [module.name for module in iter_modules(pitfalls.__path__) if module.ispkg]


def test_every_documented_pitfall_has_a_room_in_seed_order():
    assert [(pitfall.code, pitfall.id) for pitfall in all_pitfalls()] == SEED_ORDER


@pytest.mark.parametrize("room", ROOMS)
def test_every_helper_of_a_room_is_exported(room):
    assertions = import_module(f"pytest_leads.pitfalls.{room}.assertions")
    names = {name for name, _ in getmembers(assertions, isfunction) if name.startswith("assert_")}
    assert names
    assert names <= set(pitfalls.__all__)


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_is_named_after_its_pitfall(room):
    assert import_module(f"pytest_leads.pitfalls.{room}").PITFALL.id == room.replace("_", "-")


def test_all_exports_are_sorted_and_there():
    assert pitfalls.__all__ == sorted(pitfalls.__all__)
    assert all(hasattr(pitfalls, name) for name in pitfalls.__all__)


def test_the_pitfalls_cost_no_heavy_import():
    heavy = "{'httpx', 'vcr', 'yaml', 'hypothesis', 'schemathesis', 'deepdiff', 'requests', 'aiohttp', 'urllib3'}"
    code = (
        f"import sys; from pytest_leads.pitfalls import all_pitfalls; all_pitfalls(); print({heavy} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # our own code
    assert done.stdout.strip() == "set()"


def test_an_equal_identifier_is_compared_without_deepdiff():
    code = (
        "import sys; from pytest_leads.pitfalls import assert_identifier_unchanged as same;"
        "same({'phone': '1'}, {'phone': '1'}); print('deepdiff' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # our own code
    assert done.stdout.strip() == "False"


def test_no_pitfalls_names_every_error_and_no_warning(traffic):
    traffic.update({"phone": "9"})
    traffic.search({"limit": 5}, "?limit=500")
    with pytest.raises(PitfallError) as caught:
        assert_no_pitfalls(traffic.journal)
    assert [finding.rule for finding in caught.value.findings] == ["identifier-in-update", "limit-outside"]
    assert str(caught.value).startswith("assert_no_pitfalls: 2 findings\n\nLEAD001 identifier-change at crm.py:42")


def test_no_pitfalls_allows_by_id_and_refuses_misspelt_ones(traffic):
    traffic.update({"phone": "9"})
    assert_no_pitfalls(traffic.journal, allow=["identifier-change"])
    with pytest.raises(UsageError, match="did you mean 'identifier-change'"):
        assert_no_pitfalls(traffic.journal, allow=["identifier-changed"])


def test_an_empty_journal_is_no_pass(traffic):
    with pytest.raises(UsageError, match="nothing was sent to the Leads API"):
        assert_no_pitfalls(traffic.journal)


def test_traffic_without_anything_to_judge_passes(traffic):
    traffic.send("GET", "/metadata", None, 200, {})
    assert_no_pitfalls(traffic.journal)


def test_the_helpers_leave_no_frame_of_ours_in_a_failure(pytester):
    pytester.makepyfile(
        """
        from pytest_leads.pitfalls import assert_identifier_not_sent

        def test_it():
            assert_identifier_not_sent({"fields": {"phone": "1"}})
        """
    )
    result = pytester.runpytest("-p", "no:leads", "-p", "no:cacheprovider", "-p", "no:asyncio")
    result.assert_outcomes(failed=1)
    result.stdout.no_fnmatch_line("*verdict.py*")
    result.stdout.fnmatch_lines(["*carries phone = '1'*"])
