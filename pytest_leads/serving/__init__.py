"""A served workspace: the simulator on a loopback port, judged like any test, with a control API beside it."""

from pytest_leads.serving.served import Part, Served, serve

__all__ = ["Part", "Served", "serve"]
