"""Recordings of every kind are read as the traffic that they are."""

import asyncio
import base64
import gzip
import io
import json
from datetime import date

import pytest

from pytest_leads.doors import Handler
from pytest_leads.doors.loopback import loopback
from pytest_leads.recordings.reading import read_all, read_recording
from pytest_leads.wire import Answer, Response
from pytest_leads.workspace import ManualClock, Workspace

SYNC = "https://next.telecrm.in/autoupdate/v2/enterprise/e1"
ASYNC = "https://next-api.telecrm.in/enterprise/e1"
PATH = "/autoupdate/v2/enterprise/e1/lead"
BODY = {"fields": {"phone": "+919812345670", "name": "आशा"}}
CREATED = {"lead_id": "l1", "actions": [], "remarks": []}


def post_with_requests(url):
    import requests

    requests.post(url, json=BODY, headers={"Authorization": "Bearer t"}, timeout=5)


def post_with_httpx(url):
    import httpx

    httpx.post(url, json=BODY, headers={"Authorization": "Bearer t"})


def post_with_aiohttp(url):
    import aiohttp

    async def post():
        headers = {"Authorization": "Bearer t"}
        async with aiohttp.ClientSession() as session, session.post(url, json=BODY, headers=headers) as response:
            await response.read()

    asyncio.run(post())


def post_from_a_file(url):
    import requests

    body = io.BytesIO(json.dumps(BODY).encode())
    requests.post(url, data=body, headers={"Authorization": "Bearer t"}, timeout=5)


def post_in_pieces(url):
    import requests

    body = iter([json.dumps(BODY).encode()])
    requests.post(url, data=body, headers={"Authorization": "Bearer t"}, timeout=5)


CLIENTS = [post_with_requests, post_with_httpx, post_with_aiohttp]
STREAMS = [post_from_a_file, post_in_pieces]


def compressed(responder):
    """The responder, with every answer in gzip."""

    def answer(request):
        plain = responder(request).response
        headers = (*plain.headers, ("Content-Encoding", "gzip"))
        return Answer(Response(plain.status, headers, gzip.compress(plain.body)))

    return answer


def simulator():
    return Handler(Workspace(clock=ManualClock(0)))


def record(path, post, responder, **options):
    import urllib3
    import vcr

    if not hasattr(urllib3, "HTTPHeaderDict"):
        pytest.skip("vcrpy 9 records with urllib3 2 and later only; it reads with any")
    with loopback(responder) as server, vcr.VCR(**options).use_cassette(str(path)):
        post(server.url + PATH)


def only_exchange(path):
    [exchange] = read_recording(path).exchanges
    return exchange


def write(path, text):
    path.write_text(text, "utf-8")
    return path


def cassette_with(tmp_path, request="", response="", head=""):
    """A cassette of one interaction, with these lines instead of its bodies."""
    text = f"""\
{head}interactions:
- request:
    {request or "body: null"}
    headers: {{}}
    method: POST
    uri: {SYNC}/lead
  response:
    {response or "body: {string: '{}'}"}
    headers: {{Content-Type: [application/json]}}
    status: {{code: 201, message: Created}}
version: 1
"""
    return write(tmp_path / "own.yaml", text)


def har_entry(**changes):
    """What Chrome writes, without what is of no use here."""
    entry = {
        "startedDateTime": "2026-03-05T23:59:59.000Z",
        "request": {
            "method": "POST",
            "url": f"{SYNC}/lead",
            "httpVersion": "http/2.0",
            "headers": [
                {"name": ":authority", "value": "next.telecrm.in"},
                {"name": ":method", "value": "POST"},
                {"name": "content-type", "value": "application/json"},
            ],
            "postData": {"mimeType": "application/json", "text": json.dumps(BODY)},
            "bodySize": 64,
        },
        "response": {
            "status": 201,
            "headers": [{"name": "content-encoding", "value": "br"}],
            "content": {"size": 50, "mimeType": "application/json", "text": json.dumps(CREATED)},
        },
    }
    return {**entry, **changes}


def har(tmp_path, *entries, name="traffic.har"):
    content = {"log": {"version": "1.2", "creator": {"name": "WebInspector"}, "pages": [], "entries": list(entries)}}
    return write(tmp_path / name, json.dumps(content))


def received(**content):
    return {**har_entry()["response"], "content": content}


@pytest.mark.parametrize("serializer", ["yaml", "json"])
@pytest.mark.parametrize("post", CLIENTS)
def test_what_vcrpy_records_of_a_client_is_read(tmp_path, post, serializer):
    record(tmp_path / "own", post, simulator(), serializer=serializer)
    exchange = only_exchange(tmp_path / "own")
    assert (exchange.operation.id, exchange.response.status) == ("create_lead", 201)
    assert exchange.sent() == BODY
    assert exchange.received()["remarks"] == []
    assert exchange.request.header("authorization") == "Bearer t"


@pytest.mark.parametrize("post", CLIENTS)
def test_a_compressed_answer_is_read_whether_or_not_it_was_recorded_unpacked(tmp_path, post):
    record(tmp_path / "own.yaml", post, compressed(simulator()))
    assert only_exchange(tmp_path / "own.yaml").received()["remarks"] == []


@pytest.mark.parametrize("post", STREAMS)
def test_a_streamed_body_is_read(tmp_path, post):
    record(tmp_path / "own.yaml", post, simulator())
    assert only_exchange(tmp_path / "own.yaml").sent() == BODY


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("body: {fields: {visit: 2026-01-31}}", {"fields": {"visit": "2026-01-31"}}),
        ("body: [1, 2]", [1, 2]),
        ("body: !!binary eyJhIjogMX0=", {"a": 1}),
        ("body: !!python/object/apply:builtins.iter {args: [['{\"a\":', ' 1}']]}", {"a": 1}),
        ("body: !!python/tuple ['{\"a\":', ' 1}']", {"a": 1}),
        ("body: ''", None),
    ],
)
def test_a_body_is_read_in_every_form_that_vcrpy_gives_it(tmp_path, written, sent):
    assert only_exchange(cassette_with(tmp_path, written)).sent() == sent


@pytest.mark.parametrize(
    "written",
    [
        "body: {string: '{\"a\": 1}'}",
        "body: {base64_string: eyJhIjogMX0=}",
        "body: '{\"a\": 1}'",
        "content: '{\"a\": 1}'",
    ],
)
def test_an_answer_is_read_in_every_form_that_vcrpy_has_given_it(tmp_path, written):
    assert only_exchange(cassette_with(tmp_path, response=written)).received() == {"a": 1}


def test_a_cassette_says_when_it_was_recorded(tmp_path):
    assert read_recording(cassette_with(tmp_path, head="# recorded: 2026-11-25\n")).recorded_on == date(2026, 11, 25)
    assert read_recording(cassette_with(tmp_path, head="# recorded: 2026-13-25\n")).recorded_on is None


def test_a_cassette_without_a_comment_is_as_old_as_its_first_answer(tmp_path):
    dated = "headers: {Date: ['Wed, 25 Nov 2026 10:00:00 GMT']}\n    body: {string: '{}'}\n    unused: 0"
    path = cassette_with(tmp_path, response=dated)
    path.write_text(path.read_text("utf-8").replace("    headers: {Content-Type: [application/json]}\n", ""), "utf-8")
    assert read_recording(path).recorded_on == date(2026, 11, 25)
    assert read_recording(write(path, path.read_text("utf-8").replace("25 Nov", "45 Nov"))).recorded_on is None


def test_an_exchange_of_a_cassette_says_where_it_stands(tmp_path):
    path = cassette_with(tmp_path)
    assert only_exchange(path).test == f"{path}: interactions[0]"


def test_what_chrome_writes_is_read(tmp_path):
    cassette = read_recording(har(tmp_path, har_entry()))
    [exchange] = cassette.exchanges
    assert (exchange.operation.id, exchange.sent(), exchange.received()) == ("create_lead", BODY, CREATED)
    assert exchange.request.headers == (("content-type", "application/json"),)
    assert cassette.recorded_on == date(2026, 3, 5)


def test_what_firefox_writes_is_read(tmp_path):
    content = {"mimeType": "application/json; charset=utf-8", "size": 50, "text": json.dumps(CREATED)}
    response = {"status": 201, "statusText": "Created", "httpVersion": "HTTP/2", "headers": [], "content": content}
    request = {**har_entry()["request"], "headers": [{"name": "Content-Type", "value": "application/json"}]}
    request["postData"] = {"mimeType": "application/json", "params": [], "text": json.dumps(BODY)}
    exchange = only_exchange(har(tmp_path, har_entry(request=request, response=response)))
    assert (exchange.sent(), exchange.received()) == (BODY, CREATED)


def test_a_har_in_base64_and_with_a_byte_order_mark_is_read(tmp_path):
    text = base64.b64encode(json.dumps(CREATED).encode()).decode()
    path = har(tmp_path, har_entry(response=received(text=text, encoding="base64", size=50)))
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert only_exchange(path).received() == CREATED


def test_calls_to_others_and_a_browsers_own_questions_are_left_aside(tmp_path):
    def asked(method, url):
        return har_entry(request={**har_entry()["request"], "method": method, "url": url})

    foreign = [asked("GET", "https://example.com/users"), asked("GET", "https://app.telecrm.in/main.js")]
    cassette = read_recording(har(tmp_path, *foreign, asked("OPTIONS", f"{SYNC}/lead"), har_entry()))
    assert [exchange.test.rpartition(": ")[2] for exchange in cassette.exchanges] == ["log.entries[3]"]
    assert [exchange.number for exchange in cassette.exchanges] == [1]


@pytest.mark.parametrize("response", [None, {"status": 0, "content": {}}, {"status": -1}, {}])
def test_an_entry_without_response_is_skipped_and_told(tmp_path, response):
    cassette = read_recording(har(tmp_path, har_entry(response=response), har_entry()))
    assert cassette.skipped == ("log.entries[0]: no response was recorded",)
    assert len(cassette.exchanges) == 1


def test_an_entry_of_another_host_without_response_is_not_worth_a_word(tmp_path):
    request = {**har_entry()["request"], "url": "https://example.com/"}
    assert read_recording(har(tmp_path, har_entry(request=request, response={"status": 0}))).skipped == ()


def test_what_another_host_answered_stands_in_nobodys_way(tmp_path):
    request = {**har_entry()["request"], "url": "https://example.com/"}
    broken = har_entry(request=request, response=received(text="%", encoding="base64"))
    assert len(read_recording(har(tmp_path, broken, har_entry())).exchanges) == 1


def test_the_format_is_told_by_the_content_and_not_by_the_ending(tmp_path):
    assert only_exchange(har(tmp_path, har_entry(), name="traffic.yaml")).received() == CREATED
    flow = json.dumps({"version": 1, "interactions": []}).replace('"version"', "version")
    assert read_recording(write(tmp_path / "flow.yml", flow)).exchanges == []


def test_a_folder_is_read_with_all_below_it_and_no_file_twice(tmp_path):
    (tmp_path / "deep").mkdir()
    inner = har(tmp_path / "deep", har_entry(), name="inner.HAR")
    outer = har(tmp_path, har_entry(), name="outer.har")
    write(tmp_path / "notes.txt", "no recording")
    assert [reading.path for reading in read_all([tmp_path, outer, tmp_path / "deep"])] == [inner, outer]


def test_a_file_in_a_folder_that_is_no_recording_is_no_error(tmp_path):
    write(tmp_path / "a.yaml", "services: [web]\n")
    write(tmp_path / "b.yaml", "{{ helm }}: [\n")
    write(tmp_path / "c.json", "[1, 2]")
    assert [(reading.cassette, reading.error) for reading in read_all([tmp_path])] == [(None, "")] * 3
