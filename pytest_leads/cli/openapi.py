"""``pytest-leads openapi``: the OpenAPI 3.1 description of the Leads API."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_leads.cli.output import CLEAN
from pytest_leads.operations import SYNC_BASE

if TYPE_CHECKING:
    import argparse

HELP = "print the OpenAPI 3.1 description of the Leads API"
DESCRIPTION = """\
Prints an OpenAPI 3.1 description of the Leads API, Sync and Async, made from what the public documents say.

Exit status: 0 it was printed; 2 an option is impossible."""


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the subcommand."""
    import argparse

    parser = commands.add_parser(
        "openapi", help=HELP, description=DESCRIPTION, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--base-path",
        metavar="PATH",
        default=SYNC_BASE,
        help=f"what the paths of the Sync API begin with (default: {SYNC_BASE})",
    )
    parser.add_argument(
        "--identifier",
        metavar="FIELD",
        default="phone",
        help="API name of the field that identifies a lead (default: phone)",
    )
    parser.add_argument("--enterprise", metavar="ID", help="the enterprise id that every path has (default: any)")
    parser.add_argument("--format", choices=("json", "yaml"), default="json", help="what is printed (default: json)")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> tuple[str, int]:
    """The description as text, and the exit status."""
    from pytest_leads.openapi import description

    document = description(base_path=options.base_path, identifier=options.identifier, enterprise=options.enterprise)
    if options.format == "yaml":
        import yaml

        return yaml.safe_dump(document, sort_keys=False), CLEAN
    import json

    return json.dumps(document, indent=2) + "\n", CLEAN
