"""What a machine holds the API and the code under test to, and the error that says that something else was seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_leads import masking
from pytest_leads.audit.curl import curl
from pytest_leads.audit.text import copied, labelled
from pytest_leads.errors import LeadsAssertionError

if TYPE_CHECKING:
    from pytest_leads.journal import Exchange

LONGEST_ANSWER = 300


@dataclass(frozen=True, slots=True)
class Promise:
    """A rule in one sentence, and why it hurts when it does not hold."""

    rule: str
    why: str


ACCEPTED = Promise(
    "a call of which nothing is invalid is not refused",
    "Whoever is refused without a reason retries for ever, or gives a lead up.",
)
REFUSED = Promise(
    "what cannot be done is refused, with the documented status",
    "A caller who hears nothing goes on as if it had been done.",
)
DUPLICATE = Promise(
    "one identifier is one lead, in whatever spelling: a second create is refused, or changes the lead that is there",
    "Two leads of one person: two salesmen call, and each sees half of what happened.",
)
IDENTIFIER = Promise(
    "the identifier of a lead never changes",
    "Whoever looks the lead up by its old identifier finds nothing, and creates a second one.",
)
TOLD = Promise(
    "what is left out of a write is told to the caller, and nothing else is",
    "A 200 or 201 that dropped half of the data looks like success, and nobody ever sends the rest again.",
)
LOST = Promise(
    "no lead is lost: each that was written is there, once",
    "A lead that is not found is never called.",
)
SURPLUS = Promise(
    "no lead is there that nobody wrote",
    "A lead out of nowhere is called, mailed and counted.",
)
TOTAL = Promise(
    "total_count is the number of all leads that match",
    "Whoever computes the number of pages from it reads too few of them.",
)
ORDER = Promise(
    "leads come newest first",
    "Whoever reads the first page to see what is new sees what is old, and pages shift while they are read.",
)
MATCH = Promise(
    "a search gives every lead that matches, and no other",
    "Leads that are there and not found are left out of whatever is done next; others are caught up in it.",
)
PAGES = Promise(
    "pages put together give every lead once",
    "A lead at the seam of two pages is dealt with twice, or never.",
)
STORED = Promise(
    "what was written is what is read, and only fields that are named are changed",
    "An update that is lost, or that changes more than it names, is data loss that no error tells of.",
)
IGNORED = Promise(
    "what is invalid is not stored",
    "A value that was reported as ignored, or has to be, and is there all the same, is believed by whoever reads it.",
)
UNCHANGED = Promise(
    "a lead to which nobody wrote stays as it is",
    "A write that reaches another lead than the one it names spoils data of which nobody knows.",
)
TIMELINE = Promise(
    "an action that is CREATED is in the timeline once, newest first, and one that is IGNORED is not there",
    "A payment or a call that is missing, or is there twice, is wrong in every report.",
)


class DivergenceError(LeadsAssertionError):
    """What was seen is not what the model expects.

    ``promise`` is the rule that does not hold; ``through`` says who saw it, ``exchange`` shows it, if one does.
    """

    def __init__(
        self, promise: Promise, *, expected: str, seen: str, through: str, exchange: Exchange | None = None
    ) -> None:
        self.promise = promise
        self.expected = expected
        self.seen = seen
        self.through = through
        self.exchange = exchange
        super().__init__(self._text())

    def _text(self) -> str:
        lines = [f"Broken: {self.promise.rule}."]
        lines += labelled("seen", masking.prose(f"{self.seen} ({self.through})"))
        lines += labelled("expected", masking.prose(self.expected))
        lines += labelled("why", self.promise.why)
        if self.exchange is not None:
            lines += copied("exchange", f"{curl(self.exchange.request)}\n{_answer(self.exchange)}")
        return "\n".join(lines)


def _answer(exchange: Exchange) -> str:
    text = exchange.response.body.decode("utf-8", "replace")
    cut = f"... ({len(text)} characters)" if len(text) > LONGEST_ANSWER else ""
    return f"answered {exchange.response.status} {masking.body(text[:LONGEST_ANSWER])}{cut}"
