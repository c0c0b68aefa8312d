"""The console script ``pytest-leads`` itself: how it is called, and how it prints."""

import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path

import pytest

from pytest_leads.cli import main
from pytest_leads.cli.output import show

from .conftest import REMARK, create

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("arguments", [[], ["audit"], ["audit", "--format", "xml", "a.har"], ["polish", "a.har"]])
def test_a_wrong_command_line_exits_with_2(run, arguments, capsys):
    with pytest.raises(SystemExit) as caught:
        run(*arguments)
    assert caught.value.code == 2
    assert "usage: pytest-leads" in capsys.readouterr().err


def test_the_console_script_is_declared_and_there():
    [(name, target)] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["scripts"].items()
    module, _, function = target.partition(":")
    assert name == "pytest-leads"
    assert callable(getattr(import_module(module), function))


def test_the_module_can_be_run(write):
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "pytest_leads", "audit", str(write(create([REMARK], name="आशा")))],
        capture_output=True,
        check=False,
        timeout=60,
        env={"PYTHONIOENCODING": "ascii", "PATH": ""},
        cwd=ROOT,
    )
    assert (done.returncode, done.stderr) == (1, b"")
    assert b"LEAD002 partial-success" in done.stdout
    assert b"\\u0906" in done.stdout


def test_a_reader_who_has_gone_is_no_error(write):
    command = [sys.executable, "-m", "pytest_leads", "audit", str(write(create([REMARK])))]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT) as process:
        process.stdout.close()
        assert process.stderr.read() == b""


def test_what_the_terminal_cannot_show_is_spelt_out(capsys):
    show("\ud83d\n", sys.stdout)
    assert capsys.readouterr().out == "\\ud83d\n"


def test_the_help_of_every_command_explains_its_exit_status(capsys):
    for command in ("audit", "lint", "scrub"):
        with pytest.raises(SystemExit) as caught:
            main([command, "--help"])
        assert caught.value.code == 0
        assert "Exit status:" in capsys.readouterr().out
