"""``pytest-leads scrub``: what it says, and its exit status; what it does is the scrubber's own matter."""

import sys
from types import SimpleNamespace

import pytest

from pytest_leads.recordings import RecordingError


@pytest.fixture
def scrubbed(monkeypatch):
    """Every call of the scrubber; a file called ``bad`` cannot be read, one called ``locked`` not written."""
    calls = []

    def scrub_file(path, level):
        if path.stem == "bad":
            raise RecordingError(f"{path}: the file is empty")
        if path.stem == "locked":
            raise PermissionError(13, "Permission denied")
        calls.append((path.name, level))

    monkeypatch.setitem(sys.modules, "pytest_leads.recordings.scrub", SimpleNamespace(scrub_file=scrub_file))
    return calls


def test_every_file_is_scrubbed_and_told(run, scrubbed):
    said = run("scrub", "a.yaml", "b.json")
    assert (said.status, said.out) == (0, "a.yaml: scrubbed\nb.json: scrubbed\n2 files scrubbed\n")
    assert scrubbed == [("a.yaml", "all"), ("b.json", "all")]


def test_secrets_alone_may_be_taken_out(run, scrubbed):
    run("scrub", "--level", "secrets", "a.yaml")
    assert scrubbed == [("a.yaml", "secrets")]


def test_beside_a_file_that_cannot_be_scrubbed_the_others_are(run, scrubbed):
    said = run("scrub", "bad.yaml", "locked.yaml", "a.yaml")
    assert said.status == 2
    assert said.out == (
        "error: bad.yaml: the file is empty\n"
        "error: locked.yaml: it cannot be written: Permission denied\n"
        "a.yaml: scrubbed\n"
        "1 file scrubbed; 2 files left as they were\n"
    )
    assert scrubbed == [("a.yaml", "all")]
