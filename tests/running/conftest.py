"""Running a program against a served workspace, in this process."""

import json
import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from pytest_leads.running.environment import environment
from pytest_leads.running.notes import read_notes
from pytest_leads.running.process import run
from pytest_leads.serving import serve

HERE = Path(__file__).parent
#: Of a program that should need less than one.
SECONDS = 60
needs_node = pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")


@dataclass
class Ran:
    """What came of a program: how it ended, what it printed, its exchanges and its notes."""

    ended: object
    out: str
    err: str
    journal: list
    notes: object

    @property
    def status(self):
        return self.ended.status

    @property
    def lines(self):
        """The lines of JSON that it printed."""
        return [json.loads(line) for line in self.out.splitlines()]


@pytest.fixture
def program(capfd, tmp_path):
    """Run a program: ``program("node", "app.mjs", begin=..., NAME="value")``."""

    def ran(*command, begin=lambda _: None, **names):
        notes = tmp_path / "notes"
        with serve(begin=begin) as served:
            surroundings = environment(os.environ | names, served, {}, notes)
            ended = run([str(part) for part in command], surroundings, timeout=SECONDS)
            journal = list(served.journal)
        return Ran(ended, *capfd.readouterr(), journal, read_notes(notes))

    return ran


@pytest.fixture
def python(program, tmp_path):
    """Run a Python program that is given as text."""

    def ran(source, **kwargs):
        path = tmp_path / "program.py"
        path.write_text(source, "utf-8")
        return program(sys.executable, path, **kwargs)

    return ran
