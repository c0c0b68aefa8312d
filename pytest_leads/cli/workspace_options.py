"""Options of every subcommand that simulates a workspace: ``--workspace``, ``--quirk``, ``--seed-leads``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pytest_leads.errors import UsageError

if TYPE_CHECKING:
    import argparse

    from pytest_leads.session.blueprint import Blueprint
    from pytest_leads.workspace import Workspace


def add_workspace_options(parser: argparse.ArgumentParser) -> None:
    """Declare them."""
    parser.add_argument("--workspace", metavar="FILE", help="JSON or TOML file of the workspace to simulate")
    parser.add_argument(
        "--quirk",
        metavar="NAME=VALUE",
        action="append",
        default=[],
        help="how the simulator answers where the documents are silent or disagree; repeatable",
    )
    parser.add_argument(
        "--seed-leads",
        metavar="FILE",
        type=Path,
        help='leads that are there at the beginning: JSON, a list of {"fields": {...}} or of fields alone',
    )


def blueprint_of(options: argparse.Namespace) -> Blueprint:
    """What the options ask for.

    Raises:
        UsageError: a quirk is no pair of name and value.
    """
    from pytest_leads.session.blueprint import Blueprint

    return Blueprint(options.workspace, dict(map(_quirk, options.quirk)), "--workspace")


def _quirk(text: str) -> tuple[str, str | int]:
    name, equals, value = text.partition("=")
    if not name or not equals:
        raise UsageError(f"--quirk {text}: NAME=VALUE is needed, such as get_search=404")
    return name, int(value) if value.isascii() and value.isdigit() else value


def seed_leads(workspace: Workspace, file: Path | None) -> None:
    """Put the leads of ``--seed-leads`` into a workspace.

    Raises:
        UsageError: the file cannot be read, or one of its leads does not fit; it is named by its place in the list.
    """
    for place, lead in enumerate(_leads_in(file) if file else ()):
        fields = lead.get("fields", lead) if isinstance(lead, dict) else None
        if not isinstance(fields, dict):
            raise UsageError(f"--seed-leads {file}: [{place}] is no lead; {{'fields': {{...}}}} is needed")
        try:
            workspace.add_lead(**fields)
        except UsageError as error:
            raise UsageError(f"--seed-leads {file}: [{place}]: {error}") from None


def _leads_in(file: Path) -> list[Any]:
    try:
        found = json.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise UsageError(f"--seed-leads {file}: cannot be read: {error.strerror}") from None
    except (ValueError, RecursionError) as error:
        raise UsageError(f"--seed-leads {file}: is not JSON: {error}") from None
    if not isinstance(found, list):
        raise UsageError(f"--seed-leads {file}: a list of leads is needed at the top, not {type(found).__name__}")
    return found
