"""The console script ``pytest-leads``: one module for each subcommand, each a thin shell over the rooms."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

DESCRIPTION = """\
Looks at recorded traffic with the telecrm Leads API: vcrpy cassettes (YAML, JSON) and HAR files. Prints the API's
OpenAPI description.

Exit status: 0 nothing is wrong; 1 something is; 2 a file could not be read or judged, or there was nothing to judge."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run a subcommand, print what it says, and return the exit status."""
    from pytest_leads.cli.output import UNUSABLE, show
    from pytest_leads.errors import UsageError

    options = _parser().parse_args(argv)
    try:
        text, status = options.run(options)
    except UsageError as error:
        show(f"pytest-leads {options.command}: {error}\n", sys.stderr)
        return UNUSABLE
    show(text, sys.stdout)
    return int(status)


def _parser() -> argparse.ArgumentParser:
    from pytest_leads.cli import audit, lint, openapi, run, scrub, serve

    parser = argparse.ArgumentParser(
        prog="pytest-leads", description=DESCRIPTION, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for command in (audit, lint, scrub, openapi, run, serve):
        command.add_to(commands)
    return parser
