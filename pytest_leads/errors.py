"""Errors that the kit itself raises, and the "did you mean" of their messages.

    LeadsError
    ├── UsageError          an option, name, file or value that the kit cannot use (also a ValueError)
    └── LeadsAssertionError what the code under test did wrong (also an AssertionError)
        ├── PitfallError    traffic that falls into a pitfall
        └── EscapeError     a request to a Leads host that slipped past the interception

The last two are AssertionErrors on purpose: no HTTP client takes them for a network error and retries.
``EndlessRunError`` is beside them: it ends a run that does not end by itself, and no ``except Exception`` holds it up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable


class LeadsError(Exception):
    """Root of everything that the kit raises."""


class UsageError(LeadsError, ValueError):
    """The kit was given something that it cannot use: the message names the place, the key and the value."""


class LeadsAssertionError(LeadsError, AssertionError):
    """The code under test, or the test, did something that the contract does not allow."""


class PitfallError(LeadsAssertionError):
    """Traffic that falls into a documented pitfall; ``findings`` are the ``audit.Finding`` that the text tells of."""

    def __init__(self, text: str, findings: Iterable[Any] = ()) -> None:
        super().__init__(text)
        self.findings = tuple(findings)


class EscapeError(LeadsAssertionError):
    """A request to a Leads host that no interception caught; it was stopped before it left the machine."""


class EndlessRunError(BaseException):
    """A provoked run that does not end."""


def did_you_mean(name: str, choices: Iterable[str]) -> str:
    """Return ``"; did you mean 'x'?"`` for the nearest choice, or the whole list when nothing is near."""
    from difflib import get_close_matches

    known = sorted(choices)
    near = get_close_matches(name, known, n=1, cutoff=0.5)
    return f"; did you mean {near[0]!r}?" if near else f"; known: {', '.join(known)}"
