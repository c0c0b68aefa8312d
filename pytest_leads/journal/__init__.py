"""The journal: every exchange of a test, in order, with questions that can be put to it."""

from pytest_leads.journal.exchange import Exchange
from pytest_leads.journal.journal import Journal

__all__ = ["Exchange", "Journal"]
