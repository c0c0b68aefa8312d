"""One exchange with a server, and further questions to it by the same way and with the same token."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import quote
from zlib import crc32

from pytest_leads.audit.reading import mapping
from pytest_leads.promises.terms import Terms

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    Query = Sequence[tuple[str, str]]


#: Answers that are about the caller's rights, or the server's load or limits, and say nothing of the question.
_NO_ANSWER = frozenset({401, 413, 429})
_FORBIDDEN = 403
_SERVER_ERROR = 500
#: Values of each type that an identifier may have, by a number of eight digits.
_IDENTIFIERS = {"PHONE": "+9190{:08}", "EMAIL": "another-{}@example.com"}


class UnansweredError(Exception):
    """A further question got no answer to it: it was too large, one too many, not allowed, or the server failed."""


@dataclass(frozen=True, slots=True)
class Reply:
    """Status and decoded body of an answer; the body is ``None`` when it is no JSON."""

    status: int
    body: Any = None

    @property
    def error(self) -> Mapping[str, Any]:
        """The error in the envelope, empty when there is none."""
        return mapping(mapping(self.body).get("error"))

    @property
    def ok(self) -> bool:
        """Whether the status is 2xx."""
        return self.status // 100 == 2  # noqa: PLR2004  # the class of success

    def says(self, status: int, code: str) -> bool:
        """Whether it is the refusal with this status and wire code."""
        return self.status == status and self.error.get("code") == code

    def __str__(self) -> str:
        code = self.error.get("code")
        return f"{self.status} {code}" if code else str(self.status)


@dataclass
class Exchange:
    """A call to one enterprise: ``operation`` is its id, ``sent`` the decoded body, ``path`` that after the enterprise.

    ``ask(method, path, query, body)`` sends another request to the same enterprise. ``known`` keeps what was learnt of
    the workspace for the exchanges to come.
    """

    operation: str
    path: str
    params: Mapping[str, str]
    query: Query
    sent: Any
    reply: Reply
    ask: Callable[[str, str, Query, Any], Reply]
    known: dict[str, Terms] = field(default_factory=dict)

    def get(self, path: str, *query: tuple[str, str]) -> Reply:
        """Read something of the enterprise.

        Raises:
            UnansweredError: the answer is about the server and not about the question.
        """
        return self._answered("GET", path, query, None)

    def post(self, path: str, body: Any, *query: tuple[str, str]) -> Reply:
        """Send something to the enterprise.

        Raises:
            UnansweredError: as above.
        """
        return self._answered("POST", path, query, body)

    def _answered(self, method: str, path: str, query: Query, body: Any) -> Reply:
        reply = self.ask(method, path, query, body)
        is_barred = reply.status == _FORBIDDEN and not reply.says(_FORBIDDEN, "INVALID_LEAD")
        if reply.status in _NO_ANSWER or is_barred or reply.status >= _SERVER_ERROR:
            raise UnansweredError(f"{method} {path} was answered {reply}")
        return reply

    @property
    def succeeded(self) -> bool:
        """Whether the answer is a success with a JSON object in it."""
        return self.reply.status in {200, 201} and isinstance(self.reply.body, dict)

    @property
    def fields(self) -> Mapping[str, Any]:
        """The fields that were sent, empty where there were none."""
        return mapping(mapping(self.sent).get("fields"))

    @property
    def lead(self) -> str:
        """The path of the lead that it is about, empty when it is about none."""
        return lead_path(self.params.get("leadId") or mapping(self.reply.body).get("lead_id"))

    def lead_fields(self, lead: str = "") -> dict[str, Any] | None:
        """The fields of that lead as they are now, its status among them; ``None`` when it cannot be read.

        ``lead`` is the path of another one.
        """
        reply = self.get(lead or self.lead)
        row = mapping(reply.body)
        if reply.status != 200 or not isinstance(row.get("fields"), dict):  # noqa: PLR2004  # success
            return None
        return ({"status": row["status"]} if row.get("status") else {}) | mapping(row["fields"])

    def another(self, purpose: str) -> str:
        """A value of the lead identifier that no lead has, made from the lead's id and ``purpose``."""
        number = crc32(f"{self.lead} {purpose}".encode()) % 10**8
        return _IDENTIFIERS.get(self.terms.types.get(self.terms.identifier, "TEXT"), "another-{}").format(number)

    @cached_property
    def terms(self) -> Terms:
        """How the workspace is set up, as its own API tells."""
        enterprise = self.params.get("enterpriseId", "")
        if enterprise not in self.known:
            paths = ("/metadata", "/custom-fields", "/custom-actions")
            self.known[enterprise] = Terms.read(*(self.get(path).body for path in paths))
        return self.known[enterprise]


def lead_path(lead_id: Any) -> str:
    """The path of a lead after the enterprise, empty when ``lead_id`` is none."""
    return f"/lead/{quote(lead_id, safe='')}" if isinstance(lead_id, str) and lead_id else ""
