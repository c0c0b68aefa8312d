"""Where a simulated workspace is found, and with what one is let in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_leads.operations import ASYNC_URL, SYNC_URL, Address

if TYPE_CHECKING:
    from pytest_leads.workspace import Workspace

#: Used where the workspace names no enterprise and no tokens of its own, and so accepts any.
ENTERPRISE = "64f1a2b3c4d5e6f708192a3b"
TOKEN = "leads-sync-token"  # noqa: S105  # accepted by the simulator alone
ASYNC_TOKEN = "leads-async-token"  # noqa: S105  # accepted by the simulator alone


def address_of(workspace: Workspace) -> Address:
    """Where the real API is, with the enterprise and tokens that a workspace names, else such as it accepts."""
    sync, queued = workspace.tokens.get("sync", ()), workspace.tokens.get("async", ())
    return Address(
        SYNC_URL,
        ASYNC_URL,
        workspace.enterprise or ENTERPRISE,
        next(iter(sync), TOKEN),
        next(iter(queued), ASYNC_TOKEN),
    )
