"""The fixture ``leads_server``: subprocesses and other languages are judged like any client in the process."""

import aiohttp  # noqa: F401  # loaded here once: pytester forgets what an inner run was the first to import
import hypothesis.core  # noqa: F401  # as above
import pytest
import requests  # noqa: F401  # as above
import responses  # noqa: F401  # as above

import pytest_leads.hooks  # as above
import pytest_leads.serving.shared  # noqa: F401  # as above

SENDER = """
import json, sys, urllib.request

url, *fields = sys.argv[1:]
body = json.dumps({"fields": {"phone": "9876543210", **dict(pair.split("=") for pair in fields)}}).encode()
headers = {"Authorization": "Bearer t", "Content-Type": "application/json"}
print(urllib.request.urlopen(urllib.request.Request(url, body, headers)).status)
"""
HEAD = """
import subprocess, sys

import pytest


def send(server, *fields):
    url = f"{server.sync_url}/enterprise/{server.enterprise_id}/lead"
    return subprocess.run([sys.executable, "sender.py", url, *fields], capture_output=True, text=True, check=True)
"""


@pytest.fixture
def shop(pytester):
    """A project whose program is a file of its own."""
    pytester.makepyfile(sender=SENDER)
    return pytester


def test_a_subprocess_is_answered_and_judged(shop):
    shop.makepyfile(
        HEAD
        + """
def test_clean(leads_server, leads_workspace):
    send(leads_server)
    assert len(leads_workspace.leads) == len(leads_server.journal) == 1
    assert leads_server.findings() == []


def test_caught(leads_server):
    send(leads_server, "rating=9")
    assert [finding.pitfall for finding in leads_server.findings()] == ["partial-success"]


@pytest.mark.leads(allow=["partial-success"])
def test_allowed(leads_server):
    send(leads_server, "rating=9")
    assert leads_server.findings() == []
"""
    )
    result = shop.runpytest("-p", "no:cacheprovider")
    result.assert_outcomes(passed=3, errors=1)
    result.stdout.fnmatch_lines(["*ERROR at teardown of test_caught*", "*LEAD002 partial-success*"])


def test_one_server_serves_all_tests_each_with_its_own_state(shop):
    shop.makepyfile(
        HEAD
        + """
addresses = set()


@pytest.mark.parametrize("number", range(3))
def test_one(leads_server, number):
    send(leads_server)
    assert len(leads_server.workspace.leads) == 1
    addresses.add(leads_server.url)
    assert len(addresses) == 1
"""
    )
    shop.runpytest().assert_outcomes(passed=3)


def test_every_worker_has_a_server_of_its_own(shop):
    pytest.importorskip("xdist")
    shop.makepyfile(
        HEAD
        + """
@pytest.mark.parametrize("number", range(4))
def test_one(leads_server, number):
    send(leads_server, *(["rating=9"] if number == 3 else []))
    assert len(leads_server.journal) == 1
"""
    )
    result = shop.runpytest_subprocess("-n2", "-p", "no:hypothesispytest", "-p", "no:recording")
    result.assert_outcomes(passed=4, errors=1)
    result.stdout.fnmatch_lines(["4 exchanges with the Leads API in 4 of 4 tests*"])


def test_its_addresses_are_those_of_the_configured_workspace(shop):
    shop.makepyfile(
        HEAD
        + """
@pytest.fixture(scope="session")
def leads_workspace_config():
    return {"enterprise": "e9", "tokens": {"sync": ["s9"], "async": ["a9"]}}


def test_one(leads_server, leads_api):
    assert (leads_server.enterprise_id, leads_server.token, leads_server.async_token) == ("e9", "s9", "a9")
    assert leads_server.sync_url == leads_server.async_url + "/autoupdate/v2"
    assert leads_server.workspace is leads_api.workspace
    assert leads_server.url.startswith("http://127.0.0.1:")
"""
    )
    shop.runpytest().assert_outcomes(passed=1)


def test_the_control_api_sees_the_test_that_is_running(shop):
    shop.makepyfile(
        HEAD
        + """
import json, urllib.error, urllib.request


def control(server, method, path, body=None):
    headers = {"Content-Type": "application/json"}
    content = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(server.control_url + path, content, headers, method=method)
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


def test_one(leads_server, leads_workspace):
    control(leads_server, "POST", "/seed", {"leads": [{"fields": {"phone": "9876543211"}}]})
    assert leads_workspace.find("9876543211")
    with pytest.raises(urllib.error.HTTPError) as refused:
        control(leads_server, "POST", "/reset", {})
    with refused.value as answer:
        assert "each test has its own" in json.load(answer)["error"]["message"]


def test_two(leads_server):
    assert control(leads_server, "GET", "/state")["leads"] == []
"""
    )
    shop.runpytest().assert_outcomes(passed=2)


def test_a_cassette_answers_over_the_server_too(shop):
    shop.makepyfile("""
import http.client

import pytest

from pytest_leads.recordings.reading import read_recording


@pytest.mark.leads_cassette("partial-success/create-valid", relax=["unused", "body"])
def test_one(leads_server, leads_cassette):
    sent = read_recording(leads_cassette.path).exchanges[0]
    recorded = sent.request
    target = recorded.url.partition("telecrm.in")[2]
    connection = http.client.HTTPConnection(leads_server.url.partition("//")[2])
    headers = {"Host": recorded.host, "Content-Type": "application/json", "Authorization": "Bearer t"}
    connection.request(recorded.method, target, recorded.body, headers)
    assert connection.getresponse().status == sent.response.status
    connection.close()
""")
    result = shop.runpytest()
    result.assert_outcomes(passed=1)


def test_faults_hit_programs_too(shop):
    shop.makepyfile(
        HEAD
        + """
def test_one(leads_server, leads_api):
    leads_api.faults.add("503:operation=create_lead")
    with pytest.raises(subprocess.CalledProcessError) as failed:
        send(leads_server)
    assert "HTTP Error 503" in failed.value.stderr
    assert send(leads_server).stdout == "201\\n"
"""
    )
    shop.runpytest().assert_outcomes(passed=1)
