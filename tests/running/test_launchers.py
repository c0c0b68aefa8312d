"""Scripts that set PYTHONPATH or NODE_OPTIONS anew, and start Node or Python by name."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pytest_leads.running.launchers import with_launchers

from .conftest import needs_node
from .test_node_programs import LEAD
from .test_python_programs import URLLIB


@pytest.fixture
def shell(program, tmp_path):
    """Run a shell script beside which there is a program for each of Python, pytest and Node."""
    (tmp_path / "app.py").write_text(URLLIB + "\nimport os; print(os.environ['PYTHONPATH'].rpartition(':')[2])\n")
    (tmp_path / "test_app.py").write_text(f"def test_it():\n    exec({URLLIB!r})\n")
    (tmp_path / "app.mjs").write_text(
        f"await fetch('{LEAD}'); console.log(process.env.NODE_OPTIONS.split(' ').pop());\n"
    )
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return lambda script, **names: program("sh", "-c", f"cd {tmp_path}; {script}", PATH=path, **names)


@pytest.mark.parametrize("command", ["python app.py", "python3 app.py", "env python3 app.py"])
def test_python_is_redirected_all_the_same(shell, command):
    ran = shell(f"PYTHONPATH=src {command}")
    assert (ran.out, len(ran.journal)) == ("201\nsrc\n", 1), ran.err


def test_pytest_is_redirected_all_the_same(shell):
    ran = shell("PYTHONPATH=src pytest -q -p no:cacheprovider test_app.py", PYTEST_DISABLE_PLUGIN_AUTOLOAD="1")
    assert len(ran.journal) == 1, ran.out


@needs_node
@pytest.mark.parametrize("command", ["node app.mjs", "env node app.mjs"])
def test_node_is_redirected_all_the_same(shell, command):
    ran = shell(f"NODE_OPTIONS=--no-warnings {command}")
    assert (ran.out, len(ran.journal)) == ("--no-warnings\n", 1), ran.err


def test_our_own_variable_may_be_missing(shell):
    assert len(shell("unset PYTEST_LEADS_RUN PYTHONPATH; python app.py").journal) == 1


def launched(tmp_path, script, name="python", value='it\'s "$ours"'):
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / name).write_text(f"#!/bin/sh\n{script}\n")
    (tmp_path / "bin" / name).chmod(0o700)
    path = f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}"
    joined = {"A": (value, " "), "B": (value, " "), "C": (value, ":")}
    environment = {
        "PATH": with_launchers(path, tmp_path / "a folder", {"D": value}, joined),
        "B": f"{value} b",
        "C": "c",
    }
    done = subprocess.run([name, "1 2", ""], env=environment, capture_output=True, check=False, timeout=60)
    return done.returncode, done.stdout.decode()


def test_a_launcher_becomes_the_program_with_its_arguments_and_status(tmp_path):
    assert launched(tmp_path, 'printf "%s|" "$0" "$@"; exit 7') == (7, f"{tmp_path}/bin/python|1 2||")


def test_what_is_missing_is_put_before_what_is_there_and_nothing_comes_twice(tmp_path):
    ours = 'it\'s "$ours"'
    assert launched(tmp_path, 'printf "%s|" "$A" "$B" "$C" "$D"') == (0, f"{ours}|{ours} b|{ours}:c|{ours}|")


def test_what_is_not_there_has_no_launcher(tmp_path):
    with_launchers(str(tmp_path), tmp_path / "launchers", {}, {})
    assert list((tmp_path / "launchers").iterdir()) == []
