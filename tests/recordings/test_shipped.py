"""The shipped cassettes: every one replays through every client, and says what the index says."""

import importlib.util
import json
from collections import Counter
from pathlib import Path

import httpx
import pytest
import vcr
from deepdiff import DeepDiff

from pytest_leads.audit import audit
from pytest_leads.pitfalls import all_pitfalls
from pytest_leads.recordings.library import shipped, shipped_folder
from pytest_leads.recordings.reading import read_recording
from pytest_leads.recordings.replay import Player
from pytest_leads.workspace.profile import Profile

from .conftest import SYNC, answered_by

ROOT = Path(__file__).parents[2]
INDEX = json.loads((shipped_folder() / "index.json").read_text("utf-8"))


def recording(name):
    return read_recording(shipped_folder() / f"{name}.yaml")


@pytest.mark.parametrize("name", shipped())
def test_a_cassette_replays_through_every_client(name, send):
    cassette = recording(name)
    player = Player(cassette)
    with answered_by(player):
        for interaction in cassette.interactions:
            sent, got = interaction.request, interaction.response
            assert send(sent.method, sent.url, sent.body, dict(sent.headers)) == (got.status, got.body)
    assert not player.unused


@pytest.mark.parametrize("name", shipped())
def test_an_audit_finds_what_the_index_says(name):
    found = audit(recording(name).exchanges, Profile(), all_pitfalls())
    assert sorted({finding.pitfall for finding in found}) == INDEX[name]["found"]


def test_a_symptom_is_its_own_pitfall_and_a_fix_is_none():
    for name, entry in INDEX.items():
        if entry["kind"] != "edge":
            assert entry["found"] == ([entry["pitfall"]] if entry["kind"] == "symptom" else []), name


def test_every_pitfall_has_a_symptom_a_fix_and_an_edge():
    kinds = Counter((entry["pitfall"], entry["kind"]) for entry in INDEX.values())
    for pitfall in all_pitfalls():
        assert all(kinds[pitfall.id, kind] for kind in ("symptom", "fix", "edge")), pitfall.id


def test_the_index_names_the_cassettes_that_are_there():
    assert sorted(INDEX) == shipped()


@pytest.mark.parametrize("name", shipped())
def test_a_cassette_says_in_its_header_what_the_index_says(name):
    lines = (shipped_folder() / f"{name}.yaml").read_text("utf-8").splitlines()
    entry = INDEX[name]
    for key in ("pitfall", "scenario", "says", "from", "recorded", "documents"):
        assert f"# {key}: {entry[key]}" in lines
    assert recording(name).recorded_on.isoformat() == entry["recorded"]


def test_plain_vcrpy_replays_a_shipped_cassette_at_the_production_address():
    path = str(shipped_folder() / "search-by-query" / "post.yaml")
    with vcr.use_cassette(path, record_mode="none"), httpx.Client(base_url=SYNC) as client:
        assert client.post("/lead", json={}).status_code == 201
        assert client.post("/lead/search?skip=0&limit=10", json={}).json()["total_count"] == 1


def test_a_fresh_recording_equals_the_stored_one(tmp_path, capsys):
    spec = importlib.util.spec_from_file_location("record", ROOT / "tests" / "record_cassettes.py")
    record = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(record)
    record.main(tmp_path)
    fresh = json.loads((tmp_path / "index.json").read_text("utf-8"))
    volatile = [rf"\['{key}'\]$" for key in record.VOLATILE]
    assert not DeepDiff(INDEX, fresh, exclude_regex_paths=volatile)
    for name in INDEX:
        again = read_recording(tmp_path / f"{name}.yaml")
        assert not DeepDiff(recording(name).interactions, again.interactions), name
    assert "cassettes recorded" in capsys.readouterr().out
