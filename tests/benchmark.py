"""Prints the ratios that the project keeps an eye on; asserts nothing.

Run it with ``tox run -e bench``. Pairs are measured in turn, in one process, and the median of the rounds is shown.
"""

from __future__ import annotations

import itertools
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import httpx

from pytest_leads import Workspace
from pytest_leads.doors.handler import Handler
from pytest_leads.interception import intercept
from pytest_leads.operations import HOSTS
from pytest_leads.recordings import Interaction
from pytest_leads.recordings.reading import read_recording
from pytest_leads.recordings.replay import Player
from pytest_leads.recordings.vcr_format import text_of
from pytest_leads.session.api import LeadsApi
from pytest_leads.session.record import Record
from pytest_leads.wire import Request, Response, Sender

ROUNDS = 11
BASE = "https://next.telecrm.in/autoupdate/v2/enterprise/e1"
HEADERS = {"Authorization": "Bearer t"}


def seconds(call, times=300):
    """Seconds for one call, the median of the rounds."""
    rounds = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        for _ in range(times):
            call()
        rounds.append((time.perf_counter() - start) / times)
    return statistics.median(rounds)


def paired(one, other, times=300):
    """Median seconds of two calls, measured in turn."""
    rounds = [(seconds_once(one, times), seconds_once(other, times)) for _ in range(ROUNDS)]
    return tuple(statistics.median(column) for column in zip(*rounds, strict=True))


def seconds_once(call, times):
    start = time.perf_counter()
    for _ in range(times):
        call()
    return (time.perf_counter() - start) / times


def workspace(leads):
    made = Workspace()
    for n in range(leads):
        made.add_lead(phone=f"+9190{n:08}", name=f"Lead {n}", email=f"lead{n}@example.com", rating=n % 5 + 1)
    return made


def searches_that_never_come_again():
    """The same with another identifier in each call."""
    made = workspace(1000)
    client = LeadsApi(record_of(made)).client()
    bodies = itertools.cycle([{"fields": {"phone": f"+9190{n:08}"}} for n in range(1000)])
    answer = client.post("/lead/search", json=next(bodies)).content

    def same(_):
        return httpx.Response(200, content=answer, headers={"content-type": "application/json"})

    mock = httpx.Client(transport=httpx.MockTransport(same), base_url=BASE, headers=HEADERS)
    ours, theirs = paired(
        lambda: client.post("/lead/search", json=next(bodies)), lambda: mock.post("/lead/search", json=next(bodies))
    )
    report("leads_client, 1,000 leads, another identifier each time (MockTransport)", ours, theirs)


def record_of(made):
    return Record("benchmark", lambda: made)


def report(what, ours, theirs=None, unit=1e6, suffix="us"):
    text = f"{what:<66} {ours * unit:9.1f} {suffix}"
    if theirs is not None:
        text += f"   against {theirs * unit:9.1f} {suffix}   ratio of throughput {theirs / ours:5.2f}"
    print(text)


SEARCHES = {
    "by identifier": {"fields": {"phone": "+919000000500"}},
    "by rating, first page of 200": {"fields": {"rating": 3}},
    "everything, first page": {},
}


def search_against_mock_transport(made, name, body, limit):
    client = LeadsApi(record_of(made)).client()
    url = f"/lead/search?limit={limit}"
    answer = client.post(url, json=body).content

    def same(_):
        return httpx.Response(200, content=answer, headers={"content-type": "application/json"})

    mock = httpx.Client(transport=httpx.MockTransport(same), base_url=BASE, headers=HEADERS)
    ours, theirs = paired(lambda: client.post(url, json=body), lambda: mock.post(url, json=body))
    report(f"leads_client, 1,000 leads, {name}, limit {limit} (MockTransport)", ours, theirs)


def searches_against_mock_transport():
    made = workspace(1000)
    for name, body in SEARCHES.items():
        for limit in (10, 100):
            search_against_mock_transport(made, name, body, limit)


def requests_against_responses():
    """Once with the simulator behind both, once with fixed bytes behind ``responses`` alone."""
    import requests

    record = record_of(workspace(1000))
    url, body = f"{BASE}/lead/search", {"fields": {"phone": "+919000000500"}}
    session = requests.Session()
    session.headers.update(HEADERS)

    def post():
        return session.post(url, json=body)

    with intercept(["next.telecrm.in"], record.answer):
        fixed = post().content

    def simulated(request):
        wire = Request(request.method, request.url, tuple(request.headers.items()), request.body)
        answer = record.answer(wire, Sender("requests"))
        return answer.status, dict(answer.headers), answer.body

    def constant(_):
        return 200, {"Content-Type": "application/json"}, fixed

    for name, callback in {"the simulator as callback": simulated, "a callback of fixed bytes": constant}.items():
        rounds = [(once_intercepted(record, post), once_mocked(url, callback, post)) for _ in range(ROUNDS)]
        ours, theirs = (statistics.median(column) for column in zip(*rounds, strict=True))
        report(f"requests.Session, search by identifier (responses, {name})", ours, theirs)


def once_intercepted(record, post):
    with intercept(["next.telecrm.in"], record.answer):
        post()
        return seconds_once(post, 200)


def once_mocked(url, callback, post):
    import responses

    with responses.RequestsMock() as mock:
        mock.add_callback("POST", url, callback)
        post()
        return seconds_once(post, 200)


def growth():
    """Each call asks something else: the handler remembers the answers to searches that come again unchanged."""
    small, large = workspace(1000), workspace(100_000)

    def post(made, calls):
        handler = Handler(made)
        requests = itertools.cycle(
            [
                Request("POST", f"{BASE}/lead/search{query}", tuple(HEADERS.items()), json.dumps(body).encode())
                for query, body in calls
            ]
        )
        return lambda: handler(next(requests))

    def read(made):
        handler = Handler(made)
        urls = itertools.cycle([f"{BASE}/lead/{lead.id}" for lead in made.leads[:500]])
        return lambda: handler(Request("GET", next(urls), tuple(HEADERS.items())))

    phones = [("", {"fields": {"phone": f"+9190{n:08}"}}) for n in range(500)]
    deep = [(f"?limit=100&skip={n}", {}) for n in range(90_000, 90_500)]
    flat = [(f"?limit=100&skip={n}", {}) for n in range(500)]
    report("search by identifier, 100,000 leads (1,000)", *paired(post(large, phones), post(small, phones), 500))
    report("read by id, 100,000 leads (1,000)", *paired(read(large), read(small), 500))
    report("page of 100 from skip 90,000 (from 0) of 100,000", *paired(post(large, deep), post(large, flat), 500))
    report("creating a workspace", seconds(Workspace), unit=1e3, suffix="ms")


def replay_against_vcrpy(count=1000):
    """One recording of many interactions, replayed in order, loading included: ours, and plain vcrpy by body."""
    import vcr

    recorded = [
        Interaction(
            Request("POST", f"{BASE}/lead", (("content-type", "application/json"),), json.dumps(lead).encode()),
            Response(201, (), json.dumps({"lead_id": f"{n:024x}", "actions": [], "remarks": []}).encode()),
        )
        for n in range(count)
        for lead in [{"fields": {"phone": f"9190{n:08}", "name": f"Lead {n}", "rating": n % 5 + 1}}]
    ]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "thousand.yaml")
        path.write_text(text_of(recorded), "utf-8")

        def replayed(opened):
            start = time.perf_counter()
            with opened(), httpx.Client() as client:
                for one in recorded:
                    sent, headers = one.request, {"content-type": "application/json"}
                    client.post(sent.url, content=sent.body, headers=headers)
            return time.perf_counter() - start

        def ours():
            player = Player(read_recording(path))
            return intercept(HOSTS, lambda request, _: player(request).response)

        def plain():
            match_on = ["method", "scheme", "host", "port", "path", "query", "body"]
            return vcr.VCR(record_mode="none", match_on=match_on).use_cassette(str(path))

        mine, theirs = replayed(ours), replayed(plain)
    print(f"replay of {count} interactions: {mine:.2f} s; plain vcrpy {theirs:.2f} s, {theirs / mine:.0f} times that")


def plugin_cost():
    def run(tests, *arguments):
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "test_empty.py").write_text(
                f"import pytest\n@pytest.mark.parametrize('n', range({tests}))\ndef test_empty(n): pass\n"
            )
            command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *arguments, folder]
            environment = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PATH": ""}
            start = time.perf_counter()
            subprocess.run(command, check=True, capture_output=True, env=environment)
            return time.perf_counter() - start

    for tests in (1, 2001):
        rounds = [(run(tests, "-p", "pytest_leads.plugin"), run(tests)) for _ in range(ROUNDS + 1)][1:]
        with_plugin, without = (statistics.median(column) for column in zip(*rounds, strict=True))
        gap = statistics.median(a - b for a, b in rounds)
        print(
            f"pytest run of {tests} empty tests: {with_plugin * 1e3:.0f} ms with the plugin, "
            f"{without * 1e3:.0f} ms without; median difference {gap * 1e3:+.1f} ms"
        )


if __name__ == "__main__":
    print(f"Python {sys.version.split()[0]}, medians of {ROUNDS} rounds")
    searches_against_mock_transport()
    searches_that_never_come_again()
    requests_against_responses()
    growth()
    replay_against_vcrpy()
    plugin_cost()
