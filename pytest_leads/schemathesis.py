"""The seven pitfalls as Schemathesis checks, which hold a server of the Leads API to what the documents promise.

Importing this module registers them, so that ``case.call_and_validate()`` runs them beside the built-in ones, and so
does ``schemathesis run`` with it as its hook module (``SCHEMATHESIS_HOOKS=pytest_leads.schemathesis``, or
``hooks = "pytest_leads.schemathesis"`` in schemathesis.toml). It also makes the formats of the description known, and
takes back the few built-in checks that the documents contradict (``openapi.exemptions``).

A check judges the exchange that Schemathesis made, and asks further with the same transport, headers and cookies:
``leads_identifier_change``, ``leads_partial_success``, ``leads_search_by_query``, ``leads_duplicate_lead``,
``leads_page_cap``, ``leads_unknown_status``, ``leads_iso_date``. Written against Schemathesis 4.32.5.
"""

from __future__ import annotations

import re
from importlib import import_module
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit
from weakref import finalize

import schemathesis
from schemathesis.cli.ext.handlers import handler
from schemathesis.core.failures import Failure, Severity
from schemathesis.engine.events import EngineFinished

from pytest_leads.audit.text import labelled
from pytest_leads.doors import Handler
from pytest_leads.openapi import schema
from pytest_leads.openapi.bridge import application
from pytest_leads.openapi.exemptions import exempt
from pytest_leads.openapi.formats import register
from pytest_leads.operations import SYNC_BASE, locate
from pytest_leads.pitfalls import all_pitfalls
from pytest_leads.promises import Exchange, Promise, Reply
from pytest_leads.wire import NotJsonError, decode_json

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from schemathesis.checks import CheckContext
    from schemathesis.core.transport import Response
    from schemathesis.generation.case import Case
    from schemathesis.specs.openapi.schemas import OpenApiSchema

    from pytest_leads.audit import Pitfall
    from pytest_leads.promises import Breach, Terms
    from pytest_leads.session.api import LeadsApi

    Check = Callable[[CheckContext, Response, Case], bool | None]

#: Headers that belong to one request alone.
_OWN_HEADERS = re.compile(r"(content-.*|host|transfer-encoding|connection|expect|x-schemathesis-.*)$", re.IGNORECASE)
#: What was learnt of each enterprise, by the id of its schema, for as long as that lives (it cannot be hashed).
_KNOWN: dict[int, dict[str, Terms]] = {}
#: Whether the checks were called in this run, and whether one of them had anything to judge.
_SEEN: set[str] = set()
_NOTHING_JUDGED = """\
Leads API: the seven checks have judged nothing, for no call that they look at succeeded. Is the token right, and the
enterprise one that the server knows? `pytest-leads openapi --enterprise ID` describes the API with that one alone."""


class BrokenPromise(Failure):  # type: ignore[misc]  # Schemathesis is not there where types are checked
    """A server does not hold what the documents promise about a pitfall."""

    kind_title = "Leads API: broken promise"

    def __init__(self, case: Case, pitfall: Pitfall, promise: Promise, breach: Breach) -> None:
        lines = labelled("rule", promise.states) + labelled("seen", breach.seen)
        lines += labelled("why", breach.why) + labelled("fix", breach.fix)
        super().__init__(
            operation=case.operation.label,
            title=f"{pitfall.code} {pitfall.id}",
            message="\n".join(lines),
            case_id=case.id,
            severity=Severity.HIGH,
        )
        self.promise = promise

    @property
    def _unique_key(self) -> str:
        return self.promise.name


def _exchange(ctx: CheckContext, response: Response, case: Case) -> Exchange | None:
    """The exchange as the promises see it; ``None`` when it is no documented call of the Leads API."""
    url = urlsplit(str(response.request.url))
    _, mark, rest = url.path.partition("/enterprise/")
    route = locate("localhost", f"{SYNC_BASE}{mark}{rest}")
    operation = route.operations.get(str(response.request.method)) if route else None
    if route is None or operation is None:
        return None
    return Exchange(
        operation.id,
        "/" + rest.partition("/")[2],
        route.params,
        parse_qsl(url.query, keep_blank_values=True),
        _decoded(response.request.body),
        Reply(response.status_code, _decoded(response.content)),
        _asking(ctx, response, case),
        _known(case.operation.schema),
    )


def _known(schema: Any) -> dict[str, Terms]:
    if id(schema) not in _KNOWN:
        _KNOWN[id(schema)] = {}
        finalize(schema, _KNOWN.pop, id(schema), None)
    return _KNOWN[id(schema)]


def _asking(ctx: CheckContext, response: Response, case: Case) -> Callable[..., Reply]:
    """A way to ask the same server further: by the transport of the case, with its headers, past the hooks."""
    headers = {name: value for name, value in response.request.headers.items() if not _OWN_HEADERS.match(name)}
    before, mark, rest = case.formatted_path.partition("/enterprise/")
    enterprise = f"{before}{mark}{rest.partition('/')[0]}"
    kwargs = dict(ctx.internals.transport_kwargs or {})
    if case.operation.app is not None:
        kwargs.setdefault("app", case.operation.app)

    def ask(method: str, path: str, query: Sequence[tuple[str, str]], body: Any) -> Reply:
        content = {} if body is None else {"body": body, "media_type": "application/json"}
        further = case.operation.Case(method=method, headers=dict(headers), query=dict(query), **content)
        further.path = enterprise + path
        reply = case.operation.schema.transport.send(further, **kwargs)
        return Reply(reply.status_code, _decoded(reply.content))

    return ask


def _decoded(content: Any) -> Any:
    try:
        return decode_json(content) if content else None
    except NotJsonError:
        return None


def simulated(api: LeadsApi) -> OpenApiSchema:
    """The schema of the simulator behind a test's API; its traffic goes past journal and audit.

    A workspace that names no tokens takes any. Schemathesis would not let that pass, so from here on it takes those of
    ``api`` alone.
    """
    workspace = api.workspace
    if not any(workspace.tokens.values()):
        workspace.tokens = {"sync": (api.token,), "async": (api.async_token,)}
    return schema(
        app=application(Handler(workspace)),
        token=api.token,
        async_token=api.async_token,
        enterprise=workspace.enterprise,
        identifier=workspace.identifier,
    )


def _check_of(pitfall: Pitfall) -> Check:
    """The check of a pitfall: all promises of its room."""
    room = pitfall.id.replace("-", "_")
    module = import_module(f"pytest_leads.pitfalls.{room}.promises")
    promises = [value for value in vars(module).values() if isinstance(value, Promise)]
    operations = {operation for promise in promises for operation in promise.operations}

    def check(ctx: CheckContext, response: Response, case: Case) -> bool | None:
        exchange = _exchange(ctx, response, case)
        if exchange is None:
            return None
        _SEEN.add("judged" if exchange.succeeded and exchange.operation in operations else "called")
        for promise in promises:
            for breach in promise.breaches(exchange):
                raise BrokenPromise(case, pitfall, promise, breach)
        return None

    check.__name__ = check.__qualname__ = f"leads_{room}"
    check.__doc__ = "\n".join(promise.states for promise in promises)
    return schemathesis.check(check)  # type: ignore[no-any-return]


@schemathesis.hook  # type: ignore[untyped-decorator]  # as above
def after_load_schema(_context: Any, schema: Any) -> None:
    """Take back what the documents contradict, in every schema that has operations of the Leads API."""
    exempt(schema)


class _Summary:
    """Says at the end of a run of the command line that nothing was judged, if that is so."""

    def __init__(self, *_args: Any, **_params: Any) -> None:
        _SEEN.clear()

    def start(self, _context: Any) -> None: ...

    def handle_event(self, context: Any, event: Any) -> None:
        if isinstance(event, EngineFinished) and _SEEN and "judged" not in _SEEN:
            context.add_summary_line(_NOTHING_JUDGED)

    def shutdown(self, _context: Any) -> None: ...


register()
handler()(_Summary)  # as a decorator it would give None
CHECKS: dict[str, Check] = {check.__name__: check for check in map(_check_of, all_pitfalls())}
globals().update(CHECKS)
