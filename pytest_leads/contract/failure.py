"""How a check ends when the property does not hold, or when it turns out that nothing can be said."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pytest_leads.contract.outcome import Outcome
    from pytest_leads.journal import Exchange


class BrokenContractError(AssertionError):
    """The property of a check does not hold.

    ``given`` says what was there before the call, ``calls`` are the calls in order, the last of them the one that
    is at fault; ``exchange`` is the exchange that shows it, if one does; ``advice`` is what to do beside the
    pitfall's own fix.
    """

    def __init__(  # noqa: PLR0913  # the parts of the report
        self,
        *,
        expected: str,
        seen: str,
        calls: Sequence[Outcome] = (),
        given: Sequence[str] = (),
        exchange: Exchange | None = None,
        advice: str = "",
    ) -> None:
        super().__init__(f"{expected}; {seen}")
        self.expected = expected
        self.seen = seen
        self.calls = tuple(calls)
        self.given = tuple(given)
        self.exchange = exchange
        self.advice = advice


class NotCoveredError(Exception):
    """What the integration does gives the check nothing to judge; the text says why."""


class StageError(Exception):
    """The check cannot be set up, or the API itself is at fault: no verdict on the integration."""


class EndlessError(BaseException):
    """More requests in one call than the result could need.

    A ``BaseException``: code that retries on every ``Exception`` must not go on for ever.
    """
