"""The calls of a machine in plain HTTP, and what a call tells of itself."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from pytest_leads.audit.reading import items, mapping
from pytest_leads.operations import BY_ID
from pytest_leads.wire import NotJsonError, Request

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from pytest_leads.machine.links import Link
    from pytest_leads.wire import Response


class RefusedError(Exception):
    """The API refused a call: to be raised by calls of one's own, too; ``status`` is 0 where it is not known."""

    def __init__(self, status: int = 0, text: str = "") -> None:
        super().__init__(f"{status} {text}".strip())
        self.status = status


@dataclass(frozen=True, slots=True)
class Written:
    """What a create, or an adding of actions, tells its caller.

    ``ignored`` are the paths of what was not stored: ``"fields.rating"``, ``"actions[1]"``. A path inside of an action
    that was stored all the same names the field that it lost.
    """

    lead_id: str
    ignored: Collection[str] = ()

    @classmethod
    def of(cls, answer: Mapping[str, Any]) -> Written:
        """What the API's own answer tells (docs: leads/create, actions/create)."""
        lost = [index for index, action in enumerate(items(answer.get("actions"))) if _is_ignored(action)]
        actions = [f"actions[{index}]" for index in lost]
        paths = [str(mapping(remark).get("field")) for remark in items(answer.get("remarks"))]
        others = [path for path in paths if not path.startswith(tuple(f"{action}." for action in actions))]
        return cls(str(answer.get("lead_id")), tuple(dict.fromkeys([*others, *actions])))


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a search."""

    rows: list[dict[str, Any]]
    total: Any


class Plain:
    """The operations over a link, each as the documents have it."""

    def __init__(self, link: Link) -> None:
        self._link = link

    def create(self, fields: Mapping[str, Any], actions: Sequence[Mapping[str, Any]] = ()) -> Written:
        """Create a lead.

        Raises:
            RefusedError: the API answered anything but 201.
        """
        body = {"fields": fields, "actions": list(actions)} if actions else {"fields": fields}
        return Written.of(self._ask("create_lead", body))

    def update(self, lead_id: str, fields: Mapping[str, Any]) -> dict[str, Any]:
        """Change a lead: its fields as they are then.

        Raises:
            RefusedError: the API answered anything but 200.
        """
        return self._ask("update_lead", {"fields": fields}, leadId=lead_id)

    def save(self, fields: Mapping[str, Any], actions: Sequence[Mapping[str, Any]] = ()) -> None:
        """Hand a lead to the Async API.

        Raises:
            RefusedError: the API answered anything but 200.
        """
        self._ask("save_lead", {"fields": fields, "actions": list(actions)} if actions else {"fields": fields})

    def add_actions(self, lead_id: str, actions: Sequence[Mapping[str, Any]]) -> Written:
        """Append actions to a lead's timeline.

        Raises:
            RefusedError: the API answered anything but 200.
        """
        return Written.of(self._ask("create_actions", {"actions": list(actions)}, leadId=lead_id))

    def read(self, lead_id: str) -> dict[str, Any]:
        """Read a lead.

        Raises:
            RefusedError: the API answered anything but 200.
        """
        return self._ask("read_lead", leadId=lead_id)

    def page(self, filters: Mapping[str, Any], skip: int, limit: int) -> Page:
        """One page of the leads that match.

        Raises:
            RefusedError: the API answered anything but 200.
        """
        answer = self._ask("search_leads", {"fields": filters}, {"skip": skip, "limit": limit})
        return Page([mapping(row) for row in items(answer.get("data"))], answer.get("total_count"))

    def pages(self, filters: Mapping[str, Any], limit: int = 100) -> list[Page]:
        """All pages of the leads that match, as many as ``total_count`` tells.

        Raises:
            RefusedError: the API answered anything but 200.
        """
        pages = [self.page(filters, 0, limit)]
        while pages[-1].rows and isinstance(pages[0].total, int) and len(pages) * limit < pages[0].total:
            pages.append(self.page(filters, len(pages) * limit, limit))
        return pages

    def search(self, filters: Mapping[str, Any]) -> list[dict[str, Any]]:
        """All leads that match.

        Raises:
            RefusedError: the API answered anything but 200.
        """
        return [row for page in self.pages(filters) for row in page.rows]

    def timeline(self, lead_id: str) -> list[dict[str, Any]]:
        """The newest hundred actions of a lead, newest first.

        Raises:
            RefusedError: the API answered anything but 200.
        """
        answer = self._ask("search_actions", {}, {"limit": 100}, leadId=lead_id)
        return [mapping(action) for action in items(answer.get("data"))]

    def get(self, operation: str) -> dict[str, Any]:
        """What the API tells of the workspace itself.

        Raises:
            RefusedError: the API answered anything but 200.
        """
        return self._ask(operation, query={"detail": "true"} if operation == "list_fields" else None)

    def _ask(
        self, operation: str, body: Any = None, query: Mapping[str, Any] | None = None, **params: str
    ) -> dict[str, Any]:
        known, address = BY_ID[operation], self._link.address
        base, token = (
            (address.sync_url, address.token) if known.api == "sync" else (address.async_url, address.async_token)
        )
        path = known.path
        for name, value in {"enterpriseId": address.enterprise_id, **params}.items():
            path = path.replace(f"{{{name}}}", quote(value, safe=""))
        url = f"{base}{path}{f'?{urlencode(query)}' if query else ''}"
        headers = (("Authorization", f"Bearer {token}"), ("Content-Type", "application/json"))
        content = b"" if body is None else json.dumps(body).encode()
        response = self._link.send(Request(known.method, url, headers, content))
        received = _received(response)
        if response.status != known.success:
            raise RefusedError(response.status, json.dumps(received)[:300])
        return received


def _received(response: Response) -> dict[str, Any]:
    try:
        return mapping(response.json())
    except NotJsonError:
        return {}


def _is_ignored(action: Any) -> bool:
    return bool(mapping(action).get("status") != "CREATED")
