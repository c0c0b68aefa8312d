"""The API of one example: what somebody else does in between, calls without end, and troubles."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from pytest_leads import UsageError, Workspace
from pytest_leads.contract.failure import EndlessError, StageError
from pytest_leads.contract.stage import Happening, Stage
from pytest_leads.doors import Handler
from pytest_leads.doors.address import address_of
from pytest_leads.errors import LeadsError
from pytest_leads.wire import Answer, Request, Response, Sender

SENDER = Sender("tests")


@pytest.fixture
def stage():
    """A stage on a simulated workspace with no leads."""
    workspace = Workspace()
    made = Stage(Handler(workspace), address_of(workspace), workspace.profile, workspace.clock, workspace)
    made.begin(100)
    return made


def request(path, body):
    url = f"https://next.telecrm.in/autoupdate/v2/enterprise/64f1a2b3c4d5e6f708192a3b{path}"
    return Request("POST", url, (("Authorization", "Bearer t"),), json.dumps(body).encode())


def create(stage, phone="919876543210"):
    return stage.answer(request("/lead", {"fields": {"phone": phone}}), SENDER)


def answering(stage, answer):
    """Have ``answer`` answer, a response or an error."""

    def respond(_):
        if isinstance(answer, Exception):
            raise answer
        return Answer(answer)

    stage.respond = respond


# Somebody else


@pytest.mark.parametrize(("after", "seen"), [(False, [0, 1]), (True, [1, 1])])
def test_somebody_else_acts_once_before_or_after_the_next_such_request(stage, after, seen):
    leads = []
    stage.happenings.append(Happening("create_lead", lambda: leads.append(stage.population()), after))
    create(stage)
    leads.append(stage.population())
    create(stage, "919876543211")
    assert leads == seen


def test_requests_of_another_kind_bring_nobody_to_act(stage):
    stage.happenings.append(Happening("update_lead", lambda: pytest.fail("too early")))
    create(stage)
    assert len(stage.happenings) == 1


def test_what_somebody_else_sends_is_no_request_of_the_integration(stage):
    act = Happening("create_lead", lambda: stage.must("create_lead", {"fields": {"phone": "919876543210"}}))
    stage.happenings.append(act)
    assert create(stage).status == 409
    assert len(stage.journal) == 1


def test_requests_from_several_threads_bring_somebody_to_act_once(stage):
    acts = []
    stage.happenings.append(Happening("create_lead", lambda: acts.append(1)))
    with ThreadPoolExecutor(8) as pool:
        phones = [f"9198765432{n:02}" for n in range(24)]
        assert {answer.status for answer in pool.map(lambda phone: create(stage, phone), phones)} == {201}
    assert acts == [1]
    assert len(stage.journal) == 24


# Without end


def test_more_requests_than_a_call_may_send_are_stopped(stage):
    stage.begin(2)
    create(stage)
    create(stage)
    with pytest.raises(EndlessError, match="2 requests"):
        create(stage)
    assert len(stage.journal) == 2
    assert not issubclass(EndlessError, Exception)


def test_every_call_begins_to_count_anew(stage):
    for _ in range(3):
        stage.begin(1)
        create(stage)


# Trouble


def test_an_error_of_the_simulator_is_trouble_and_looks_like_no_answer(stage):
    answering(stage, ZeroDivisionError("bug"))
    with pytest.raises(LeadsError, match="pytest-leads itself failed"):
        create(stage)
    assert stage.trouble.startswith("pytest-leads itself failed:\nTraceback")
    assert "ZeroDivisionError: bug" in stage.trouble


@pytest.mark.parametrize("error", [UsageError("no such workspace"), StageError("no answer")])
def test_the_first_trouble_is_kept(stage, error):
    answering(stage, error)
    with pytest.raises(LeadsError, match=str(error)):
        create(stage)
    answering(stage, UsageError("another"))
    with pytest.raises(LeadsError):
        create(stage)
    assert stage.trouble == str(error)


# Requests of the kit's own


def test_its_own_requests_are_not_in_the_journal_and_not_counted(stage):
    stage.begin(0)
    stage.must("create_lead", {"fields": {"phone": "919876543210"}})
    assert stage.ask("search_leads", {}, "?limit=1")[1]["total_count"] == 1
    assert not len(stage.journal)


def test_what_its_own_requests_need_and_do_not_get_is_no_verdict(stage):
    status, _ = stage.ask("read_lead", leadId="603d2b2f9b1e8a001c8e4f5c")
    assert status == 404
    with pytest.raises(StageError, match=r"^the check could not be set up: read_lead was answered 404 \{"):
        stage.must("read_lead", leadId="603d2b2f9b1e8a001c8e4f5c")


@pytest.mark.parametrize("body", [b"", b"[]", b"null", b"<html>", b"\xff"])
def test_an_answer_that_is_no_json_object_is_no_verdict(stage, body):
    answering(stage, Response(200, (), body))
    with pytest.raises(StageError, match=r"^GET .*/metadata was answered 200 with a body that is no JSON object$"):
        stage.must("read_metadata")


def test_names_in_a_path_are_quoted(stage):
    asked = []
    answering(stage, Response(200, (), b"{}"))
    respond = stage.respond
    stage.respond = lambda request: asked.append(request.path) or respond(request)
    stage.ask("read_lead", leadId="a/b?c")
    assert asked == ["/autoupdate/v2/enterprise/64f1a2b3c4d5e6f708192a3b/lead/a%2Fb%3Fc"]


def test_leads_are_counted_inside_or_by_asking(stage):
    create(stage)
    assert stage.population() == 1
    stage.workspace = None
    assert stage.population() == 1
    answering(stage, Response(200, (), b'{"data": [], "total_count": "many"}'))
    assert stage.population() == 0
