"""The state machine for the Leads API: ``LeadsMachine``, to be run as it is, or with one's own code in its calls."""

from pytest_leads.machine.links import Link, at, in_process, on_loopback, simulated
from pytest_leads.machine.machine import LeadsMachine
from pytest_leads.machine.plain import RefusedError, Written
from pytest_leads.machine.promises import DivergenceError
from pytest_leads.operations import Address

__all__ = [
    "Address",
    "DivergenceError",
    "LeadsMachine",
    "Link",
    "RefusedError",
    "Written",
    "at",
    "in_process",
    "on_loopback",
    "simulated",
]
