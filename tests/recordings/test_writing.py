"""Writing a file whole or not at all."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from pytest_leads.recordings.saving import save
from pytest_leads.recordings.scrub import Scrubber
from pytest_leads.recordings.writing import write_atomically

from .conftest import interaction


@pytest.mark.parametrize("error", [OSError("disk full"), KeyboardInterrupt()], ids=["error", "ctrl-c"])
def test_a_crash_leaves_the_old_file_and_no_other(tmp_path, monkeypatch, error):
    path = tmp_path / "own.yaml"
    path.write_text("old")

    def replace(*_):
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", replace)
        patch.setattr(os, "replace", replace)
        with pytest.raises(type(error)):
            write_atomically(path, "new")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_text_that_cannot_be_encoded_leaves_the_old_file(tmp_path):
    path = tmp_path / "own.yaml"
    path.write_text("old")
    with pytest.raises(UnicodeEncodeError):
        write_atomically(path, "\ud800")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_line_ends_and_permissions_stay(tmp_path):
    path = tmp_path / "own.yaml"
    path.write_text("old")
    path.chmod(0o640)
    write_atomically(path, "a\r\nb\n")
    assert path.read_bytes() == b"a\r\nb\n"
    assert os.name == "nt" or stat.S_IMODE(path.stat().st_mode) == 0o640


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "real.yaml").write_text("old")
    link = tmp_path / "link.yaml"
    link.symlink_to("real.yaml")
    write_atomically(link, "new")
    assert link.is_symlink()
    assert (tmp_path / "real.yaml").read_text() == "new"


KILLED = """
import os, signal, sys
from pathlib import Path
from pytest_leads.recordings.cassette import Interaction
from pytest_leads.recordings.saving import save
from pytest_leads.recordings.scrub import Scrubber
from pytest_leads.wire import Request, Response

Path.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
row = Interaction(Request("GET", "https://next.telecrm.in/autoupdate/v2/enterprise/e1/new"), Response(200))
save(Path(sys.argv[1]), [row] * 50, header=[], scrubber=Scrubber())
"""


@pytest.mark.skipif(os.name == "nt", reason="kill -9 is not known there")
def test_a_kill_in_the_middle_of_a_recording_loses_no_earlier_one(tmp_path):
    path = tmp_path / "own.yaml"
    save(path, [interaction("GET", "/custom-fields")], header=["recorded: 2026-11-25"], scrubber=Scrubber())
    old = path.read_bytes()
    died = subprocess.run([sys.executable, "-c", KILLED, path], check=False, timeout=60)
    assert died.returncode == -9
    assert path.read_bytes() == old
    left = [file.name for file in tmp_path.iterdir() if file != path]
    assert all(name.endswith(".tmp") for name in left)  # nothing takes that for a recording
    save(path, [interaction("GET", "/custom-actions")], header=[], scrubber=Scrubber())
    assert b"custom-actions" in path.read_bytes()
