"""What a program under test finds in its environment: the addresses, and what catches its requests inside it."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pytest_leads.errors import UsageError, did_you_mean
from pytest_leads.operations import HOSTS
from pytest_leads.running.launchers import with_launchers

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pytest_leads.serving import Served

#: Tells what is loaded into Node and Python programs where the server is, as JSON.
TOLD = "PYTEST_LEADS_RUN"
#: Names that integrations read, and the member of the address that each is for. A base URL is without the enterprise.
NAMES: Mapping[str, str] = {
    "TELECRM_BASE_URL": "sync_url",
    "TELECRM_API_URL": "sync_url",
    "TELECRM_API_BASE_URL": "sync_url",
    "TELECRM_SYNC_URL": "sync_url",
    "TELECRM_URL": "sync_url",
    "TELECRM_ASYNC_URL": "async_url",
    "TELECRM_ENTERPRISE_ID": "enterprise_id",
    "TELECRM_TOKEN": "token",
    "TELECRM_API_TOKEN": "token",
    "TELECRM_API_KEY": "token",
    "TELECRM_ACCESS_TOKEN": "token",
    "TELECRM_SYNC_TOKEN": "token",
    "TELECRM_ASYNC_TOKEN": "async_token",
}
_PLACEHOLDERS = ("sync_url", "async_url", "enterprise_id", "token", "async_token")
_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_HERE = Path(__file__).parent
PRELOAD = _HERE / "preload.cjs"
SITECUSTOMIZE = _HERE / "python"


def _quoted(path: str) -> str:
    """A path as NODE_OPTIONS takes it, whatever is in it."""
    escaped = path.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


#: What loads us into every program, and what parts it from the user's own behind it.
_LOADED: Mapping[str, tuple[str, str]] = {
    "NODE_OPTIONS": (f"--require {_quoted(str(PRELOAD))}", " "),
    "PYTHONPATH": (str(SITECUSTOMIZE), os.pathsep),
}


def templates(given: Sequence[str]) -> dict[str, str]:
    """Name and template of each ``--env NAME=TEMPLATE``.

    Raises:
        UsageError: one is no such pair, or names a placeholder that there is not.
    """
    found = {}
    for text in given:
        name, equals, template = text.partition("=")
        if not name or not equals:
            raise UsageError(f"--env {text}: NAME=TEMPLATE is needed, such as CRM_URL={{sync_url}}")
        for placeholder in _PLACEHOLDER.findall(template):
            if placeholder not in _PLACEHOLDERS:
                hint = did_you_mean(placeholder, _PLACEHOLDERS)
                raise UsageError(f"--env {text}: there is no {{{placeholder}}}{hint}")
        found[name] = template
    return found


def environment(inherited: Mapping[str, str], served: Served, asked: Mapping[str, str], notes: Path) -> dict[str, str]:
    """The whole environment of the program: what is ``inherited`` stays, but for the names that are ``asked`` for.

    ``asked`` holds templates by name; into ``notes`` the program's processes write what they refused, and beside it
    a folder of launchers is made.
    """
    known = {name: getattr(served, member) for name, member in NAMES.items()}
    filled = {
        name: _PLACEHOLDER.sub(lambda found: str(getattr(served, found[1])), template)
        for name, template in asked.items()
    }
    given = {**known, **inherited, **filled}
    host, _, port = served.url.removeprefix("http://").rpartition(":")
    told: dict[str, Any] = {"host": host, "port": int(port), "hosts": sorted(HOSTS), "notes": str(notes)}
    kept = {TOLD: json.dumps({**told, "passed_on": _LOADED})}
    return {
        **given,
        **dict(_past_proxies(given)),
        "PATH": with_launchers(given.get("PATH", os.defpath), notes.with_name("launchers"), kept, _LOADED),
        **{name: _joined(separator, ours, given.get(name, "")) for name, (ours, separator) in _LOADED.items()},
        **kept,
    }


def left_alone(inherited: Mapping[str, str], asked: Mapping[str, str]) -> list[str]:
    """Names that the user has set already, to an address of the real API: a program that reads them sends there."""
    return [
        name for name in NAMES if name not in asked and any(host in inherited.get(name, "").lower() for host in HOSTS)
    ]


def _past_proxies(inherited: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Both spellings of the list of hosts that no proxy is asked for, since a proxy would pass requests on."""
    for name in ("NO_PROXY", "no_proxy"):
        given = inherited.get(name, "")
        if given.strip() != "*":
            yield name, _joined(",", given, "127.0.0.1", "localhost", *sorted(HOSTS))


def _joined(separator: str, *parts: str) -> str:
    return separator.join(part for part in parts if part)
