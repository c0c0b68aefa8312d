"""Options of every subcommand that serves a simulated workspace, and what they ask for, served."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pytest_leads.errors import UsageError

if TYPE_CHECKING:
    import argparse
    from contextlib import AbstractContextManager

    from pytest_leads.serving import Served
    from pytest_leads.session.blueprint import Blueprint
    from pytest_leads.session.record import Record
    from pytest_leads.workspace import Workspace


def add_workspace_options(parser: argparse.ArgumentParser) -> None:
    """Declare them."""
    parser.add_argument("--allow", metavar="ID", action="append", default=[], help="a pitfall to let pass; repeatable")
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
    parser.add_argument(
        "--fault",
        metavar="FAULT",
        action="append",
        default=[],
        help="what goes wrong on the way, such as 429:operation=create_lead,times=2; repeatable",
    )
    parser.add_argument(
        "--report",
        metavar="PATH",
        action="append",
        default=[],
        help="write a report; its form is told by the ending: .html, .json, .md, .sarif; repeatable",
    )


def served_by(options: argparse.Namespace, *, host: str = "127.0.0.1", port: int = 0) -> AbstractContextManager[Served]:
    """What the options ask for, served for as long as the context lasts.

    Raises:
        UsageError: an option cannot be used, or, when the context begins, nothing can listen there.
    """
    from pytest_leads.audit.auditor import check_ids
    from pytest_leads.faults import read_fault
    from pytest_leads.pitfalls import all_pitfalls
    from pytest_leads.serving import serve

    check_ids(options.allow, all_pitfalls())
    faults = [read_fault(text, given_by="--fault") for text in options.fault]

    def begin(record: Record) -> None:
        _seed_leads(record.workspace, options.seed_leads)

    return serve(_blueprint_of(options), allow=tuple(options.allow), begin=begin, faults=faults, host=host, port=port)


def _blueprint_of(options: argparse.Namespace) -> Blueprint:
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


def _seed_leads(workspace: Workspace, file: Path | None) -> None:
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
