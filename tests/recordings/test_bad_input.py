"""What cannot be read says so, with file and place; what can be read is judged all the same."""

import json
import time

import pytest

from pytest_leads.cli import main
from pytest_leads.recordings import RecordingError
from pytest_leads.recordings.reading import read_recording

LEAD = "https://next.telecrm.in/autoupdate/v2/enterprise/e1/lead"
GOOD = f"""\
interactions:
- request: {{body: '{{"fields":{{"phone":"+919812345670"}}}}', headers: {{}}, method: POST, uri: '{LEAD}'}}
  response: {{body: {{string: '{{"lead_id":"l1"}}'}}, headers: {{}}, status: {{code: 201, message: Created}}}}
version: 1
"""
BOMB = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 40))


def har_of(*entries):
    return json.dumps({"log": {"version": "1.2", "entries": list(entries)}})


def entry(status=200, text="{}", **request):
    content = {"size": len(text), "text": text}
    sent = {"method": "GET", "url": f"{LEAD}/l1", "headers": [], **request}
    return {"request": sent, "response": {"status": status, "headers": [], "content": content}}


BAD = {
    "an empty file": ("", "the file is empty"),
    "blanks alone": (" \n\t\n", "the file is empty"),
    "no text": (b"\xff\xfe\x00", "not text in UTF-8 (byte 0)"),
    "a NUL": ("interactions: \x00", "not YAML: "),
    "YAML that is cut off in a value": (GOOD[:90], "not YAML: did not find expected ',' or '}', line 3, column 1"),
    "YAML that is cut off between lines": (GOOD.rpartition("version")[0], "version is missing; in YAML it is the last"),
    "YAML without the answer": (GOOD[: GOOD.index("  response")], "version is missing"),
    "JSON that is cut off": ('{"version": 1, "interactions": [', "not YAML: "),
    "a tag that would make an object": (
        "interactions: !!python/object/apply:os.system ['echo run > ran.txt']",
        "python/object/apply:os.system', line 1, column 15; such a tag would make an object, and is refused",
    ),
    "a value that its tag does not fit": ("version: !!timestamp x\n", "a value is not what its tag or notation says"),
    "a day that there is not": ("version: 2026-13-45\n", "a value is not what its tag or notation says"),
    "nesting beyond reason": ("interactions: " + "[" * 100_000, "not YAML: exceeded maximum nesting depth"),
    "another version": (GOOD.replace("version: 1", "version: 2"), "version = 2; only version 1 is known"),
    "a text": ("hello", "it holds str; a cassette is a mapping with version and interactions"),
    "other keys": (
        "openapi: 3.1.0\n",
        "interactions is missing, so it is no cassette; log is missing, so it is no HAR",
    ),
    "a cassette of another tool": ("http_interactions: []\n", "a cassette of VCR for Ruby or of betamax"),
    "an old cassette": ("- request: {}\n", "a cassette of vcrpy before 1.0; record it anew"),
    "interactions that are no list": ("{version: 1, interactions: 3}", "interactions = int; a list is needed"),
    "an interaction that is none": ("{version: 1, interactions: [3]}", "interactions[0].request = nothing; a mapping"),
    "no answer": (GOOD.replace("response:", "reply:"), "interactions[0].response = nothing; a mapping is needed"),
    "no address": (GOOD.replace("uri:", "url:"), "interactions[0].request.uri = None; a string is needed"),
    "no method": (GOOD.replace("method: POST", "method: 3"), "interactions[0].request.method = 3; a string is needed"),
    "no URL": (GOOD.replace(LEAD, "https://[x"), "interactions[0].request.uri = 'https://[x': Invalid IPv6 URL"),
    "no status": (
        GOOD.replace("code: 201", "code: OK"),
        "interactions[0].response.status.code = 'OK'; a number is needed",
    ),
    "a body that is a number": (
        GOOD.replace('string: \'{"lead_id":"l1"}\'', "string: 3"),
        "response.body.string = int",
    ),
    "a body that is no base64": (GOOD.replace("string:", "base64_string:"), "body.base64_string is no base64: "),
    "a body that holds itself": (GOOD.replace("body: '{", "body: &b [*b], x: '{"), "request.body is no JSON: Circular"),
    "a body without end": (BOMB + GOOD.replace("body: '{", "body: *a39, x: '{"), "request.body unfolds to more than"),
    "a HAR without entries": ('{"log": {}}', "log.entries is missing; a HAR has a list there"),
    "a HAR entry that is none": ('{"log": {"entries": [3]}}', "log.entries[0].request is missing"),
    "a HAR request without URL": (har_of(entry(url=None)), "log.entries[0].request.method or .url is missing"),
    "a HAR status that is none": (
        har_of(entry(), entry(status="OK")),
        "log.entries[1].response.status = 'OK'; a number",
    ),
    "a HAR status that is a list": (har_of(entry(status=[200])), "log.entries[0].response.status = [200]; a number"),
    "a HAR address that is none": (har_of(entry(url="https://[x")), "log.entries[0].request.url = 'https://[x': "),
}


def file_of(tmp_path, content, name="bad.yaml"):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def audit(capsys, *paths):
    status = main(["audit", *map(str, paths)])
    return status, capsys.readouterr().out


@pytest.mark.parametrize(("content", "message"), BAD.values(), ids=BAD)
def test_a_bad_file_is_told_with_its_name_and_the_place(tmp_path, content, message):
    path = file_of(tmp_path, content)
    with pytest.raises(RecordingError) as caught:
        read_recording(path)
    assert str(caught.value).startswith(f"{path}: ")
    assert message in str(caught.value)


@pytest.mark.parametrize("content", [content for content, _ in BAD.values()], ids=BAD)
def test_beside_a_bad_file_the_others_are_judged(tmp_path, capsys, content):
    bad, good = file_of(tmp_path, content), file_of(tmp_path, GOOD, "good.yaml")
    status, out = audit(capsys, bad, good)
    assert status == 2
    assert f"error: {bad}: " in out
    assert f"{good}: 1 exchange with the Leads API, nothing found\n" in out
    assert out.endswith(
        "1 file read, 1 exchange with the Leads API: 0 errors, 0 warnings; 1 file could not be read or judged\n"
    )


def test_a_json_file_that_is_cut_off_is_told_with_line_and_column(tmp_path):
    with pytest.raises(RecordingError, match=r"bad\.har: not JSON: Expecting value: line 1 column 9"):
        read_recording(file_of(tmp_path, '{"log": ', "bad.har"))


def test_a_tag_that_would_make_an_object_does_not_run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    content, _ = BAD["a tag that would make an object"]
    with pytest.raises(RecordingError):
        read_recording(file_of(tmp_path, content))
    assert not (tmp_path / "ran.txt").exists()


def test_a_file_that_is_not_there_is_told(tmp_path, capsys):
    assert audit(capsys, tmp_path / "none.yaml")[1].startswith(
        f"error: {tmp_path / 'none.yaml'}: there is no such file\n"
    )


def test_a_folder_without_recordings_is_told(tmp_path, capsys):
    status, out = audit(capsys, tmp_path)
    assert status == 2
    assert f"error: {tmp_path}: no .yaml, .yml, .json or .har file is in this folder\n" in out


def test_a_folder_is_no_recording(tmp_path):
    with pytest.raises(RecordingError, match="it is a folder, and a file is needed"):
        read_recording(tmp_path)


def test_a_truncated_recording_in_a_folder_is_told(tmp_path, capsys):
    bad, _ = file_of(tmp_path, GOOD[:90]), file_of(tmp_path, "services: [\n", "compose.yaml")
    empty = file_of(tmp_path, "", "empty.yaml")
    status, out = audit(capsys, tmp_path)
    assert status == 2
    assert f"error: {bad}: not YAML" in out
    assert f"error: {empty}: the file is empty" in out
    assert "1 file in folders passed over, being no recording" in out


@pytest.mark.parametrize(
    ("spoilt", "told"),
    [
        (GOOD.replace('\'{"fields":{"phone":"+919812345670"}}\'', "!!binary /wD+"), "request: the body is not JSON"),
        (GOOD.replace('\'{"lead_id":"l1"}\'', "!!binary /wD+"), "response: the body is not JSON: 'utf-8' codec"),
        (GOOD.replace('\'{"lead_id":"l1"}\'', "''"), "response: the body is empty"),
        (
            GOOD.replace('\'{"lead_id":"l1"}\'}, headers: {}', "x}, headers: {content-encoding: [br]}"),
            "response: the body is not JSON (Content-Encoding: br): ",
        ),
    ],
)
def test_a_binary_body_leaves_nothing_to_judge(tmp_path, capsys, spoilt, told):
    bad = file_of(tmp_path, spoilt)
    status, out = audit(capsys, bad)
    assert status == 2
    assert f"error: {bad}: nothing in it could be judged: interactions[0].{told}" in out


def test_beside_a_binary_body_the_other_exchanges_of_the_file_are_judged(tmp_path, capsys):
    row = GOOD.partition("interactions:\n")[2].partition("version")[0]
    spoilt = row.replace('\'{"lead_id":"l1"}\'', "!!binary /wD+")
    status, out = audit(capsys, file_of(tmp_path, f"interactions:\n{spoilt}{row}version: 1\n"))
    assert status == 0
    assert (
        "2 exchanges with the Leads API, nothing found\n  not judged: interactions[0].response: the body is not JSON"
        in out
    )


def test_a_har_of_unanswered_requests_leaves_nothing_to_judge(tmp_path, capsys):
    bad = file_of(tmp_path, har_of(entry(status=0)), "bad.har")
    status, out = audit(capsys, bad)
    assert status == 2
    assert f"error: {bad}: nothing in it could be judged: log.entries[0]: no response was recorded\n" in out


def test_a_har_that_does_not_hold_the_bodies_leaves_nothing_to_judge(tmp_path, capsys):
    without = entry()
    without["response"]["content"] = {"size": 523, "comment": "Response bodies are not included."}
    status, out = audit(capsys, file_of(tmp_path, har_of(without), "bad.har"))
    assert status == 2
    assert "log.entries[0].response: the file does not hold the body" in out


def test_beside_an_unanswered_request_the_others_of_the_har_are_judged(tmp_path, capsys):
    status, out = audit(capsys, file_of(tmp_path, har_of(entry(status=0), entry()), "some.har"))
    assert status == 0
    assert (
        "1 exchange with the Leads API, nothing found\n  not judged: log.entries[0]: no response was recorded\n" in out
    )


def test_traffic_of_another_api_is_no_pass(tmp_path, capsys):
    status, out = audit(capsys, file_of(tmp_path, GOOD.replace(LEAD, "https://example.com/lead")))
    assert status == 2
    assert out.endswith("nothing to judge, for none of it is with a documented path of the Leads API\n")


def test_a_har_of_50_megabytes_is_judged_in_a_few_seconds(tmp_path, capsys):
    page = entry(url="https://app.telecrm.in/main.js", text="x" * 10_000)
    search = entry(method="GET", url=f"{LEAD}/search?status=Won", status=404)
    path = file_of(tmp_path, har_of(*[page] * 5_000, search), "large.har")
    assert path.stat().st_size > 50_000_000
    start = time.perf_counter()
    status, out = audit(capsys, path)
    assert time.perf_counter() - start < 10  # 0.5 s where this was written
    assert status == 1
    assert "LEAD003 search-by-query" in out
    assert "log.entries[5000]" in out
