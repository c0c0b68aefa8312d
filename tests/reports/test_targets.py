"""Where reports go."""

import pytest

from pytest_leads.errors import UsageError
from pytest_leads.reports.targets import WRITERS, Target, targets, write_reports


def check(path, folder):
    return targets([path], folder, given_by="--leads-report")


def names(folder):
    return [file.name for file in folder.iterdir()]


@pytest.mark.parametrize("ending", [*WRITERS, ".HTML"])
def test_the_ending_tells_the_form(tmp_path, report, ending):
    to = check(f"out/leads{ending}", tmp_path)
    assert to == [Target(tmp_path / f"out/leads{ending}", WRITERS[ending.lower()])]
    assert write_reports(report, to) == []
    assert (tmp_path / f"out/leads{ending}").read_text("utf-8") == "".join(WRITERS[ending.lower()](report))


def test_a_report_that_is_there_is_replaced(tmp_path, report):
    (tmp_path / "leads.md").write_text("old")
    write_reports(report, check("leads.md", tmp_path))
    assert "old" not in (tmp_path / "leads.md").read_text()
    assert names(tmp_path) == ["leads.md"]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("", "the path of a report is needed; is a variable in it empty?"),
        ("leads.htm", "no report has the ending '.htm'; did you mean '.html'?"),
        ("leads", "no report has the ending ''; known: .html, .json, .md, .sarif"),
        ("leads.xml", "pytest writes JUnit XML by itself: --junitxml=PATH; the findings are properties in it"),
        ("folder.json", "that is a folder; name a file in it, such as folder.json/leads.html"),
        ("file/leads.json", "no report can be written there: "),
        ("a\0b.json", "the path of a report is needed"),
        ("x" * 300 + "/leads.json", "no report can be written there: File name too long"),
    ],
)
def test_what_cannot_be_a_report_is_refused(tmp_path, path, text):
    (tmp_path / "folder.json").mkdir()
    (tmp_path / "file").touch()
    with pytest.raises(UsageError) as raised:
        check(path, tmp_path)
    assert text in str(raised.value)
    assert str(raised.value).startswith(f"--leads-report = {path!r}: ")


def test_trying_leaves_nothing_behind(tmp_path):
    check("leads.json", tmp_path)
    assert names(tmp_path) == []


def test_the_job_summary_of_github_is_added_to(tmp_path, monkeypatch, report):
    summary = tmp_path / "step_summary_1"
    summary.write_text("before\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    assert write_reports(report, check(str(summary), tmp_path)) == []
    assert summary.read_text("utf-8").startswith("before\n## Leads API: ")


def test_what_cannot_be_encoded_is_told_by_its_code(tmp_path, report):
    write_reports(report, [Target(tmp_path / "leads.md", lambda _: ["a\udc80b"])])
    assert (tmp_path / "leads.md").read_text() == "a\\udc80b"


def test_a_report_that_breaks_off_leaves_the_old_one(tmp_path, report):
    def broken(_):
        yield "half"
        raise OSError(28, "No space left on device")

    (tmp_path / "leads.json").write_text("old")
    wrong = write_reports(report, [Target(tmp_path / "leads.json", broken)])
    assert wrong == [f"the report {tmp_path / 'leads.json'} could not be written: No space left on device"]
    assert (tmp_path / "leads.json").read_text() == "old"
    assert names(tmp_path) == ["leads.json"]
