"""Faults: what can go wrong between a client and the API, asked for by a test. Nothing does unless it is."""

from pytest_leads.faults.fault import KINDS, Fault
from pytest_leads.faults.faults import Faults, none_came
from pytest_leads.faults.reading import read_fault

__all__ = ["KINDS", "Fault", "Faults", "none_came", "read_fault"]
