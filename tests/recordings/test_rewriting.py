"""Scrubbing recordings that are there already, each in its own format."""

import base64
import json
from pathlib import Path

import pytest
import yaml

from pytest_leads.recordings import RecordingError
from pytest_leads.recordings.reading import read_recording
from pytest_leads.recordings.rewriting import scrub_file
from pytest_leads.recordings.scrub import personal_left, secrets_left
from pytest_leads.recordings.vcr_format import text_of

from .conftest import SYNC
from .test_scrub import PLANTED, found_in, planted

YAML = f"""\
# recorded: 2026-11-25
# says: kept
interactions:
- request:
    body: {{fields: {{phone: '+919876543210', name: Asha Rao}}, token: nested-4f4f4f}}
    headers:
      Authorization: Bearer tok-1a2b3c4d
      Content-Length: ['70']
      X-Bytes: [!!binary Y29va2ll]
      X-Number: [1, null]
    method: POST
    uri: {SYNC}/lead?token=q-token-77aa
  response:
    body: {{string: '{{"lead_id": "603d2b2f9b1e8a001c8e4f5c", "seen": "tok-1a2b3c4d"}}'}}
    headers:
      Content-Encoding: [gzip]
      Content-Length: ['62']
      Set-Cookie: [sid=setcookie-6e6e6e, b=2]
    status: {{code: 201, message: Created}}
    url: {SYNC}/lead?token=q-token-77aa
version: 1
"""


def clean(path):
    """What the recording says after scrubbing, with nothing left in it and nothing more to do."""
    assert not found_in(path.read_bytes(), (*PLANTED, "tok-1a2b3c4d"))
    read = read_recording(path)
    assert not [*secrets_left(read), *personal_left(read)]
    before = path.read_bytes()
    assert scrub_file(path) == 0
    assert path.read_bytes() == before
    return read


def test_a_vcrpy_yaml_keeps_its_comment_and_its_shape(tmp_path):
    path = tmp_path / "own.yaml"
    path.write_text(YAML)
    assert scrub_file(path) == 2
    [row] = clean(path).interactions
    assert path.read_text().startswith("# recorded: 2026-11-25\n# says: kept\ninteractions:\n")
    request, response = yaml.safe_load(path.read_text())["interactions"][0].values()
    assert request["headers"] == {
        "Authorization": "Bearer SCRUBBED",
        "Content-Length": [str(len(row.request.body))],
        "X-Bytes": [b"cookie"],
        "X-Number": [1, None],
    }
    assert response["headers"] == {"Content-Length": [str(len(row.response.body))], "Set-Cookie": ["SCRUBBED"] * 2}
    assert json.loads(response["body"]["string"]) == {"lead_id": "603d2b2f9b1e8a001c8e4f5c", "seen": "SCRUBBED"}
    assert row.request.json()["fields"]["phone"].startswith("+91555")


def test_of_a_vcrpy_yaml_the_secrets_alone_may_go(tmp_path):
    path = tmp_path / "own.yaml"
    path.write_text(YAML)
    scrub_file(path, "secrets")
    assert found_in(path.read_bytes()) == {"919876543210", "9876543210", "Asha Rao", "64f1a2b3c4d5e6f708192a3b"}


def test_a_recording_with_everything_planted_is_clean_afterwards(tmp_path):
    path = tmp_path / "own.yaml"
    path.write_text(text_of(planted(), ["says: all of it"]))
    assert scrub_file(path) == 4
    clean(path)
    assert path.read_text().startswith("# says: all of it\n")


@pytest.mark.parametrize("indent", [None, 2])
def test_a_vcrpy_json_stays_json(tmp_path, indent):
    path = tmp_path / "own.json"
    data = yaml.safe_load(YAML)
    data["interactions"][0]["request"]["headers"].pop("X-Bytes")
    seen = b'{"seen": "tok-1a2b3c4d \xe9"}'
    data["interactions"][0]["response"]["body"] = {"base64_string": base64.b64encode(seen).decode()}
    path.write_text(json.dumps(data, indent=indent))
    assert scrub_file(path) == 2
    [row] = clean(path).interactions
    assert row.response.body == b'{"seen": "SCRUBBED \xe9"}'
    assert path.read_text() == json.dumps(json.loads(path.read_text()), indent=indent) + "\n"


def test_yaml_in_braces_is_no_json(tmp_path):
    path = tmp_path / "own.yaml"
    path.write_text("{version: 1, interactions: []}")
    assert scrub_file(path) == 0


def har():
    answered = {
        "startedDateTime": "2026-01-15T10:30:00.000Z",
        "time": 12.5,
        "request": {
            "method": "POST",
            "url": f"{SYNC}/lead?token=q-token-77aa&phone=%2B919876543210",
            "headers": [
                {"name": "authorization", "value": "Bearer tok-1a2b3c4d"},
                {"name": ":path", "value": "/lead?token=q-token-77aa"},
                {"name": "x-none", "value": None},
            ],
            "cookies": [{"name": "sid", "value": "cookie-5d5d5d"}],
            "queryString": [{"name": "token", "value": "q-token-77aa"}, {"name": "phone", "value": "+919876543210"}],
            "postData": {"text": '{"fields": {"name": "Asha Rao", "phone": "98765-43210"}}'},
        },
        "response": {
            "status": 201,
            "headers": [{"name": "set-cookie", "value": "sid=setcookie-6e6e6e"}],
            "cookies": [{"name": "sid", "value": "setcookie-6e6e6e"}],
            "content": {"encoding": "base64", "text": base64.b64encode(b'{"by": "Asha Rao 09876543210"}').decode()},
            "redirectURL": "/next?token=urlintext-2b2b",
        },
    }
    cancelled = {
        "request": {
            "method": "POST",
            "url": f"{SYNC}/team-members/asha.rao%40corp.in",
            "headers": [],
            "postData": {"params": [{"name": "password", "value": "hunter2!"}, {"name": "n", "value": "a 9876543210"}]},
        },
        "response": {"status": 0, "headers": [], "content": {"text": "hunter2!", "size": 0}},
        "_initiator": {"url": "https://h/?api_key=apikey-1a2b3c", "stack": ["hunter2!"]},
    }
    other = {
        "request": {"method": "GET", "url": "https://example.org/", "headers": {}, "postData": [], "queryString": None},
        "response": {"status": 200, "headers": None, "content": {"encoding": "base64", "text": "no base64!"}},
    }
    pages = [{"title": "https://app.telecrm.in/x?token=q-token-77aa"}]
    return {"log": {"version": "1.2", "pages": pages, "entries": [answered, cancelled, other]}}


def test_a_har_is_scrubbed_everywhere(tmp_path):
    path = tmp_path / "own.har"
    path.write_text(json.dumps(har(), indent=2))
    assert scrub_file(path)
    clean(path)
    data = json.loads(path.read_text())
    first, cancelled, other = data["log"]["entries"]
    assert first["request"]["headers"][2] == {"name": "x-none", "value": None}
    assert (first["startedDateTime"], first["time"]) == ("2026-01-15T10:30:00.000Z", 12.5)
    name = json.loads(first["request"]["postData"]["text"])["fields"]["name"]
    assert name in base64.b64decode(first["response"]["content"]["text"]).decode()
    assert first["request"]["queryString"][1]["value"].startswith("+91555")
    assert cancelled["request"]["url"].endswith("%40example.com")
    assert other == har()["log"]["entries"][2]
    assert path.read_text().startswith('{\n  "log"')


@pytest.mark.parametrize("name", ["own.yaml", "own.json", "own.har"])
def test_a_file_without_anything_to_change_keeps_its_bytes(tmp_path, name):
    path = tmp_path / name
    row = {
        "request": {"method": "GET", "uri": "https://example.org/a", "body": None, "headers": {"Accept": ["*/*"]}},
        "response": {"status": {"code": 200, "message": "OK"}, "headers": {}, "body": {"string": "\u00e9"}},
    }
    har = {"log": {"entries": [{"request": {"method": "GET", "url": "https://example.org"}, "time": 1e1}]}}
    data = har if name == "own.har" else {"version": 1, "interactions": [row]}
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(data, indent=3).encode().replace(b"\n", b"\r\n"))
    before = path.stat().st_mtime_ns, path.read_bytes()
    assert scrub_file(path) == 0
    assert (path.stat().st_mtime_ns, path.read_bytes()) == before


def test_a_crash_leaves_the_recording_as_it_was(tmp_path, monkeypatch):
    path = tmp_path / "own.yaml"
    path.write_text(YAML)

    def replace(*_):
        raise OSError("disk full")

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(OSError, match="disk full"):
        scrub_file(path)
    assert path.read_text() == YAML
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("text", ["", "interactions: 3", '{"log": {}}', "!!python/object:os.system {}"])
def test_what_is_no_recording_is_left_alone(tmp_path, text):
    path = tmp_path / "own.yaml"
    path.write_text(text)
    with pytest.raises(RecordingError):
        scrub_file(path)
    assert path.read_text() == text
