"""``pytest-leads run``: a program in any language, run against the simulator, and its traffic judged."""

from __future__ import annotations

import os
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from shlex import join
from textwrap import shorten
from typing import TYPE_CHECKING

from pytest_leads.cli.output import UNUSABLE, show
from pytest_leads.cli.workspace_options import add_workspace_options, served_by
from pytest_leads.errors import UsageError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from pytest_leads.reports.detail import Place
    from pytest_leads.running.notes import Notes
    from pytest_leads.running.process import Ended
    from pytest_leads.serving import Served

#: Characters of the command that the report calls the program by.
LONGEST_NAME = 60
#: Of ``--timeout``: a month.
LONGEST = 31 * 86_400.0

HELP = "run a program in any language against the simulator, and say which pitfalls its traffic falls into"
DESCRIPTION = """\
Starts the simulator on a loopback port and runs a program against it; when the program has ended, its traffic is
judged. Nothing of the program has to be changed:

  - Node programs (fetch, http, https and what stands on them: axios, node-fetch, got, undici) and Python programs
    (http.client, urllib, requests, httpx, aiohttp) are redirected, with their hosts hard-coded or not, and so are
    those that they start.
  - Any other program finds the addresses in its environment, under names that integrations use (TELECRM_BASE_URL,
    TELECRM_ASYNC_URL, TELECRM_ENTERPRISE_ID, TELECRM_TOKEN, ...) and that you have not set yourself, or under names
    of your own: --env CRM_URL={sync_url}/enterprise/{enterprise_id}. There are {sync_url}, {async_url},
    {enterprise_id}, {token} and {async_token}.

Exit status: the program's own if that is not 0 (128+N when signal N killed it); else 124 if --timeout stopped it, 130
if it was interrupted; else 1 for errors found, for requests that had to be stopped, or for a --fault that met none;
3 if the program made no call that the API knows and lets in, since nothing can be said of it then; 0 if all is well. 2
if it could not be run."""


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the subcommand."""
    import argparse

    parser = commands.add_parser(
        "run",
        help=HELP,
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        usage="pytest-leads run [options] -- COMMAND [ARGUMENT ...]",
    )
    parser.add_argument(
        "--env",
        metavar="NAME=TEMPLATE",
        action="append",
        default=[],
        help="a further name of the program's environment, such as CRM_URL={sync_url}; repeatable",
    )
    parser.add_argument("--timeout", metavar="SECONDS", type=_seconds, help="stop the program after this time")
    add_workspace_options(parser)
    parser.add_argument("program", metavar="COMMAND", nargs=argparse.REMAINDER, help="the program and its arguments")
    parser.set_defaults(run=run)


def _seconds(text: str) -> float:
    import argparse

    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= LONGEST:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of seconds")
    return seconds


def run(options: argparse.Namespace) -> tuple[str, int]:
    """Run the program; nothing for standard output, which is the program's, and the exit status.

    Raises:
        UsageError: an option cannot be used, or the program cannot be started.
    """
    from pytest_leads.reports.begun import Begun
    from pytest_leads.reports.targets import targets
    from pytest_leads.running.environment import templates
    from pytest_leads.running.outcome import CLEAN, Outcome
    from pytest_leads.running.reporting import report_on, write
    from pytest_leads.running.text import describe_outcome

    if sys.platform == "win32":
        raise UsageError("it needs process groups, which Windows has not; let the program talk to pytest-leads serve")
    command = options.program[1:] if options.program[:1] == ["--"] else options.program
    if not command or not command[0]:
        raise UsageError("a command is needed: pytest-leads run [options] -- node app.js")
    asked, begun = templates(options.env), Begun.now()
    to = targets(options.report, Path.cwd(), given_by="--report")
    with served_by(options) as served:
        ended, notes = _run(command, served, asked, options.timeout)
    name = shorten(join(command), LONGEST_NAME, placeholder=" ...")
    outcome = Outcome(name, tuple(served.judge()), ended, notes)
    show(describe_outcome(outcome), sys.stderr)
    told, wrong = write(report_on(outcome, begun, _named_by(command)), to)
    show("".join(f"{line}\n" for line in told), sys.stderr)
    return "", outcome.status or (UNUSABLE if wrong else CLEAN)


def _named_by(command: Sequence[str]) -> Place | None:
    """The file of the user's that a command is about: where its program stands, whose lines nothing tells of.

    An argument comes before the first word, which is an interpreter as a rule. What is installed in the folder
    (``node_modules``, what lies in hidden folders, links to what lies elsewhere) is nobody's own file.
    """
    from pytest_leads.reports.detail import Place

    for word in (*command[1:], command[0]):
        file = Path(word).resolve()
        inside = file.relative_to(Path.cwd()).parts if file.is_relative_to(Path.cwd()) else ()
        installed = any(part.startswith(".") or part == "node_modules" for part in inside)
        with suppress(OSError):  # a word may be too long for a path
            if inside and not installed and file.is_file():
                return Place(str(file), 1)
    return None


def _run(command: Sequence[str], served: Served, asked: dict[str, str], timeout: float | None) -> tuple[Ended, Notes]:
    from pytest_leads.running.environment import environment, left_alone
    from pytest_leads.running.notes import read_notes
    from pytest_leads.running.process import run

    for name in left_alone(os.environ, asked):
        text = f"{name} is set to an address of the real API, and stays as it is; --env {name}=... would set it"
        show(f"pytest-leads run: {text}\n", sys.stderr)
    with tempfile.TemporaryDirectory(prefix="pytest-leads-") as folder:
        notes = Path(folder) / "notes"
        ended = run(command, environment(os.environ, served, asked, notes), timeout=timeout)
        return ended, read_notes(notes)
