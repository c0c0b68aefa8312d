from __future__ import annotations

import asyncio
import subprocess
import sys
import threading
from types import ModuleType

import pytest

from pytest_leads.errors import EscapeError
from pytest_leads.interception import ensure, installation, intercept, self_check
from pytest_leads.interception.patching import Patch
from pytest_leads.operations import HOSTS
from pytest_leads.wire import Response

# A new interpreter: what is imported when is the point here.
SCRIPT = """
import sys
from pytest_leads.interception import active_patches, ensure, intercept
from pytest_leads.operations import HOSTS
from pytest_leads.wire import Response

CLIENTS = {"requests", "urllib3", "httpx", "httpx2", "httpcore", "httpcore2", "aiohttp", "vcr", "yaml"}
senders = []

def answer(request, sender):
    senders.append(sender.client)
    return Response(200, (), b"answered")

with intercept(HOSTS, answer):
    assert not CLIENTS & set(sys.modules), CLIENTS & set(sys.modules)
    URL = "https://next.telecrm.in/x"
    import urllib.request, asyncio
    assert urllib.request.urlopen(URL).read() == b"answered"
    import requests
    assert requests.get(URL).content == b"answered"
    import httpx
    assert httpx.get(URL).content == b"answered"
    import httpx2
    assert httpx2.get(URL).content == b"answered"
    import aiohttp

    async def read():
        async with aiohttp.ClientSession() as session, session.get(URL) as response:
            return await response.read()

    assert asyncio.run(read()) == b"answered"
    ensure()
    import inspect, importlib.util
    assert "class BaseConnector" in inspect.getsource(aiohttp.connector)
    assert importlib.util.find_spec("httpcore").loader.get_source("httpcore")
assert senders == ["urllib", "requests", "httpx", "httpx2", "aiohttp"], senders
assert active_patches() == []
assert not any(type(finder).__name__ == "ImportWatch" for finder in sys.meta_path)
"""


def test_clients_imported_during_the_interception_are_answered_and_none_is_imported_by_it():
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.usefixtures("tapped")
def test_the_self_check_finds_every_client_intercepted():
    assert self_check() == []


def disabled(monkeypatch, name):
    """Keep one patch from being applied; whoever is checked next is checked anew."""
    real = Patch.apply
    monkeypatch.setattr(Patch, "apply", lambda self: None if str(self).startswith(name) else real(self))
    monkeypatch.setattr(installation, "_checked", {})


@pytest.mark.parametrize(
    ("patch", "named"),
    [
        ("http.client.HTTP", {"http.client", "urllib.request"}),
        ("urllib3.", {"urllib3", "requests"}),
        ("httpcore.", {"httpcore", "httpx", "httpx (async)"}),
        ("httpcore2.", {"httpcore2", "httpx2", "httpx2 (async)"}),
        ("aiohttp.", {"aiohttp (async)"}),
    ],
)
def test_a_client_that_is_not_intercepted_is_named_with_its_version(monkeypatch, echo, patch, named):
    disabled(monkeypatch, patch)
    with pytest.raises(EscapeError) as caught, intercept(HOSTS, echo):
        pytest.fail("not reached")
    lines = str(caught.value).splitlines()
    heads = [line.removeprefix("pytest-leads cannot intercept ").partition(": ")[0] for line in lines]
    assert {without_version(head) for head in heads} == named


def without_version(head):
    name, *rest = head.split(" ")
    return " ".join([name, *(word for word in rest if word == "(async)")])


def test_the_message_of_the_self_check_says_what_to_do(monkeypatch, echo):
    import aiohttp

    disabled(monkeypatch, "aiohttp.")
    with pytest.raises(EscapeError) as caught, intercept(HOSTS, echo):
        pytest.fail("not reached")
    assert str(caught.value) == (
        f"pytest-leads cannot intercept aiohttp {aiohttp.__version__} (async): its requests would go to the network. "
        "Use a version that pytest-leads is tested with, or run with -p no:leads."
    )


def test_the_self_check_disturbs_no_event_loop(monkeypatch, echo):
    monkeypatch.setattr(installation, "_checked", {})

    async def within():
        policy, loop = asyncio.get_event_loop_policy(), asyncio.get_running_loop()
        with intercept(HOSTS, echo):
            ensure()
        return policy is asyncio.get_event_loop_policy() and loop is asyncio.get_running_loop()

    assert asyncio.run(within())
    assert not [thread for thread in threading.enumerate() if thread.name == "leads-self-check"]


def test_answers_do_not_see_the_self_check(echo, monkeypatch):
    monkeypatch.setattr(installation, "_checked", {})
    with intercept(HOSTS, echo):
        ensure()
    assert echo.requests == []


def test_a_sender_without_user_code_has_no_origin(tapped):
    from concurrent.futures import ThreadPoolExecutor

    import requests

    tapped.response = Response(200)
    with ThreadPoolExecutor(1) as pool:
        pool.submit(requests.get, "https://next.telecrm.in/x").result()
    assert (tapped.senders[-1].client, tapped.senders[-1].origin) == ("requests", None)


@pytest.mark.parametrize("name", ["responses", "requests", "aiohttp"])
def test_a_stand_in_for_a_library_is_no_obstacle(monkeypatch, echo, name):
    monkeypatch.setitem(sys.modules, name, ModuleType(name))
    monkeypatch.setattr(installation, "_known", {})
    monkeypatch.setattr(installation, "_checked", {})
    with intercept(HOSTS, echo):
        ensure()


def test_a_version_without_what_is_patched_is_named(monkeypatch, echo):
    import httpcore

    monkeypatch.setitem(installation._MAKERS, "httpcore", lambda module: [module.NoSuchPool])  # noqa: SLF001  # the table of clients
    monkeypatch.setattr(installation, "_known", {})
    monkeypatch.setattr(installation, "_checked", {})
    with pytest.raises(EscapeError, match=f"cannot intercept httpcore {httpcore.__version__}"), intercept(HOSTS, echo):
        pytest.fail("not reached")
