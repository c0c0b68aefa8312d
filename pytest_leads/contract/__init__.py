"""What a contract check works with: somebody's integration, the API that it talks to, and what came of a call."""

from pytest_leads.contract.check import Check, check
from pytest_leads.contract.failure import BrokenContractError, NotCoveredError
from pytest_leads.contract.integration import Integration
from pytest_leads.contract.outcome import Outcome
from pytest_leads.contract.trial import Trial

__all__ = ["BrokenContractError", "Check", "Integration", "NotCoveredError", "Outcome", "Trial", "check"]
