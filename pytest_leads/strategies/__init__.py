"""Hypothesis strategies for what is sent to one workspace: small, readable, and true to what their names promise.

All are functions with keyword arguments only, which are checked at the call. ``workspace`` is a ``Workspace``, whose
fields, labels and formats are read when the strategy is made, or by default one that names nothing. Their docstrings
say what is covered and what never comes; a value whose fate the documents leave open is neither valid nor invalid.
"""

from pytest_leads.strategies.actions import actions, custom_actions, invalid_actions, payments, read_only_actions
from pytest_leads.strategies.dates import dates, iso_dates, windows
from pytest_leads.strategies.edges import EdgeField, edge_fields
from pytest_leads.strategies.fields import field_sets, leads
from pytest_leads.strategies.identifiers import identifiers, spellings
from pytest_leads.strategies.invalid import VALUE_KINDS, InvalidField, InvalidLead, invalid_fields, invalid_leads
from pytest_leads.strategies.labels import near_miss_labels
from pytest_leads.strategies.pages import pages, pages_outside
from pytest_leads.strategies.searches import searches, unknown_status_searches
from pytest_leads.strategies.updates import updates, updates_with_identifier
from pytest_leads.strategies.workspaces import pipelines, workspaces

__all__ = [
    "VALUE_KINDS",
    "EdgeField",
    "InvalidField",
    "InvalidLead",
    "actions",
    "custom_actions",
    "dates",
    "edge_fields",
    "field_sets",
    "identifiers",
    "invalid_actions",
    "invalid_fields",
    "invalid_leads",
    "iso_dates",
    "leads",
    "near_miss_labels",
    "pages",
    "pages_outside",
    "payments",
    "pipelines",
    "read_only_actions",
    "searches",
    "spellings",
    "unknown_status_searches",
    "updates",
    "updates_with_identifier",
    "windows",
    "workspaces",
]
