"""The simulated workspace."""

from pytest_leads.workspace.clock import ManualClock, system_clock
from pytest_leads.workspace.lead import Action, Lead
from pytest_leads.workspace.pipeline import Pipeline
from pytest_leads.workspace.profile import Profile
from pytest_leads.workspace.workspace import Snapshot, Workspace

__all__ = ["Action", "Lead", "ManualClock", "Pipeline", "Profile", "Snapshot", "Workspace", "system_clock"]
