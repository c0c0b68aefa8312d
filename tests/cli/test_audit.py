"""``pytest-leads audit``: findings and exit status."""

import json

import pytest

from pytest_leads.reports import targets

from .conftest import ASYNC, REMARK, call, create, search

ISO = {"created_on": {"from": "2026-01-01T00:00:00Z", "to": "2026-01-31T00:00:00Z"}}
SECONDS = {"created_on": {"from": 1_767_225_600, "to": 1_769_904_000}}
PIPELINE = {"leadStages": [{"activeStatuses": [{"label": "Won "}], "archivedStatuses": []}]}
TEXT = """\
{path}: 2 exchanges with the Leads API, 1 error, 0 warnings

LEAD002 partial-success
  rule       Treating a 200/201 as full success
  seen       fields.rating = 9 was ignored ("Rating must be between 1 and 5"), although the
             status is 201
             response.body.remarks[0] = {{'field': 'fields.rating', 'status': 'IGNORED',
             'remark': 'Rating must be between 1 and 5'}}
             exchange 2 of 2, answered 201, in {path}: interactions[1]
"""


def test_a_recording_without_a_finding_is_clean(write, run):
    path = write(create())
    said = run("audit", path)
    assert said.status == 0
    assert said.out == (
        f"{path}: 1 exchange with the Leads API, nothing found\n"
        "1 file read, 1 exchange with the Leads API: 0 errors, 0 warnings\n"
    )


def test_a_finding_is_told_below_the_name_of_its_file(write, run, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    write(create(), create([REMARK], rating=9))
    said = run("audit", "own.json")
    assert said.status == 1
    assert said.out.startswith(TEXT.format(path="own.json"))
    assert said.out.endswith("\n\n1 file read, 2 exchanges with the Leads API: 1 error, 0 warnings\n")


def test_what_is_told_fits_a_recording(write, run):
    lead = call(
        "POST", "/lead/l1", {"fields": {"phone": "1"}}, 403, {"error": {"code": "INVALID_LEAD", "message": "..."}}
    )
    pipeline = call("GET", "/lead-stage-pipeline", None, 200, PIPELINE)
    said = run("audit", write(lead, search(ISO), pipeline, search({"status": "Handed Over"})))
    for pitfall in ("identifier-change", "iso-date", "unknown-status"):
        assert f"\n  on purpose pytest-leads audit --allow {pitfall} ...\n" in said.out
    assert said.out.count("--workspace FILE") == 3
    assert "leads_workspace_config" not in said.out
    assert "pytest.mark" not in said.out


def test_a_warning_is_told_and_does_not_count(write, run):
    said = run("audit", write(search(SECONDS)))
    assert said.status == 0
    assert "LEAD007 iso-date (warning)" in said.out
    assert said.out.endswith("0 errors, 2 warnings\n")


def test_each_file_is_judged_by_itself(write, run):
    conflict = call(
        "POST", "/lead", {"fields": {"phone": "+919812345670"}}, 409, {"error": {"code": "LEAD_ALREADY_EXISTS"}}
    )
    saved = call(
        "POST", "/autoupdatelead", {"fields": {"phone": "+919812345670"}}, 200, {"status": "QUEUED"}, base=ASYNC
    )
    assert run("audit", write(conflict, saved)).status == 0
    assert run("audit", write(conflict, name="a.json"), write(saved, name="b.json")).status == 1


def test_a_pitfall_can_be_allowed(write, run):
    assert run("audit", "--allow", "partial-success", write(create([REMARK]))).status == 0


def test_a_pitfall_that_there_is_not_cannot_be_allowed(write, run):
    said = run("audit", "--allow", "iso-dates", write(create()))
    assert (said.status, said.out) == (2, "")
    assert said.err == ("pytest-leads audit: allow='iso-dates': no pitfall has that id; did you mean 'iso-date'?\n")


def test_a_status_is_judged_by_the_pipeline_in_the_recording(write, run):
    pipeline = call("GET", "/lead-stage-pipeline", None, 200, PIPELINE)
    said = run("audit", write(search({"status": "Won"}), pipeline))
    assert said.status == 1
    assert "LEAD006 unknown-status" in said.out


def test_a_status_without_a_pipeline_is_not_judged_and_that_is_told(write, run):
    said = run("audit", write(search({"status": "Won"}), create()))
    assert said.status == 0
    assert (
        "  not judged: status labels in 1 exchange: no GET /lead-stage-pipeline is in the recording; "
        "name your workspace by --workspace FILE\n" in said.out
    )


def test_a_workspace_file_says_whose_traffic_it_is(write, run, tmp_path):
    workspace = tmp_path / "workspace.toml"
    workspace.write_text('identifier = "email"\ndate_format = "MM/DD/YYYY"\n[pipeline]\nOPEN = ["Won "]\n')
    update = call("POST", "/lead/l1", {"fields": {"phone": "1", "status": "Won "}}, 200, {"fields": {}})
    day = search({"created_on": {"from": "01/31/2026", "to": "01/31/2026"}})
    assert run("audit", write(update, day)).status == 1
    assert run("audit", "--workspace", workspace, write(update, day)).status == 0


def test_a_workspace_file_that_cannot_be_read_is_told(write, run):
    said = run("audit", "--workspace", "none.json", write(create()))
    assert (said.status, said.err) == (2, "pytest-leads audit: none.json: cannot be read: No such file or directory\n")


def test_what_cannot_be_read_weighs_more_than_what_was_found(write, run, tmp_path):
    (tmp_path / "bad.yaml").write_text("interactions:\n")
    said = run("audit", tmp_path / "bad.yaml", write(create([REMARK])))
    assert said.status == 2
    assert "LEAD002" in said.out
    assert f"error: {tmp_path / 'bad.yaml'}: version is missing" in said.out


def test_a_path_that_the_documents_do_not_know_is_nothing_to_judge(write, run):
    said = run("audit", write(call("GET", "/leads")))
    assert said.status == 2
    assert "0 exchanges with the Leads API" in said.out


def test_a_folder_is_judged_with_all_below_it(write, run, tmp_path):
    write(create([REMARK]), name="a.json")
    write(create(), name="b.yml")
    (tmp_path / "package.json").write_text('{"name": "shop"}')
    said = run("audit", tmp_path)
    assert said.status == 1
    assert f"1 file in folders passed over, being no recording: {tmp_path / 'package.json'}\n" in said.out
    assert said.out.endswith("2 files read, 2 exchanges with the Leads API: 1 error, 0 warnings\n")


def test_the_json_has_a_stable_shape(write, run, tmp_path):
    bad = tmp_path / "bad.har"
    bad.write_text('{"log": {}}')
    (tmp_path / "other.yaml").write_text("a: 1")
    path = write(create(), create([REMARK], rating=9))
    said = run("audit", "--format", "json", tmp_path)
    [finding] = said.json["files"][0].pop("findings")
    assert said.status == 2
    assert said.json | {"files": []} == {
        "version": 1,
        "files": [],
        "errors": [{"file": str(bad), "message": f"{bad}: log.entries is missing; a HAR has a list there"}],
        "others": [str(tmp_path / "other.yaml")],
    }
    assert said.json["files"][0] | {"findings": []} == {
        "file": str(path),
        "exchanges": 2,
        "findings": [],
        "skipped": [],
    }
    assert finding.pop("fix").startswith("Always look into remarks")
    assert finding == {
        "pitfall": "partial-success",
        "code": "LEAD002",
        "rule": "ignored",
        "level": "error",
        "exchange": {
            "number": 2,
            "place": "interactions[1]",
            "method": "POST",
            "path": "/autoupdate/v2/enterprise/e1/lead",
            "status": 201,
        },
        "path": "response.body.remarks[0]",
        "value": REMARK,
        "seen": 'fields.rating = 9 was ignored ("Rating must be between 1 and 5"), although the status is 201',
        "advice": "",
    }


@pytest.mark.parametrize("form", ["text", "json", "sarif", "markdown", "html", "github"])
def test_no_secret_is_told(write, run, form):
    remarks = [{"field": "fields.api_token", "remark": "no", "status": "IGNORED", "token": "s3cr3t"}]
    query = call("POST", "/lead/search?access_token=s3cr3t&fields[secret]=s3cr3t", {}, 200, {"data": []})
    said = run("audit", "--format", form, write(create(remarks, api_token="s3cr3t"), query))
    assert said.status == 1
    assert "s3cr3t" not in said.out
    assert "***" in said.out.replace("\\", "")


def test_a_report_is_written_in_each_form_that_is_asked_for(write, run, tmp_path):
    path = write(create(), create([REMARK], rating=9))
    said = run("audit", path, "--report", tmp_path / "out/a.json", "--report", tmp_path / "a.html")
    assert said.status == 1
    assert "LEAD002 partial-success" in said.out
    report = json.loads((tmp_path / "out/a.json").read_text())
    assert (report["run"]["command"], report["run"]["case"]) == ("audit", "recording")
    assert [(case["name"], case["exchanges"]) for case in report["cases"]] == [(str(path), 2)]
    [finding] = report["findings"]
    assert finding["case"] == str(path)
    assert finding["exchange"]["place"] == f"{path}: interactions[1]"
    assert (tmp_path / "a.html").read_text().startswith("<!DOCTYPE html>")


def test_what_could_not_be_judged_is_a_remark_of_the_report(write, run, tmp_path):
    write(search({"status": "Won"}))
    (tmp_path / "bad.har").write_text('{"log": {}}')
    run("audit", tmp_path, "--report", tmp_path / "a.json")
    remarks = json.loads((tmp_path / "a.json").read_text())["remarks"]
    assert [remark.partition(": ")[0] for remark in remarks] == ["error", str(tmp_path / "own.json")]


@pytest.mark.parametrize(
    ("form", "beginning"),
    [("sarif", "{"), ("markdown", "## Leads API"), ("html", "<!DOCTYPE html>"), ("github", "::error file=")],
)
def test_a_report_is_printed_and_nothing_else(write, run, form, beginning, monkeypatch):
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)
    monkeypatch.chdir(write(create([REMARK], rating=9)).parent)
    said = run("audit", "--format", form, "own.json")
    assert said.status == 1
    assert said.out.startswith(beginning)
    if form == "sarif":
        [result] = said.json["runs"][0]["results"]
        assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "own.json"
    if form == "github":
        assert said.out.startswith("::error file=own.json,line=1,title=LEAD002 partial-success::fields.rating = 9")


def test_github_is_given_annotations_below_the_text(write, run, monkeypatch):
    path = write(create([REMARK], rating=9))
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert "\n::error " in run("audit", path).out
    monkeypatch.setenv("GITHUB_ACTIONS", "")
    assert "::error" not in run("audit", path).out


def test_a_report_that_cannot_be_written_is_refused_before_anything_is_judged(write, run):
    said = run("audit", write(create()), "--report", "a.txt")
    assert (said.status, said.out) == (2, "")
    assert said.err.startswith("pytest-leads audit: --report = 'a.txt': no report has the ending '.txt'")


def test_a_report_that_can_no_more_be_written_is_told_and_the_text_is_there_all_the_same(write, run, monkeypatch):
    monkeypatch.setattr(targets, "write_atomically", full)
    said = run("audit", write(create()), "--report", "a.json")
    assert said.status == 2
    assert said.out.endswith("0 errors, 0 warnings\n")
    assert said.err.endswith("a.json could not be written: No space left on device\n")


def full(*_):
    raise OSError(28, "No space left on device")
