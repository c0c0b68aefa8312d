"""The README says what is so: its examples run, its commands are the gate's, its tables are the code's."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import vcr.serializers.yamlserializer  # noqa: F401  # pytester forgets what an inner run was the first to import

from pytest_leads.pitfalls import all_pitfalls
from pytest_leads.plugin import OPTIONS, SETTINGS
from pytest_leads.workspace.quirks import rows

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"```python\n(.*?)```", README, re.DOTALL)


def quirk_table() -> str:
    lines = ["| quirk | values | meaning |", "|---|---|---|"]
    for name, values, default, meaning, _ in rows():
        choices = f"`{default}`, a number" if values == "number" else f"`{values}`".replace(", ", "`, `")
        lines.append(f"| `{name}` | {choices} | {meaning} |")
    return "\n".join(lines)


@pytest.mark.parametrize("block", BLOCKS, ids=range(len(BLOCKS)))
def test_every_python_block_is_a_test_that_passes(pytester, block):
    pytester.makepyfile(block + "\n\ndef test_the_block_is_read():\n    pass\n")
    result = pytester.runpytest("--leads")
    assert result.ret == pytest.ExitCode.OK
    # pytester reads "3 not covered" as a number of "not"
    assert set(result.parseoutcomes()) <= {"passed", "warnings", "warning", "xfailed", "not"}


def told(line):
    """A line without what hangs on the version of Hypothesis: identifiers, and the number of examples."""
    without_examples = re.sub(r"(LEAD\d{3} [a-z-]+|seed \d+)(.*?)\s+[\d-]+$", r"\1\2", line)
    return re.sub(r"\b[0-9a-f]{24}\b|\b91\d{10}\b", "...", without_examples)


def test_the_output_of_the_contract_suite_is_what_its_example_gives():
    spec = "examples.contract.binding:integration"
    options = ["-p", "no:cacheprovider", "--leads-contract", spec]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *options], cwd=ROOT, capture_output=True, text=True, check=False, timeout=120
    )
    [shown] = re.findall(rf"```console\n\$ pytest --leads-contract {spec}\n(.*?)```", README, re.DOTALL)
    said = {told(line) for line in shown.splitlines()[:-1] if line != "..." and not line.endswith("%]")}
    assert said <= {told(line) for line in done.stdout.splitlines()}


def test_the_quirks_are_listed_as_they_are():
    assert quirk_table() in README


def test_every_pitfall_has_its_row():
    for pitfall in all_pitfalls():
        assert f"| {pitfall.code} | `{pitfall.id}` |" in README


def test_the_gate_runs_the_command_of_the_readme():
    [command] = [line for line in (ROOT / ".ci" / "run").read_text("utf-8").splitlines() if "tox run" in line]
    assert f"$ {command}\n" in README


def test_the_readme_names_every_option():
    for option in OPTIONS:
        assert f"--{option.name.replace('_', '-')}" in README
    for key in (*OPTIONS, *SETTINGS):
        assert f"`{key.name}" in README, key.name
    assert "`leads_hosts`" in README
