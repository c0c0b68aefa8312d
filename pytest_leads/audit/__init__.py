"""The auditor: reads a journal, knows nothing of who made it, returns findings."""

from pytest_leads.audit.auditor import audit
from pytest_leads.audit.finding import Finding, Level
from pytest_leads.audit.pitfall import Pitfall

__all__ = ["Finding", "Level", "Pitfall", "audit"]
