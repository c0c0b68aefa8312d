"""Contract tests for code that talks to the telecrm Leads API.

Everything here is imported when it is first used: having the package installed costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pytest_leads.audit import Finding
    from pytest_leads.contract import Integration, Outcome
    from pytest_leads.errors import EscapeError, LeadsAssertionError, LeadsError, PitfallError, UsageError
    from pytest_leads.journal import Exchange, Journal
    from pytest_leads.machine import LeadsMachine
    from pytest_leads.pitfalls import (
        assert_all_pages_read,
        assert_duplicates_handled,
        assert_identifier_not_sent,
        assert_identifier_unchanged,
        assert_known_statuses,
        assert_no_ignored,
        assert_no_pitfalls,
        assert_page_limit,
        assert_search_by_post,
        assert_supported_dates,
    )
    from pytest_leads.session.api import LeadsApi
    from pytest_leads.suite.contract import LeadsContract
    from pytest_leads.workspace import ManualClock, Workspace

_HOMES = {
    "EscapeError": "errors",
    "Exchange": "journal",
    "Finding": "audit",
    "Integration": "contract",
    "Journal": "journal",
    "LeadsApi": "session.api",
    "LeadsAssertionError": "errors",
    "LeadsContract": "suite.contract",
    "LeadsError": "errors",
    "LeadsMachine": "machine",
    "ManualClock": "workspace",
    "Outcome": "contract",
    "PitfallError": "errors",
    "UsageError": "errors",
    "Workspace": "workspace",
    "assert_all_pages_read": "pitfalls",
    "assert_duplicates_handled": "pitfalls",
    "assert_identifier_not_sent": "pitfalls",
    "assert_identifier_unchanged": "pitfalls",
    "assert_known_statuses": "pitfalls",
    "assert_no_ignored": "pitfalls",
    "assert_no_pitfalls": "pitfalls",
    "assert_page_limit": "pitfalls",
    "assert_search_by_post": "pitfalls",
    "assert_supported_dates": "pitfalls",
}

__all__ = [
    "EscapeError",
    "Exchange",
    "Finding",
    "Integration",
    "Journal",
    "LeadsApi",
    "LeadsAssertionError",
    "LeadsContract",
    "LeadsError",
    "LeadsMachine",
    "ManualClock",
    "Outcome",
    "PitfallError",
    "UsageError",
    "Workspace",
    "assert_all_pages_read",
    "assert_duplicates_handled",
    "assert_identifier_not_sent",
    "assert_identifier_unchanged",
    "assert_known_statuses",
    "assert_no_ignored",
    "assert_no_pitfalls",
    "assert_page_limit",
    "assert_search_by_post",
    "assert_supported_dates",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return __all__
