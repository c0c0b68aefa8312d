"""What the options and ini keys amount to: one frozen value, one default, whichever way it was given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, cast, get_args

from pytest_leads.errors import UsageError, did_you_mean
from pytest_leads.operations import HOSTS

_MOST_DIGITS = 18

AuditMode = Literal["error", "warn", "off"]


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one test run.

    ``active`` is ``--leads``: every test is intercepted and audited, not only those that ask for it; ``audit``
    says what a finding does to its test; ``seed`` makes the simulator's ids repeatable; ``hosts`` are the names
    whose requests are intercepted.
    """

    active: bool = False
    audit: AuditMode = "error"
    seed: int = 0
    hosts: frozenset[str] = HOSTS


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
