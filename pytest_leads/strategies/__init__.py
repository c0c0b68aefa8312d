"""Hypothesis strategies for the values of one workspace; small, readable, and read back as they were sent."""

from pytest_leads.strategies.actions import invalid_actions, valid_actions
from pytest_leads.strategies.fields import InvalidField, field_sets, invalid_fields
from pytest_leads.strategies.identifiers import other_spellings

__all__ = ["InvalidField", "field_sets", "invalid_actions", "invalid_fields", "other_spellings", "valid_actions"]
