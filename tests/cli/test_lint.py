"""``pytest-leads lint``: what is wrong with recordings themselves."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from pytest_leads.operations import BY_ID
from pytest_leads.recordings.lint import MEMBERS, RULES, lint
from pytest_leads.recordings.reading import read_recording
from pytest_leads.recordings.rewriting import scrub_file

from .conftest import SYNC, call, create, search

TODAY = date(2026, 11, 25)
ERROR = {"error": {"code": "BAD_REQUEST", "message": "..."}}


@pytest.fixture
def scrubbed(write):
    """Write a cassette of these interactions, and scrub it; its path."""

    def written(*interactions):
        path = write(*interactions)
        scrub_file(path)
        return path

    return written


@pytest.fixture
def flaws(scrubbed):
    """Place, rule and text of each flaw of a scrubbed cassette of these interactions."""

    def found(*interactions, **options):
        given = lint(read_recording(scrubbed(*interactions)), TODAY, **options)
        return [(flaw.place, flaw.rule, flaw.text) for flaw in given]

    return found


def read_lead(answer, status=200, query=""):
    return call("GET", f"/lead/l1{query}", None, status, answer)


def test_a_recording_without_a_flaw_is_clean(scrubbed, run):
    path = scrubbed(create(), search({}), read_lead(ERROR, 404))
    said = run("lint", path)
    assert said.status == 0
    assert said.out == (
        f"{path}: 3 exchanges with the Leads API, recorded on an unknown day, 0 flaws\n"
        "1 file read, 3 exchanges with the Leads API: 0 flaws\n"
    )


def test_what_is_left_in_a_recording_is_told(write, run):
    said = run("lint", write(create()))
    assert said.status == 1
    assert (
        "  interactions[0].request.headers.Authorization: a secret is left in the recording; "
        "pytest-leads scrub takes it out [secret]\n" in said.out
    )
    assert (
        "  interactions[0].request.body: personal data is left in the recording; "
        "pytest-leads scrub puts a pseudonym there [personal]\n" in said.out
    )
    assert "s3cr3t" not in said.out
    assert "9812345670" not in said.out


def test_personal_data_may_be_left_on_purpose(write, run):
    path = write(create())
    scrub_file(path, "secrets")
    assert run("lint", path).status == 1
    assert run("lint", "--level", "secrets", path).status == 0


@pytest.mark.parametrize(
    ("interaction", "place", "text"),
    [
        (
            call("GET", "/leads"),
            "interactions[0].request",
            "GET next.telecrm.in/autoupdate/v2/enterprise/e1/leads: the documents know no such path",
        ),
        (
            call("DELETE", "/lead/l1"),
            "interactions[0].request.method",
            "DELETE /enterprise/{enterpriseId}/lead/{leadId}: the documents know GET and POST there, and nothing else",
        ),
        (
            call("POST", "/autoupdatelead", base="https://api.telecrm.in/enterprise/5c5c5c5c"),
            "interactions[0].request",
            "api.telecrm.in/enterprise/5c5c5c5c/autoupdatelead is an old address; the documents do not list it",
        ),
    ],
)
def test_a_call_that_the_documents_do_not_know_is_a_flaw(flaws, interaction, place, text):
    assert flaws(interaction) == [(place, "unknown-route", text)]


@pytest.mark.parametrize(
    ("interaction", "text"),
    [
        (
            call("POST", "/lead", {}, 200, {"lead_id": "l1"}),
            "create_lead answered 200; the documents list 201, 400, 401, 409",
        ),
        (read_lead(ERROR, 500), "read_lead answered 500; the documents list 200, 400, 401, 404 (docs: leads/get)"),
        (
            search({}) | {"response": read_lead(ERROR, 429)["response"]},
            "search_leads answered 429; the documents list 200",
        ),
        (
            call("GET", "/lead/search", None, 200, {}),
            "GET /enterprise/{enterpriseId}/lead/search answered 200; the documents",
        ),
    ],
)
def test_a_status_that_the_documents_do_not_list_is_a_flaw(flaws, interaction, text):
    [(place, rule, told)] = flaws(interaction)
    assert (place, rule) == ("interactions[0].response.status", "status")
    assert told.startswith(text)


@pytest.mark.parametrize("status", [404, 405])
def test_a_search_by_get_is_documented_as_a_mistake(flaws, status):
    assert flaws(call("GET", "/lead/search", None, status, "<html>")) == []


@pytest.mark.parametrize(
    ("interaction", "text"),
    [
        (call("POST", "/lead", {}, 201, {"id": "l1"}), "lead_id is missing; docs: leads/create"),
        (call("POST", "/lead/search", {}, 200, []), "data, total_count, skip, limit are missing; docs: leads/search"),
        (
            read_lead({"fields": {}, "actions": []}, query="?includeActions=true"),
            "actions_skip, actions_limit are missing; docs: leads/get",
        ),
    ],
)
def test_a_success_without_its_members_is_a_flaw(flaws, interaction, text):
    assert flaws(interaction) == [("interactions[0].response.body", "members", text)]


def test_a_success_that_is_no_json_is_a_flaw(flaws):
    interaction = read_lead({})
    interaction["response"]["body"]["string"] = "<html>"
    [(_, rule, text)] = flaws(interaction)
    assert rule == "members"
    assert text.startswith("the body of this 200 is not JSON: ")


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        ({"message": "no"}, 'error is missing; an error is {"error": {"code": ..., "message": ...}}'),
        ({"error": "no"}, 'error is missing; an error is {"error": {"code": ..., "message": ...}}'),
        ({"error": {"code": 17, "message": "no"}}, "error.code is no text; an error has a code and a message"),
        ({"error": {"code": "NO"}}, "error.message is no text; an error has a code and a message"),
    ],
)
def test_an_error_without_its_envelope_is_a_flaw(flaws, answer, text):
    assert flaws(read_lead(answer, 404)) == [("interactions[0].response.body", "envelope", text)]


def test_a_refusal_by_the_rate_limit_may_have_any_body(flaws):
    base = "https://next-api.telecrm.in/enterprise/e1"
    assert flaws(call("POST", "/autoupdatelead", {}, 429, "slow down", base=base)) == []


def test_calls_to_others_are_no_flaw(flaws):
    assert flaws(create(), call("GET", "/users", None, 500, base="https://example.com")) == []


def yaml_of(days_ago, tmp_path):
    path = tmp_path / "own.yaml"
    day = datetime.now(UTC).date() - timedelta(days=days_ago)
    row = "{request: {body: '', headers: {}, method: GET, uri: '%s/custom-fields'}, %s}"
    answer = "response: {body: {string: '{\"customFields\":[]}'}, headers: {}, status: {code: 200, message: OK}}"
    path.write_text(
        f"# recorded: {day}\ninteractions: [{row % (SYNC.replace('/e1', '/5c5c5c5c'), answer)}]\nversion: 1\n"
    )
    return path, day


def test_the_age_is_told_and_no_flaw_by_itself(run, tmp_path):
    path, day = yaml_of(40, tmp_path)
    said = run("lint", path)
    assert said.status == 0
    assert f"recorded {day} (40 days ago), 0 flaws\n" in said.out


def test_a_recording_beyond_the_age_that_is_allowed_is_a_flaw(run, tmp_path):
    path, day = yaml_of(40, tmp_path)
    assert run("lint", "--max-age", "40", path).status == 0
    said = run("lint", "--max-age", "39", path)
    assert said.status == 1
    assert f"  it was recorded on {day}, 40 days ago; at most 39 are allowed [age]\n" in said.out


def test_a_recording_that_does_not_tell_its_age_is_a_flaw_where_age_matters(flaws):
    [(_, rule, text)] = flaws(create(), max_age=1000)
    assert (rule, text[:46]) == ("age", "it does not tell when it was recorded (a line ")


@pytest.mark.parametrize("days", ["-1", "1.5", "a year", "9999999"])
def test_an_age_is_a_number_of_days(run, days, capsys):
    with pytest.raises(SystemExit):
        run("lint", f"--max-age={days}", "own.yaml")
    assert f"argument --max-age: {days!r} is no number of days" in capsys.readouterr().err


def test_what_cannot_be_read_weighs_more_than_a_flaw(scrubbed, run, tmp_path):
    said = run("lint", tmp_path / "none.yaml", scrubbed(call("GET", "/leads"), create()))
    assert said.status == 2
    assert said.out.startswith(f"error: {tmp_path / 'none.yaml'}: there is no such file\n")
    assert said.out.endswith("1 file read, 2 exchanges with the Leads API: 1 flaw; 1 file could not be read\n")


def test_a_recording_of_another_api_is_no_pass(scrubbed, run):
    said = run("lint", scrubbed(call("GET", "/users", base="https://example.com")))
    assert said.status == 2
    assert said.out.endswith("0 exchanges with the Leads API: 0 flaws; none of it is with the Leads API\n")


def test_the_json_has_a_stable_shape(run, tmp_path):
    path, day = yaml_of(2, tmp_path)
    (tmp_path / "bad.yaml").write_text("interactions: 3")
    said = run("lint", "--format", "json", "--max-age", "1", tmp_path)
    text = f"it was recorded on {day}, 2 days ago; at most 1 are allowed"
    assert said.status == 2
    assert said.json == {
        "version": 1,
        "files": [
            {
                "file": str(path),
                "exchanges": 1,
                "recorded_on": str(day),
                "flaws": [{"place": "", "rule": "age", "text": text}],
                "skipped": [],
            }
        ],
        "errors": [{"file": str(tmp_path / "bad.yaml"), "message": read_error(tmp_path / "bad.yaml")}],
        "others": [],
    }


def read_error(path: Path):
    with pytest.raises(ValueError, match="version is missing") as caught:
        read_recording(path)
    return str(caught.value)


def test_every_operation_has_its_members_and_every_rule_its_sentence():
    assert set(MEMBERS) == set(BY_ID)
    assert all(RULES.values())
