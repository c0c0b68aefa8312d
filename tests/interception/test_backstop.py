from __future__ import annotations

import asyncio
import contextlib
import socket

import pytest

from pytest_leads.errors import EscapeError
from pytest_leads.interception import intercept, uninterceptable
from pytest_leads.operations import HOSTS

HOST = "next.telecrm.in"

MESSAGE = """\
A request to the Leads host 'next.telecrm.in' was about to leave this machine and was stopped.
Why: it was sent by an HTTP client, or by a way of using one, that pytest-leads cannot intercept, so nothing about \
it could be simulated or checked.
Fix: send it with http.client, urllib, urllib3, requests, httpx, httpx2 or aiohttp in this process; or keep this \
test from sending it."""


def connect():
    with socket.socket() as connection:
        connection.connect((HOST, 443))


def connect_ex():
    with socket.socket() as connection:
        connection.connect_ex((HOST, 443))


async def open_connection():
    await asyncio.open_connection(HOST, 443)


WAYS = {
    "getaddrinfo": lambda: socket.getaddrinfo(HOST, 443),
    "getaddrinfo-keyword": lambda: socket.getaddrinfo(host=HOST, port=443),
    "getaddrinfo-bytes": lambda: socket.getaddrinfo(HOST.encode(), 443),
    "getaddrinfo-final-dot": lambda: socket.getaddrinfo(HOST.upper() + ".", 443),
    "gethostbyname": lambda: socket.gethostbyname(HOST),
    "gethostbyname_ex": lambda: socket.gethostbyname_ex(HOST),
    "create_connection": lambda: socket.create_connection((HOST, 443)),
    "connect": connect,
    "connect_ex": connect_ex,
    "asyncio": lambda: asyncio.run(open_connection()),
}


@pytest.mark.parametrize("reach", WAYS.values(), ids=WAYS.keys())
def test_nothing_reaches_a_leads_host_past_the_interception(reach, echo):
    escapes = []
    with intercept(HOSTS, echo, on_escape=escapes.append), pytest.raises(EscapeError):
        reach()
    assert len(escapes) == 1


def test_an_escape_is_told_even_if_the_code_under_test_swallows_it(echo):
    escapes = []
    with intercept(HOSTS, echo, on_escape=escapes.append), contextlib.suppress(Exception):
        socket.gethostbyname(HOST)
    assert escapes == [MESSAGE]


@pytest.mark.usefixtures("tapped")
def test_other_names_and_odd_arguments_pass_through(tmp_path):
    assert socket.getaddrinfo("127.0.0.1", 80, type=socket.SOCK_STREAM)[0][4] == ("127.0.0.1", 80)
    assert socket.getaddrinfo(None, 80)
    assert socket.gethostbyname("127.0.0.1") == "127.0.0.1"
    with socket.socket() as connection, pytest.raises(TypeError):
        connection.connect(None)
    with socket.socket(socket.AF_UNIX) as connection, pytest.raises(FileNotFoundError):
        connection.connect(str(tmp_path / "none"))


def test_the_socket_module_is_as_before_afterwards(echo):
    before = dict(vars(socket)), dict(vars(socket.socket))
    with intercept(HOSTS, echo):
        assert vars(socket)["getaddrinfo"] is not before[0]["getaddrinfo"]
    assert (dict(vars(socket)), dict(vars(socket.socket))) == before


def test_a_library_that_cannot_be_intercepted_is_named(monkeypatch):
    import sys
    from types import ModuleType

    assert "pycurl" not in uninterceptable()
    monkeypatch.setitem(sys.modules, "pycurl", ModuleType("pycurl"))
    assert "pycurl" in uninterceptable()
