"""Which module of which client library is patched, and by what."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from types import ModuleType

    from pytest_leads.interception.patching import Patch


def _http_client(module: ModuleType) -> Iterable[Patch]:
    from pytest_leads.interception.http_client import http_client_patches

    return http_client_patches(module)


def _urllib3(module: ModuleType) -> Iterable[Patch]:
    from pytest_leads.interception.http_client import urllib3_patches
    from pytest_leads.interception.urllib3_request import urllib3_request_patches

    return [*urllib3_patches(module), *urllib3_request_patches(module)]


def _httpcore(module: ModuleType) -> Iterable[Patch]:
    from pytest_leads.interception.httpcore_pools import httpcore_patches

    return httpcore_patches(module)


def _aiohttp(module: ModuleType) -> Iterable[Patch]:
    from pytest_leads.interception.aiohttp_connector import aiohttp_patches

    return aiohttp_patches(module)


#: The module whose import makes a client's classes exist, and what patches them.
CLIENTS: dict[str, Callable[[ModuleType], Iterable[Patch]]] = {
    "http.client": _http_client,
    "urllib3.connection": _urllib3,
    "httpcore": _httpcore,
    "httpcore2": _httpcore,
    "aiohttp.connector": _aiohttp,
}

#: Libraries whose requests cannot be seen: most bring a network stack that is not written in Python.
_UNINTERCEPTABLE = {
    "pycurl": "pycurl",
    "curl_cffi": "curl_cffi",
    "pyreqwest": "pyreqwest",
    "primp": "primp",
    "rnet": "rnet",
    "hrequests": "hrequests",
    "tls_client": "tls_client",
    "niquests": "niquests",
    "tornado.simple_httpclient": "tornado",
    "tornado.curl_httpclient": "tornado (curl)",
    "twisted.web.client": "twisted",
    "httplib2": "httplib2",
    "geventhttpclient": "geventhttpclient",
}


def uninterceptable() -> frozenset[str]:
    """Return the names of loaded libraries whose requests the interception cannot answer.

    Those that use Python's ``socket`` are stopped by the backstop, loudly; those that bring their own network
    stack (pycurl, curl_cffi, ...) are neither seen nor stopped.
    """
    return frozenset(name for module, name in _UNINTERCEPTABLE.items() if module in sys.modules)


def genuine(patch: Patch, module: ModuleType) -> bool:
    """Whether a patch is on a class of the library's own: vcrpy and monkeypatch put others in their place."""
    home = str(getattr(patch.owner, "__module__", "")).partition(".")[0]
    return home.lstrip("_") == module.__name__.partition(".")[0]
