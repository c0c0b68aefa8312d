"""The documented pitfalls, a room each, and the assertion helpers that speak of them.

A room is a package in here whose ``__init__`` exports ``PITFALL``; an eighth pitfall is one new folder.
"""

from pytest_leads.pitfalls.assertions import assert_no_pitfalls
from pytest_leads.pitfalls.duplicate_lead.assertions import assert_duplicates_handled
from pytest_leads.pitfalls.identifier_change.assertions import (
    assert_identifier_not_sent,
    assert_identifier_unchanged,
)
from pytest_leads.pitfalls.iso_date.assertions import assert_supported_dates
from pytest_leads.pitfalls.page_cap.assertions import assert_all_pages_read, assert_page_limit
from pytest_leads.pitfalls.partial_success.assertions import assert_no_ignored
from pytest_leads.pitfalls.rooms import all_pitfalls
from pytest_leads.pitfalls.search_by_query.assertions import assert_search_by_post
from pytest_leads.pitfalls.unknown_status.assertions import assert_known_statuses

__all__ = [
    "all_pitfalls",
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
