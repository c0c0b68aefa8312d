"""Doors into the simulator: the handler that turns a request into a call, and an in-process transport."""

from pytest_leads.doors.handler import Handler

__all__ = ["Handler"]
