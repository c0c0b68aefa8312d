"""``pytest-leads serve``: the simulator on a loopback port until it is told to stop; then its traffic is judged."""

from __future__ import annotations

import json
import signal
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from pytest_leads.cli.output import CLEAN, FOUND, UNUSABLE, show
from pytest_leads.cli.workspace_options import add_workspace_options, served_by

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Generator

    from pytest_leads.serving import Served

#: Seconds between two looks at whether it is to stop.
INTERVAL = 0.05

HELP = "serve the simulator at 127.0.0.1 for tests in any language, and say what their traffic falls into"
DESCRIPTION = """\
Serves the simulated Leads API at a loopback address, Sync and Async, until it is interrupted (Ctrl-C, SIGTERM). Prints
one line of JSON with the addresses and tokens on standard output as soon as it listens; each request, what it falls
into, and at the end the summary, on standard error.

Under {control_url} stands a control API for tests: seed leads, reset, set quirks, faults and the clock, read the
journal and the findings; {control_url}/openapi.json describes it.

Exit status: 0 nothing found, or warnings alone; 1 errors found, or a fault that met no request; 2 it could not be
served as the options ask."""


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the subcommand."""
    import argparse

    parser = commands.add_parser(
        "serve", help=HELP, description=DESCRIPTION, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--port", metavar="PORT", type=int, default=0, help="port to listen on (default: a free one)")
    parser.add_argument(
        "--host",
        metavar="HOST",
        default="127.0.0.1",
        help="address to listen on (default: 127.0.0.1); at any other but a loopback one, other machines reach it",
    )
    add_workspace_options(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> tuple[str, int]:
    """Serve until a signal comes; nothing more for standard output, and the exit status.

    Raises:
        UsageError: an option cannot be used, or nothing can listen there.
    """
    from pytest_leads.pitfalls import all_pitfalls
    from pytest_leads.reports.begun import Begun
    from pytest_leads.reports.report import report_of
    from pytest_leads.reports.targets import targets
    from pytest_leads.running.reporting import write
    from pytest_leads.serving.text import describe_parts, tally_of
    from pytest_leads.serving.watching import Watch

    to, begun = targets(options.report, Path.cwd(), given_by="--report"), Begun.now()
    with _until_a_signal() as wait, served_by(options, host=options.host, port=options.port) as served:
        _announce(served, options.host)
        with Watch(served, _say):
            wait()
    parts = served.judge()
    tally = tally_of(parts)
    _say(describe_parts(parts, tally))
    told, wrong = write(report_of(tally, begun.run("serve"), all_pitfalls()), to)
    for line in told:
        _say(line)
    bad = any(part.verdict.errors or part.verdict.troubles for part in parts)
    return "", FOUND if bad else UNUSABLE if wrong else CLEAN


def _announce(served: Served, host: str) -> None:
    from pytest_leads.serving.telling import addresses

    if served.is_public:
        _say(
            f"pytest-leads serve: warning: it listens on {host}: whoever reaches this machine can read and change what "
            "is there, tokens included"
        )
    show(json.dumps(addresses(served)) + "\n", sys.stdout)


def _say(text: str) -> None:
    show(f"{text}\n", sys.stderr)


@contextmanager
def _until_a_signal() -> Generator[Callable[[], None]]:
    """Give a function that returns when the process was interrupted or told to end, since the context began."""
    came: list[int] = []
    before = {number: signal.signal(number, lambda got, _: came.append(got)) for number in _signals()}

    def wait() -> None:
        while not came:
            time.sleep(INTERVAL)

    try:
        yield wait
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _signals() -> tuple[signal.Signals, ...]:
    return signal.SIGINT, signal.SIGTERM
