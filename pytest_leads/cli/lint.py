"""``pytest-leads lint``: what is wrong with recordings themselves."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from pytest_leads.cli.output import add_paths, as_json, indented, others_text, status_of
from pytest_leads.words import number

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from pytest_leads.recordings.lint import Flaw
    from pytest_leads.recordings.reading import Reading

HELP = "say what is wrong with recordings: secrets, personal data, calls and answers that the documents don't know, age"
DESCRIPTION = """\
Looks at vcrpy cassettes (YAML, JSON) and HAR files themselves: secrets and personal data that are left in them, calls
and answers that the API's documents do not know, and their age.

Exit status: 0 nothing is wrong; 1 something is; 2 a file could not be read, or none of them holds traffic with the
Leads API (what is wrong with the others is printed all the same)."""

#: Of a number of days: 2,700 years.
MOST_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Linted:
    """What became of one file; ``exchanges`` is ``None`` for what could not be read, or is no recording."""

    path: Path
    exchanges: int | None = None
    recorded_on: date | None = None
    flaws: tuple[Flaw, ...] = ()
    skipped: tuple[str, ...] = ()
    error: str = ""


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the subcommand."""
    import argparse

    from pytest_leads.recordings.lint import RULES

    rules = "\n".join(f"  {name:<14}{meaning}" for name, meaning in RULES.items())
    parser = commands.add_parser(
        "lint",
        help=HELP,
        description=f"{DESCRIPTION}\n\nRules:\n{rules}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_paths(parser)
    parser.add_argument(
        "--max-age", metavar="DAYS", type=_days, help="the age in days beyond which a recording is wrong"
    )
    parser.add_argument(
        "--level",
        choices=("all", "secrets"),
        default="all",
        help="what must not be left in it: secrets and personal data, or secrets alone (default: all)",
    )
    parser.set_defaults(run=run)


def _days(text: str) -> int:
    import argparse

    if not text.isascii() or not text.isdigit() or len(text) > MOST_DIGITS:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of days")
    return int(text)


def run(options: argparse.Namespace) -> tuple[str, int]:
    """Look at every file; the report and the exit status."""
    from datetime import UTC, datetime

    from pytest_leads.recordings.reading import read_all

    today = datetime.now(UTC).date()
    linted = [_lint(reading, today, options) for reading in read_all(options.paths)]
    text = _json(linted) if options.format == "json" else _text(linted, today)
    unusable = any(file.error for file in linted) or not sum(file.exchanges or 0 for file in linted)
    return text, status_of(found=any(file.flaws for file in linted), unusable=unusable)


def _lint(reading: Reading, today: date, options: argparse.Namespace) -> Linted:
    from pytest_leads.recordings.lint import lint

    cassette = reading.cassette
    if cassette is None:
        return Linted(reading.path, error=reading.error)
    flaws = lint(cassette, today, max_age=options.max_age, level=options.level)
    exchanges = len(cassette.of_the_api)
    return Linted(reading.path, exchanges, cassette.recorded_on, tuple(flaws), cassette.skipped)


def _text(linted: Sequence[Linted], today: date) -> str:
    lines = []
    for file in linted:
        lines += [f"error: {file.error}"] if file.error else []
        if file.exchanges is not None:
            exchanges = f"{number(file.exchanges, 'exchange')} with the Leads API"
            lines.append(f"{file.path}: {exchanges}, {_aged(file, today)}, {number(len(file.flaws), 'flaw')}")
        lines += indented(f"{flaw.place}: {flaw.text} [{flaw.rule}]".removeprefix(": ") for flaw in file.flaws)
        lines += indented(f"not looked at: {text}" for text in file.skipped)
    lines += others_text(linted)
    return "\n".join([*lines, _summary(linted)]) + "\n"


def _aged(file: Linted, today: date) -> str:
    if file.recorded_on is None:
        return "recorded on an unknown day"
    return f"recorded {file.recorded_on} ({number((today - file.recorded_on).days, 'day')} ago)"


def _summary(linted: Sequence[Linted]) -> str:
    read = sum(file.exchanges is not None for file in linted)
    exchanges = sum(file.exchanges or 0 for file in linted)
    flaws = number(sum(len(file.flaws) for file in linted), "flaw")
    unusable = sum(bool(file.error) for file in linted)
    nothing = "" if exchanges else "; none of it is with the Leads API"
    rest = f"; {number(unusable, 'file')} could not be read" if unusable else ""
    return f"{number(read, 'file')} read, {number(exchanges, 'exchange')} with the Leads API: {flaws}{nothing}{rest}"


def _json(linted: Sequence[Linted]) -> str:
    files = [
        {
            "file": str(file.path),
            "exchanges": file.exchanges,
            "recorded_on": str(file.recorded_on) if file.recorded_on else None,
            "flaws": [asdict(flaw) for flaw in file.flaws],
            "skipped": list(file.skipped),
        }
        for file in linted
        if file.exchanges is not None
    ]
    return as_json(linted, files)
