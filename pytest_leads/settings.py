"""What the options and ini keys amount to: one frozen value, one default, whichever way it was given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, cast, get_args

from pytest_leads.errors import UsageError, did_you_mean
from pytest_leads.operations import HOSTS, SYNC_BASE

if TYPE_CHECKING:
    from collections.abc import Sequence

_MOST_DIGITS = 18
MOST_EXAMPLES = 100_000

AuditMode = Literal["error", "warn", "off"]
RecordMode = Literal["none", "once", "new", "all"]
ScrubLevel = Literal["all", "secrets"]

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

    ``record`` says what becomes of the traffic of tests that name a cassette, ``live`` that it comes from the network
    and not from the simulator; ``cassettes`` is the folder of the user's own, ``scrub`` what is taken out of them
    before they are written. A cassette older than ``max_age`` days is told of, or fails its test if ``age_fails``.

    ``provoke`` are ids of the pitfalls whose symptoms are answered to tests that passed; ``reports`` are paths of the
    reports that are written.
    """

    active: bool = False
    audit: AuditMode = "error"
    seed: int = 0
    hosts: frozenset[str] = HOSTS
    examples: int = EXAMPLES
    server: Server | None = None
    contract: str = ""
    record: RecordMode = "none"
    live: bool = False
    cassettes: str = "tests/leads_cassettes"
    scrub: ScrubLevel = "all"
    max_age: int | None = None
    age_fails: bool = False
    list_unused: bool = False
    provoke: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()


def audit_mode(value: str, *, given_by: str) -> AuditMode:
    """Check a value of ``--leads-audit`` or of its ini twin, named by ``given_by``.

    Raises:
        UsageError: names the place and the value, and offers the nearest.
    """
    return cast("AuditMode", _one_of(value, get_args(AuditMode), given_by))


def record_mode(value: str, *, given_by: str) -> RecordMode:
    """Check a value of ``--leads-record`` or of its ini twin.

    Raises:
        UsageError: as above.
    """
    return cast("RecordMode", _one_of(value, get_args(RecordMode), given_by))


def scrub_level(value: str, *, given_by: str) -> ScrubLevel:
    """Check a value of ``leads_scrub``.

    Raises:
        UsageError: as above.
    """
    return cast("ScrubLevel", _one_of(value, get_args(ScrubLevel), given_by))


def _one_of(value: str, choices: tuple[str, ...], given_by: str) -> str:
    if value not in choices:
        raise UsageError(f"{given_by} = {value!r}: no such mode{did_you_mean(value, choices)}")
    return value


def provoked(value: str, *, given_by: str, known: Sequence[str]) -> tuple[str, ...]:
    """Check ``--leads-provoke`` or its ini twin: ``all``, or ids of ``known`` pitfalls, separated by commas or blanks.

    Raises:
        UsageError: one is no pitfall, with the nearest one, or there is none.
    """
    wanted = dict.fromkeys(value.replace(",", " ").split())
    if not wanted and (value or given_by.startswith("--")):
        raise UsageError(f"{given_by} = {value!r}: no pitfall is named; known: {', '.join(['all', *known])}")
    for name in wanted:
        if name not in {*known, "all"}:
            is_path = given_by.startswith("--") and not {"/", "."}.isdisjoint(name)
            hint = f"; for a path to follow, write {given_by}=all" if is_path else ""
            raise UsageError(f"{given_by} = {name!r}: no such pitfall{did_you_mean(name, [*known, 'all'])}{hint}")
    return tuple(known if "all" in wanted else wanted)


def max_age(value: str, *, given_by: str) -> tuple[int | None, bool]:
    """Check ``leads_cassette_max_age``: days, and whether an older cassette fails its test (``90 fail``).

    Raises:
        UsageError: it is something else.
    """
    if not value.strip():
        return None, False
    days, _, what = value.strip().partition(" ")
    if not (days.isascii() and days.isdigit() and len(days) <= _MOST_DIGITS and what.strip() in {"", "warn", "fail"}):
        raise UsageError(f"{given_by} = {value!r}: a number of days is needed, alone or with fail: 90, or 90 fail")
    return int(days), what.strip() == "fail"


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


def live_mode(wanted: bool, record: str) -> bool:  # noqa: FBT001  # it is the value of an option
    """Check ``--leads-live``.

    Raises:
        UsageError: nothing is recorded, so nothing has to go out.
    """
    if wanted and record == "none":
        raise UsageError("--leads-live goes with --leads-record=once, new or all: only what is recorded goes out")
    return wanted


def example_count(value: str, *, given_by: str) -> int:
    """Check a value of ``--leads-examples`` or of its ini twin.

    Raises:
        UsageError: it is not a whole number from 1 to 100,000.
    """
    if not (value.isascii() and value.isdigit() and 1 <= int(value[:_MOST_DIGITS]) <= MOST_EXAMPLES):
        raise UsageError(f"{given_by} = {value!r}: a whole number from 1 to {MOST_EXAMPLES} is needed")
    return int(value)


def server(url: str, token: str, enterprise: str, *, hosts: frozenset[str] = HOSTS) -> Server:
    """Check ``--leads-base-url`` and what goes with it; ``hosts`` are those of the real API.

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
    if host.rstrip(".") in hosts:
        raise UsageError(
            f"--leads-base-url = {url!r}: {host} is a real host of the Leads API. The contract suite creates and "
            "changes leads by the hundred, so it is never played there; give it a sandbox or a simulator."
        )
    missing = [name for name, value in (("--leads-token", token), ("--leads-enterprise", enterprise)) if not value]
    if missing:
        raise UsageError(f"--leads-base-url = {url!r}: {' and '.join(missing)} must be given with it")
    return Server(url.rstrip("/").removesuffix(SYNC_BASE), token, enterprise)
