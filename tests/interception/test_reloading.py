"""Modules of clients that are reloaded or imported anew: new classes are patched, old ones stay so."""

from __future__ import annotations

import importlib.machinery
import importlib.util
import subprocess
import sys

import pytest

from pytest_leads.interception import ensure, installation, intercept, probes
from pytest_leads.operations import HOSTS

# A new interpreter: a reloaded http.client is not to be left to other tests.
SCRIPT = """
import asyncio, gc, http.client, importlib, sys, urllib.request
import aiohttp, httpx, httpx2, requests, urllib3
from pytest_leads.interception import active_patches, ensure, intercept
from pytest_leads.operations import HOSTS
from pytest_leads.wire import Response

URL = "https://next.telecrm.in/x"

def answer(request, sender):
    return Response(200, (), b"answered")

def by_http_client(module):
    connection = module.HTTPSConnection("next.telecrm.in")
    connection.request("GET", "/x")
    return connection.getresponse().read()

def by_aiohttp(module):
    async def read():
        connector = module.connector.TCPConnector()
        async with module.ClientSession(connector=connector) as session, session.get(URL) as response:
            return await response.read()
    return asyncio.run(read())

SENDERS = {
    "http.client": by_http_client,
    "urllib.request": lambda module: module.urlopen(URL).read(),
    "urllib3": lambda module: module.PoolManager().request("GET", URL, retries=False).data,
    "requests": lambda module: module.get(URL).content,
    "httpx": lambda module: module.get(URL).content,
    "httpx2": lambda module: module.get(URL).content,
    "aiohttp": by_aiohttp,
}
old = {name: sys.modules[name] for name in SENDERS}

def check_all():
    for name, send in SENDERS.items():
        for module in (old[name], sys.modules[name]):
            assert send(module) == b"answered", name

def change():
    @CHANGE@

def purge(*libraries):
    for name in list(sys.modules):
        if name.partition(".")[0] in libraries:
            del sys.modules[name]
    for name in libraries:
        importlib.import_module(name)

@RUN@

assert active_patches() == []
owners = [thing for thing in gc.get_objects() if issubclass(type(thing), type)]
values = [value for owner in owners for value in vars(owner).values()]
assert not [value for value in values if "__leads_patch__" in getattr(value, "__dict__", ())]
"""
DURING = """
with intercept(HOSTS, answer):
    check_all()
    change()
    check_all()
    ensure()
    check_all()
with intercept(HOSTS, answer):
    check_all()
"""
BETWEEN = """
with intercept(HOSTS, answer):
    check_all()
change()
with intercept(HOSTS, answer):
    check_all()
"""


@pytest.mark.parametrize("run", [DURING, BETWEEN], ids=["during", "between"])
@pytest.mark.parametrize(
    "change",
    [
        "importlib.reload(http.client); importlib.reload(aiohttp.connector)",
        "del sys.modules['http.client']; importlib.import_module('http.client')",
        "purge('requests', 'urllib3', 'httpx', 'httpcore', 'httpx2', 'httpcore2', 'aiohttp')",
    ],
    ids=["reloaded", "http.client anew", "libraries anew"],
)
def test_new_classes_and_old_ones_are_answered_and_nothing_is_left_behind(change, run):
    script = SCRIPT.replace("@CHANGE@", change).replace("@RUN@", run)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_what_is_new_is_checked_again(monkeypatch, echo):
    checked = []
    monkeypatch.setattr(probes, "self_check", lambda clients: checked.append(set(clients)) or [])
    monkeypatch.setattr(installation, "_known", {})  # the classes made here are forgotten afterwards
    monkeypatch.setattr(installation, "_checked", {})
    with intercept(HOSTS, echo):
        ensure()
        monkeypatch.setitem(sys.modules, "requests", another("requests"))
        ensure()
        monkeypatch.setitem(sys.modules, "http.client", another("http.client"))
        ensure()
        ensure()
    assert checked[1:] == [{"requests"}, checked[0]]


def another(name):
    """A module of the same code, with classes of its own; not by find_spec(), which six of urllib3 1.26 misleads."""
    parent = name.rpartition(".")[0]
    spec = importlib.machinery.PathFinder.find_spec(name, sys.modules[parent].__path__ if parent else None)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
