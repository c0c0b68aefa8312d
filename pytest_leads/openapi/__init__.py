"""The Leads API as an OpenAPI 3.1 description, and as a Schemathesis schema of a server that speaks it.

The description is made in Python from the route table (``operations``), so that its paths, methods and statuses are
those that the simulator and the rules go by. What no source says is left open in it, and says so.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pytest_leads.openapi.document import description
    from pytest_leads.openapi.serving import schema

_HOMES = {"description": "document", "schema": "serving"}

__all__ = ["description", "schema"]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return __all__
