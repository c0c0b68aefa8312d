"""Where the Leads API is: its hosts, its route table as data, and the look-up of a URL in it.

Source of every row: docs, sync-api/* and async-api/create-or-update-lead.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Mapping

Api = Literal["sync", "async"]

SYNC_HOST = "next.telecrm.in"
ASYNC_HOST = "next-api.telecrm.in"
LEGACY_HOST = "api.telecrm.in"
DASHBOARD_HOST = "app.telecrm.in"
#: Every host that belongs to the Leads API, today's and those seen in older integrations.
HOSTS = frozenset({SYNC_HOST, ASYNC_HOST, LEGACY_HOST, DASHBOARD_HOST})

SYNC_BASE = "/autoupdate/v2"
SYNC_URL = f"https://{SYNC_HOST}{SYNC_BASE}"
ASYNC_URL = f"https://{ASYNC_HOST}"


@dataclass(frozen=True, slots=True)
class Address:
    """Where the API is, and with what one is let in; the URLs are without the enterprise."""

    sync_url: str
    async_url: str
    enterprise_id: str
    token: str
    async_token: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One documented call: ``path`` is the template after the base URL, ``success`` the status when it works.

    ``statuses`` are the others that its page, or the page of its pitfalls, speaks of.
    """

    id: str
    method: str
    path: str
    success: int
    docs: str
    statuses: tuple[int, ...]
    api: Api = "sync"


_E = "/enterprise/{enterpriseId}"
_LEAD = _E + "/lead/{leadId}"
_STATE = _E + "/teammember/state_change"
#: What a call answers that looks something up, and one that has a body or a limit to it besides.
_LOOK_UP = (401, 404)
_WITH_INPUT = (400, 401, 404)

OPERATIONS: tuple[Operation, ...] = (
    Operation("create_lead", "POST", _E + "/lead", 201, "leads/create", (400, 401, 409)),
    Operation("read_lead", "GET", _LEAD, 200, "leads/get", _WITH_INPUT),
    Operation("update_lead", "POST", _LEAD, 200, "leads/update", (400, 401, 403, 404)),
    Operation("search_leads", "POST", _E + "/lead/search", 200, "leads/search", (400, 401)),
    Operation("create_actions", "POST", _LEAD + "/action", 200, "actions/create", _WITH_INPUT),
    Operation("read_action", "GET", _LEAD + "/action/{actionId}", 200, "actions/get", _WITH_INPUT),
    Operation("update_action", "POST", _LEAD + "/action/{actionId}", 200, "actions/update", _WITH_INPUT),
    Operation("search_actions", "POST", _LEAD + "/action/search", 200, "actions/search", _WITH_INPUT),
    Operation("list_members", "GET", _E + "/team-members", 200, "team-members/list", (400, 401)),
    Operation("create_member", "POST", _E + "/team-members", 201, "team-members/create", (400, 401, 402)),
    Operation("read_member", "GET", _E + "/team-members/{email}", 200, "team-members/get", _WITH_INPUT),
    Operation("change_member_state", "POST", _STATE, 200, "team-members/state-change", _WITH_INPUT),
    Operation("read_metadata", "GET", _E + "/metadata", 200, "enterprise/metadata", _LOOK_UP),
    Operation("list_fields", "GET", _E + "/custom-fields", 200, "enterprise/custom-fields", _LOOK_UP),
    Operation("read_field", "GET", _E + "/custom-fields/{apiName}", 200, "enterprise/custom-fields", _LOOK_UP),
    Operation("list_action_types", "GET", _E + "/custom-actions", 200, "enterprise/custom-actions", _LOOK_UP),
    Operation("read_action_type", "GET", _E + "/custom-actions/{code}", 200, "enterprise/custom-actions", _LOOK_UP),
    Operation("read_pipeline", "GET", _E + "/lead-stage-pipeline", 200, "enterprise/lead-stage-pipeline", _LOOK_UP),
    Operation("save_lead", "POST", _E + "/autoupdatelead", 200, "async-api/create-or-update-lead", (401, 429), "async"),
)
#: Calls that the documents name as mistakes, by method and path, and how they are answered (docs: leads/pitfalls,
#: team-members/pitfalls).
REFUSED: Mapping[tuple[str, str], tuple[int, ...]] = MappingProxyType(
    {("GET", _E + "/lead/search"): (404, 405), ("POST", _E + "/team-members/{email}"): (404,)}
)
BY_ID: Mapping[str, Operation] = MappingProxyType({operation.id: operation for operation in OPERATIONS})


@dataclass(frozen=True, slots=True)
class Route:
    """A documented path: its template, the values of its placeholders, and the operations by method.

    ``legacy`` is true for the paths of older integrations that lead to the Async operation although the
    current documents do not list them.
    """

    template: str
    params: Mapping[str, str]
    operations: Mapping[str, Operation]
    api: Api
    legacy: bool = False


def _by_template() -> dict[str, dict[str, Operation]]:
    table: dict[str, dict[str, Operation]] = {}
    for operation in OPERATIONS:
        table.setdefault(operation.path, {})[operation.method] = operation
    return table


def _literal_first(path: str) -> int:
    return path.count("{")


# Templates with fewer placeholders come first: `lead/search` must win over `lead/{leadId}`.
_TEMPLATES = [
    (template, tuple(template.strip("/").split("/")), MappingProxyType(operations))
    for template, operations in sorted(_by_template().items(), key=lambda row: _literal_first(row[0]))
]


def _match(segments: list[str], pattern: tuple[str, ...]) -> dict[str, str] | None:
    if len(segments) != len(pattern):
        return None
    params = {}
    for segment, expected in zip(segments, pattern, strict=True):
        if expected.startswith("{"):
            if not segment:
                return None
            params[expected[1:-1]] = unquote(segment)
        elif segment != expected:
            return None
    return params


def _base(host: str, path: str) -> tuple[Api, str, bool] | None:
    """Which API a path addresses, the path after its base, and whether it is a legacy address."""
    if path.startswith(SYNC_BASE + "/"):
        return None if host in {ASYNC_HOST, LEGACY_HOST} else ("sync", path[len(SYNC_BASE) :], False)
    if host == LEGACY_HOST:
        return "async", path, True
    if host == ASYNC_HOST and path.startswith("/v2/"):
        return "async", path[len("/v2") :], True
    return None if host == SYNC_HOST else ("async", path, False)


@lru_cache(maxsize=4096)
def locate(host: str, path: str) -> Route | None:
    """Find the documented path that ``path`` on ``host`` addresses, or ``None``.

    Any host that is not one of ``HOSTS`` (a loopback address, a proxy) may carry both APIs.
    """
    based = _base(host, path)
    if based is None:
        return None
    api, rest, legacy = based
    segments = rest.strip("/").split("/")
    for template, pattern, operations in _TEMPLATES:
        if next(iter(operations.values())).api != api:
            continue
        params = _match(segments, pattern)
        if params is not None:
            return Route(template, MappingProxyType(params), operations, api, legacy)
    return None


def documented_statuses(method: str, route: Route) -> tuple[int, ...]:
    """Every status that the documents know for a call; none at all for a method that they do not know there."""
    operation = route.operations.get(method)
    if operation is None:
        return REFUSED.get((method, route.template), ())
    return operation.success, *operation.statuses
