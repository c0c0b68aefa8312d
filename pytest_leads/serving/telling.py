"""What the control API tells, as JSON values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pytest_leads import masking
from pytest_leads.audit.text import sentence
from pytest_leads.pitfalls import all_pitfalls
from pytest_leads.session.verdict import judge_so_far
from pytest_leads.workspace.clock import system_clock
from pytest_leads.workspace.rendering import fields_of

if TYPE_CHECKING:
    from pytest_leads.audit import Finding
    from pytest_leads.journal import Exchange
    from pytest_leads.serving.served import Served
    from pytest_leads.session.record import Record
    from pytest_leads.session.verdict import Verdict
    from pytest_leads.wire import Origin, Request, Response
    from pytest_leads.workspace.lead import Lead


def addresses(served: Served) -> dict[str, str]:
    """Where everything is, and with what one is let in."""
    return {
        "sync_url": served.sync_url,
        "async_url": served.async_url,
        "control_url": served.control_url,
        "enterprise_id": served.enterprise_id,
        "token": served.token,
        "async_token": served.async_token,
    }


def state(served: Served) -> dict[str, Any]:
    """The whole state; leads are newest first."""
    workspace = served.workspace
    leads = workspace.leads
    return {
        **addresses(served),
        "test": served.record.test,
        "exchanges": len(served.journal),
        "queued": len(workspace.queue),
        "clock": clock(served),
        "leads": [_lead(lead) for lead in leads],
    }


def quirks(served: Served) -> dict[str, Any]:
    """All quirks by name."""
    return {"quirks": dict(served.workspace.quirks)}


def faults(served: Served) -> dict[str, Any]:
    """All faults, with what they met and hit."""
    return {"faults": served.faults.state()}


def clock(served: Served) -> dict[str, Any]:
    """What the clock says, and whether it stands still."""
    now = served.workspace.clock
    return {"now": now(), "manual": now is not system_clock}


def journal(served: Served, since: int) -> dict[str, Any]:
    """The exchanges after number ``since``."""
    return {"exchanges": [_exchange(exchange) for exchange in served.journal[since:]]}


def findings_so_far(served: Served) -> dict[str, Any]:
    """What was found since the last reset."""
    return findings(served.record, judge_so_far(served.record))


def findings(record: Record, verdict: Verdict) -> dict[str, Any]:
    """What a verdict says of a record."""
    return {
        "test": record.test,
        "exchanges": len(record.journal),
        "findings": [_finding(finding) for finding in (*verdict.errors, *verdict.warnings)],
        "troubles": list(verdict.troubles),
    }


def _lead(lead: Lead) -> dict[str, Any]:
    actions = [
        {
            **action.members,
            "action_id": action.id,
            "type": action.type,
            "created_on": action.created_on,
            "performed_by": action.performed_by,
        }
        for action in lead.actions
    ]
    return {"lead_id": lead.id, "fields": fields_of(lead), "actions": actions}


def _exchange(exchange: Exchange) -> dict[str, Any]:
    disclosed = exchange.disclosure
    return {
        "number": exchange.number,
        "at": exchange.at,
        "operation": exchange.operation.id if exchange.operation else None,
        "client": exchange.sender.client,
        "origin": _origin(exchange.sender.origin),
        "request": {
            "method": exchange.request.method,
            "url": masking.url(exchange.request.url),
            **_message(exchange.request),
        },
        "response": {"status": exchange.response.status, **_message(exchange.response)},
        "quirks": list(disclosed.quirks),
        "dropped": [{"path": lost.path, "reason": lost.reason, "told": lost.told} for lost in disclosed.dropped],
        "fault": disclosed.fault.kind if disclosed.fault else None,
    }


def _message(message: Request | Response) -> dict[str, Any]:
    body = masking.body(message.body.decode("utf-8", "replace"))
    return {"headers": [list(pair) for pair in masking.headers(message.headers)], "body": body}


def _origin(origin: Origin | None) -> dict[str, Any] | None:
    return {"file": origin.file, "line": origin.line, "function": origin.function} if origin else None


def _finding(finding: Finding) -> dict[str, Any]:
    pitfall = {pitfall.id: pitfall for pitfall in all_pitfalls()}[finding.pitfall]
    return {
        "pitfall": pitfall.id,
        "code": pitfall.code,
        "rule": finding.rule,
        "level": finding.level,
        "exchange": finding.exchange.number,
        "origin": _origin(finding.exchange.sender.origin),
        "path": finding.path,
        "seen": sentence(finding),
        "fix": pitfall.fix,
        "advice": finding.advice,
    }
