"""A scenario: a few requests that show a pitfall, its fix, or an edge of it; cassettes are recorded from them."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import httpx

    Play = Callable[["Caller"], None]

Kind = Literal["symptom", "fix", "edge"]


@dataclass(frozen=True, slots=True)
class Scenario:
    """``name`` is the cassette's (``partial-success/create``), ``says`` what is seen in it.

    ``found`` are the ids of the pitfalls that an audit finds in the recording, by findings of any level; ``workspace``
    are arguments of the workspace that answers.
    """

    name: str
    pitfall: str
    kind: Kind
    says: str
    play: Play
    found: tuple[str, ...]
    workspace: Mapping[str, Any] = field(default_factory=dict)


def scenario(
    pitfall: str, name: str, kind: Kind, *, found: bool | None = None, **workspace: Any
) -> Callable[[Play], Scenario]:
    """Make a scenario of a function; its docstring says what is seen.

    A symptom is found by the audit and a fix is not; of an edge ``found`` says which.
    """
    shows = kind == "symptom" if found is None else found

    def made(play: Play) -> Scenario:
        says = " ".join((play.__doc__ or "").split())
        return Scenario(f"{pitfall}/{name}", pitfall, kind, says, play, (pitfall,) if shows else (), workspace)

    return made


class Caller:
    """Sends the requests of a scenario: to the Sync API under an enterprise, and to the Async API."""

    def __init__(self, client: httpx.Client, sync_url: str, async_url: str, enterprise: str) -> None:
        self._client = client
        self._sync = f"{sync_url}/enterprise/{enterprise}"
        self._async = f"{async_url}/enterprise/{enterprise}"

    def post(self, path: str, body: Any, **query: Any) -> Any:
        """POST to the Sync API: the decoded answer."""
        return self._sent(self._sync + path, body, query)

    def get(self, path: str, **query: Any) -> Any:
        """GET from the Sync API: the decoded answer."""
        return self._client.get(self._sync + path, params=query or None).json()

    def create(self, fields: Mapping[str, Any], actions: list[Mapping[str, Any]] | None = None) -> str:
        """Create a lead: its id."""
        body = {"fields": dict(fields)} if actions is None else {"fields": dict(fields), "actions": actions}
        return str(self.post("/lead", body).get("lead_id", ""))

    def search(self, filters: Any, **query: Any) -> list[Any]:
        """Search leads by fields: the rows."""
        return list(self.post("/lead/search", {"fields": filters}, **query).get("data", []))

    def save(self, fields: Mapping[str, Any], actions: list[Mapping[str, Any]] | None = None) -> Any:
        """Create or update by the Async API."""
        body = {"fields": dict(fields), "actions": actions or []}
        return self._sent(f"{self._async}/autoupdatelead", body, {})

    def _sent(self, url: str, body: Any, query: Mapping[str, Any]) -> Any:
        """The bytes are made here: each version of httpx writes JSON its own way, and recordings are to be the same."""
        content = json.dumps(body, ensure_ascii=False).encode()
        headers = {"Content-Type": "application/json"}
        return self._client.post(url, content=content, headers=headers, params=query or None).json()
