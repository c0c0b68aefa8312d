"""``pytest-leads scrub``: take secrets and personal data out of recordings that are there already."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pytest_leads.cli.output import status_of
from pytest_leads.words import number

if TYPE_CHECKING:
    import argparse

HELP = "take secrets and personal data out of recordings"
DESCRIPTION = """\
Rewrites recordings in their place: tokens, cookies and keys are masked; phone numbers, e-mails, names and enterprise
ids become pseudonyms, the same one for the same value.

Exit status: 0 all files are scrubbed; 2 a file could not be read or written, and is as it was (the others are
scrubbed all the same)."""


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the subcommand."""
    import argparse

    parser = commands.add_parser(
        "scrub", help=HELP, description=DESCRIPTION, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", metavar="FILE", nargs="+", type=Path, help="a recording")
    parser.add_argument(
        "--level",
        choices=("all", "secrets"),
        default="all",
        help="what is taken out: secrets and personal data, or secrets alone (default: all)",
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> tuple[str, int]:
    """Scrub every file; what is said, and the exit status."""
    from pytest_leads.recordings import RecordingError
    from pytest_leads.recordings.rewriting import scrub_file

    lines, failed = [], 0
    for file in options.files:
        try:
            scrub_file(file, options.level)
            lines.append(f"{file}: scrubbed")
        except (RecordingError, OSError) as error:
            told = f"{file}: it cannot be written: {error.strerror}" if isinstance(error, OSError) else str(error)
            lines.append(f"error: {told}")
            failed += 1
    rest = f"; {number(failed, 'file')} left as {'it was' if failed == 1 else 'they were'}" if failed else ""
    lines.append(f"{number(len(options.files) - failed, 'file')} scrubbed{rest}")
    return "\n".join(lines) + "\n", status_of(found=False, unusable=failed > 0)
