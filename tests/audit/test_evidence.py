import asyncio
import json

import pytest

from pytest_leads.audit.evidence import Question, exchanges_of
from pytest_leads.audit.responses import UNKNOWN_BODY
from pytest_leads.errors import UsageError
from pytest_leads.journal import Journal
from pytest_leads.recordings.reading import read_recording
from pytest_leads.wire import Request, Response

PATH = "/autoupdate/v2/enterprise/e1/lead/search"
URL = f"https://next.telecrm.in{PATH}"
BODY = {"fields": {"status": "Won"}}
ASKED = Question("assert_it")
NEEDS_BODY = Question("assert_it", needs_request_body=True)


def search_with_requests(url):
    import requests

    return requests.post(f"{url}?limit=1", json=BODY, timeout=5)


def search_with_httpx(url):
    import httpx

    return httpx.post(f"{url}?limit=1", json=BODY, follow_redirects=True)


def search_with_httpx2(url):
    httpx2 = pytest.importorskip("httpx2")
    return httpx2.post(f"{url}?limit=1", json=BODY, follow_redirects=True)


def search_with_urllib3(url):
    import urllib3

    with urllib3.PoolManager() as pool:
        return pool.request(
            "POST", f"{url}?limit=1", body=json.dumps(BODY), headers={"Content-Type": "application/json"}
        )


def search_with_aiohttp(url, *, read=True):
    aiohttp = pytest.importorskip("aiohttp")

    async def search():
        async with aiohttp.ClientSession() as session, session.post(f"{url}?limit=1", json=BODY) as response:
            if read:
                await response.read()
            return response

    return asyncio.run(search())


WITH_BODY = [search_with_requests, search_with_httpx, search_with_httpx2]
WITHOUT_BODY = [search_with_urllib3, search_with_aiohttp]


@pytest.fixture
def journal():
    journal = Journal()
    journal.record(Request("POST", URL, (), b"{}"), Response(200))
    journal.record(Request("POST", URL, (), b"{}"), Response(400))
    return journal


@pytest.mark.parametrize("search", WITH_BODY + WITHOUT_BODY)
def test_a_response_of_each_client_is_an_exchange(server_url, search):
    [exchange] = exchanges_of(search(server_url + PATH), ASKED)
    assert exchange.operation.id == "search_leads"
    assert exchange.request.query == (("limit", "1"),)
    assert exchange.received()["total_count"] == 2
    assert exchange.sender.client in search.__name__


@pytest.mark.parametrize("search", WITH_BODY)
def test_the_request_body_is_read_from_the_response(server_url, search):
    [exchange] = exchanges_of(search(server_url + PATH), NEEDS_BODY)
    assert exchange.sent() == BODY


@pytest.mark.parametrize("search", WITHOUT_BODY)
def test_a_response_that_does_not_tell_the_request_body_says_so(server_url, search):
    response = search(server_url + PATH)
    with pytest.raises(UsageError, match="does not tell what the request's body was"):
        exchanges_of(response, NEEDS_BODY)
    [exchange] = exchanges_of(response, ASKED)
    assert exchange.request.body == UNKNOWN_BODY


@pytest.mark.parametrize("search", WITH_BODY)
def test_redirects_are_part_of_the_evidence(server_url, search):
    found = exchanges_of(search(f"{server_url}/moved{PATH}"), ASKED)
    assert [exchange.response.status for exchange in found] == [307, 200]
    assert [exchange.number for exchange in found] == [1, 2]


def test_an_aiohttp_body_that_was_not_read_is_asked_for(server_url):
    with pytest.raises(UsageError, match=r"await response\.read\(\)"):
        exchanges_of(search_with_aiohttp(server_url + PATH, read=False), ASKED)


def test_a_urllib3_body_that_was_not_read_is_left_to_its_owner(server_url):
    import urllib3

    with urllib3.PoolManager() as pool:
        response = pool.request("POST", server_url + PATH, preload_content=False)
        with pytest.raises(UsageError, match=r"use `response\.data` before"):
            exchanges_of(response, ASKED)
        assert b"total_count" in response.read()
        response.release_conn()


def test_an_httpx_response_without_its_request_says_so():
    import httpx

    with pytest.raises(UsageError, match="this response does not show its exchange"):
        exchanges_of(httpx.Response(200), ASKED)


def test_a_journal_keeps_its_numbers(journal):
    assert exchanges_of(journal, ASKED) == list(journal)
    assert exchanges_of(journal[1], ASKED) == [journal[1]]
    assert [exchange.number for exchange in exchanges_of([journal[1]], ASKED)] == [2]


def test_exchanges_of_several_journals_are_numbered_afresh(journal):
    assert [exchange.number for exchange in exchanges_of([journal, journal], ASKED)] == [1, 2, 3, 4]


def test_whatever_has_a_journal_is_evidence(journal):
    class Api:
        pass

    api = Api()
    api.journal = journal
    assert len(exchanges_of(api, ASKED)) == 2


def test_a_decoded_body_is_one_side_of_an_exchange():
    [sent] = exchanges_of(BODY, Question("assert_it", "search_leads", "request"))
    assert (sent.operation.id, sent.sent(), sent.received()) == ("search_leads", BODY, None)
    [received] = exchanges_of({"a": 1}, Question("assert_it", "save_lead", "response"))
    assert (received.operation.id, received.sent(), received.received()) == ("save_lead", None, {"a": 1})


def test_a_decoded_body_that_shows_too_little_is_refused():
    with pytest.raises(UsageError, match="a decoded body does not show what is judged here"):
        exchanges_of(BODY, ASKED)


@pytest.mark.parametrize("nothing", [Journal(), [], ()])
def test_no_evidence_is_no_pass(nothing):
    with pytest.raises(UsageError, match="assert_it: nothing was sent to the Leads API"):
        exchanges_of(nothing, ASKED)


def test_traffic_of_another_api_is_no_evidence():
    journal = Journal()
    journal.record(Request("GET", "https://example.com/users"), Response(200))
    with pytest.raises(UsageError, match=r"the first is GET https://example\.com/users"):
        exchanges_of(journal, ASKED)


def recording(tmp_path, name="own.yaml", answer="{}"):
    row = f"{{request: {{body: '{{}}', headers: {{}}, method: POST, uri: '{URL}'}}, response: RESPONSE}}"
    response = f"{{body: {{string: '{answer}'}}, headers: {{}}, status: {{code: 200, message: OK}}}}"
    path = tmp_path / name
    path.write_text(f"interactions: [{row.replace('RESPONSE', response)}]\nversion: 1\n")
    return path


def test_a_recording_is_evidence_by_its_path(tmp_path):
    path = recording(tmp_path)
    for evidence in (path, str(path), read_recording(path)):
        [exchange] = exchanges_of(evidence, NEEDS_BODY)
        assert (exchange.operation.id, exchange.sent()) == ("search_leads", {})
        assert exchange.test == f"{path}: interactions[0]"


def test_a_recording_may_have_any_name(tmp_path):
    assert len(exchanges_of(str(recording(tmp_path, "traffic.log")), ASKED)) == 1


def test_exchanges_of_several_recordings_are_numbered_afresh(tmp_path):
    paths = [recording(tmp_path, "a.yaml"), recording(tmp_path, "b.yaml")]
    assert [exchange.number for exchange in exchanges_of(paths, ASKED)] == [1, 2]


@pytest.fixture
def vcrpy():
    import urllib3
    import vcr

    if not hasattr(urllib3, "HTTPHeaderDict"):
        pytest.skip("vcrpy 9 works with urllib3 2 and later only")
    return vcr


def test_a_cassette_object_of_vcrpy_is_evidence(server_url, tmp_path, vcrpy):
    with vcrpy.use_cassette(str(tmp_path / "own.yaml")) as recorded:
        search_with_requests(server_url + PATH)
    with vcrpy.use_cassette(str(tmp_path / "own.yaml")) as replayed:
        pass
    for evidence in (recorded, replayed):
        [exchange] = exchanges_of(evidence, NEEDS_BODY)
        assert (exchange.sent(), exchange.received()["total_count"]) == (BODY, 2)
        assert exchange.test == f"{tmp_path / 'own.yaml'}: interactions[0]"


def test_a_cassette_object_without_interactions_is_no_pass(tmp_path, vcrpy):
    with vcrpy.use_cassette(str(tmp_path / "own.yaml")) as empty:
        pass
    with pytest.raises(UsageError, match="assert_it: nothing was sent to the Leads API"):
        exchanges_of(empty, ASKED)


def test_a_recording_that_is_not_there_is_told(tmp_path):
    for evidence in (tmp_path / "own.har", str(tmp_path / "own.har"), tmp_path / "own"):
        with pytest.raises(UsageError, match=r"^assert_it: .*own(\.har)?: there is no such file$"):
            exchanges_of(evidence, ASKED)


def test_a_recording_that_cannot_be_read_is_told(tmp_path):
    (tmp_path / "own.yaml").write_text("hello")
    with pytest.raises(UsageError, match=r"^assert_it: .*own\.yaml: it holds str; a cassette is a mapping"):
        exchanges_of(tmp_path / "own.yaml", ASKED)


def test_a_recording_that_hides_a_body_shows_too_little(tmp_path):
    path = recording(tmp_path, answer="<html>")
    with pytest.raises(UsageError, match=r"own\.yaml: interactions\[0\]\.response: the body is not JSON: .* judged"):
        exchanges_of(path, ASKED)


@pytest.mark.parametrize("text", ["text", '{"token": "s3cr3t"}', "a\0b", "x" * 10_000])
def test_a_text_that_is_no_path_is_refused(text):
    with pytest.raises(UsageError, match="is no path of a recording: there is no such file, and it ends in") as caught:
        exchanges_of(text, ASKED)
    assert "s3cr3t" not in str(caught.value)
    assert len(str(caught.value)) < 600


@pytest.mark.parametrize("stranger", [None, 1, "text", b"bytes", object()])
def test_anything_else_is_refused_with_a_list_of_what_is_accepted(stranger):
    with pytest.raises(UsageError, match="it takes a journal"):
        exchanges_of(stranger, ASKED)
