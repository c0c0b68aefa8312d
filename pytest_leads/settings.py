"""What the options and ini keys amount to: one frozen value, one default, whichever way it was given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, cast, get_args

from pytest_leads.errors import UsageError, did_you_mean
from pytest_leads.operations import HOSTS, SYNC_BASE

_MOST_DIGITS = 18
MOST_EXAMPLES = 100_000

AuditMode = Literal["error", "warn", "off"]

#: Examples of each contract check where nothing else is said.
EXAMPLES = 20


@dataclass(frozen=True, slots=True)
class Server:
    """A server that speaks the Leads API: ``url`` without ``/autoupdate/v2`` and without a slash at its end."""

    url: str
    token: str
    enterprise: str


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one test run.

    ``active`` is ``--leads``: every test is intercepted and audited, not only those that ask for it; ``audit``
    says what a finding does to its test; ``seed`` makes the simulator's ids and the examples of the contract suite
    repeatable; ``hosts`` are the names whose requests are intercepted. ``examples`` is the number that each check of
    the contract suite tries; ``server`` another server than the simulator to play it on; ``contract`` the
    ``MODULE:FACTORY`` that it is run on without a test file.
    """

    active: bool = False
    audit: AuditMode = "error"
    seed: int = 0
    hosts: frozenset[str] = HOSTS
    examples: int = EXAMPLES
    server: Server | None = None
    contract: str = ""


def audit_mode(value: str, *, given_by: str) -> AuditMode:
    """Check a value of ``--leads-audit`` or of its ini twin, named by ``given_by``.

    Raises:
        UsageError: names the place and the value, and offers the nearest.
    """
    modes = get_args(AuditMode)
    if value not in modes:
        raise UsageError(f"{given_by} = {value!r}: no such mode{did_you_mean(value, modes)}")
    return cast("AuditMode", value)


def seed_number(value: str, *, given_by: str) -> int:
    """Check a value of ``--leads-seed`` or of its ini twin.

    Raises:
        UsageError: it is not a whole number from 0 up, or has more than 18 digits.
    """
    if not (value.isascii() and value.isdigit()):
        raise UsageError(f"{given_by} = {value!r}: a whole number, 0 or more, is needed")
    if len(value) > _MOST_DIGITS:
        raise UsageError(f"{given_by}: a number of {len(value)} digits is too long; at most {_MOST_DIGITS} are taken")
    return int(value)


def host_name(value: str, *, given_by: str) -> str:
    """Check a host name of ``leads_hosts``: a bare name, in any case.

    Raises:
        UsageError: it is a URL, carries a port or a path, is several names, or a pattern.
    """
    if any(character in value for character in ",*"):
        raise UsageError(
            f"{given_by}: {value!r} is not a host name; names are separated by blanks, and there are no wildcards: "
            "write out each"
        )
    if not value or any(character in value for character in "/:@ "):
        raise UsageError(
            f"{given_by}: {value!r} is not a host name; write it bare, without scheme, port or path: crm.example.com"
        )
    return value.lower()


def example_count(value: str, *, given_by: str) -> int:
    """Check a value of ``--leads-examples`` or of its ini twin.

    Raises:
        UsageError: it is not a whole number from 1 to 100,000.
    """
    if not (value.isascii() and value.isdigit() and 1 <= int(value[:_MOST_DIGITS]) <= MOST_EXAMPLES):
        raise UsageError(f"{given_by} = {value!r}: a whole number from 1 to {MOST_EXAMPLES} is needed")
    return int(value)


def server(url: str, token: str, enterprise: str) -> Server:
    """Check ``--leads-base-url`` and what goes with it.

    Raises:
        UsageError: it is no http(s) address, it is a real host of the Leads API, or token or enterprise is missing.
    """
    from urllib.parse import urlsplit

    parts = urlsplit(url)
    try:
        host, _ = parts.hostname, parts.port
    except ValueError:
        host = None
    if parts.scheme not in {"http", "https"} or not host or parts.query or parts.fragment or "@" in parts.netloc:
        raise UsageError(
            f"--leads-base-url = {url!r}: an address such as http://127.0.0.1:8080 is needed; "
            "the paths /autoupdate/v2/... and /enterprise/.../autoupdatelead follow it"
        )
    if host in HOSTS:
        raise UsageError(
            f"--leads-base-url = {url!r}: {host} is a real host of the Leads API. The contract suite creates and "
            "changes leads by the hundred, so it is never played there; give it a sandbox or a simulator."
        )
    missing = [name for name, value in (("--leads-token", token), ("--leads-enterprise", enterprise)) if not value]
    if missing:
        raise UsageError(f"--leads-base-url = {url!r}: {' and '.join(missing)} must be given with it")
    return Server(url.rstrip("/").removesuffix(SYNC_BASE), token, enterprise)
