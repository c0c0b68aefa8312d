"""Run the tests of every example: with their own mocks, with ``--leads``, or provoked; print who was caught.

    python examples/run.py

Exit status 0: with their own mocks all are green; with ``--leads`` each integration that falls into a pitfall
is caught with that very pitfall, and its repaired twin is clean; of those in ``provoked`` and ``straying`` the one
does not notice its pitfall, and its twin does. The programs of ``other_languages`` are run last, each that can be run
here.
"""

import io
import re
import sys
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path

import pytest
from other_languages import run as other_languages

EXAMPLES = Path(__file__).parent
PITFALLS = {
    "identifier-change": "LEAD001",
    "partial-success": "LEAD002",
    "search-by-query": "LEAD003",
    "duplicate-lead": "LEAD004",
    "page-cap": "LEAD005",
    "unknown-status": "LEAD006",
    "iso-date": "LEAD007",
}
STRAYING = ("identifier-change", "search-by-query", "iso-date")
#: How pytest runs the examples: without the plugins that would get in their way, and with the whole summary.
FOLDERS = [str(EXAMPLES / name.replace("-", "_")) for name in PITFALLS]
PYTEST = [*FOLDERS, "-p", "no:cacheprovider", "-p", "no:asyncio", "-p", "no:xdist", "--verbosity=0"]
OWN_MOCKS = ["-p", "no:leads"]
AUDITED = ["--leads"]
#: Their tests are green in any case; the last three stray already, so the audit, which would catch them, is off.
PROVOKED = ("partial-success", "duplicate-lead", "page-cap", "unknown-status", *STRAYING)
TWINS = ("falls_into", "repaired")
ROW = "{:<19}{:<9}{:<10}{:<20}{}"


@dataclass
class Outcome:
    """What became of one twin's tests: how many ran, those that failed, and the pitfalls that were named."""

    ran: int = 0
    failed: int = 0
    codes: set[str] = field(default_factory=set)


@dataclass
class Run:
    """One run of pytest: its exit status, an outcome for each (pitfall, twin), and what it printed."""

    status: int
    outcomes: dict[tuple[str, str], Outcome]
    printed: str


class Watcher:
    """A pytest plugin that notes how each test went."""

    def __init__(self) -> None:
        self.outcomes: dict[tuple[str, str], Outcome] = defaultdict(Outcome)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        outcome = self.outcomes[twin_of(report.nodeid)]
        outcome.ran += report.when == "call"
        outcome.failed += report.failed
        outcome.codes |= codes_in(report.longreprtext)

    def note_warnings(self, printed: str) -> None:
        """Warnings fail no test; the summary alone names them, each in a line under its pitfall's."""
        code = set()
        for line in printed.splitlines():
            code = codes_in(line) or code
            if found := re.match(r" +warning: (\S+::\S+):", line):
                self.outcomes[twin_of(found[1])].codes |= code


def provoke(pitfall: str) -> dict[str, set[str]]:
    """For each twin, what its provocations came to."""
    strays = pitfall in STRAYING
    folder = str(EXAMPLES / ("straying" if strays else "provoked") / pitfall.replace("-", "_"))
    with redirect_stdout(io.StringIO()) as printed:
        audit = f"--leads-audit={'off' if strays else 'error'}"
        # -v has a line for each verdict
        pytest.main([folder, *PYTEST[len(FOLDERS) :], "--leads", audit, f"--leads-provoke={pitfall}", "-v"])
    came_to: dict[str, set[str]] = defaultdict(set)
    for _, twin, verdict in re.findall(
        r"\.(\w+)\.(\w+)\] leads_api\.provoke.*? (NOTICED|UNNOTICED|NOT COMPARABLE)", printed.getvalue()
    ):
        came_to[twin].add(verdict)
    return came_to


def twin_of(nodeid: str) -> tuple[str, str]:
    """``examples/page_cap/test_x.py::test_y[examples.page_cap.repaired]`` is ("page-cap", "repaired")."""
    folder, twin = re.search(r"(\w+)\.(falls_into|repaired)\]$", nodeid).groups()
    return folder.replace("_", "-"), twin


def codes_in(text: str) -> set[str]:
    return set(re.findall(r"\bLEAD\d{3}\b", text))


def run(options: list[str]) -> Run:
    watcher = Watcher()
    with redirect_stdout(io.StringIO()) as printed:
        status = pytest.main([*PYTEST, *options], plugins=[watcher])
    watcher.note_warnings(printed.getvalue())
    return Run(int(status), dict(watcher.outcomes), printed.getvalue())


def verdict(outcome: Outcome | None, when_well: str, when_caught: str) -> str:
    """One word for one twin: well, caught with the code that was expected, or what else happened."""
    if outcome is None or not outcome.ran:
        return "NOT RUN"
    if not outcome.failed:
        return " ".join(["WARNED", *sorted(outcome.codes)]) if outcome.codes else when_well
    if outcome.codes == {when_caught}:
        return "caught"
    return " ".join(["FAILED", *sorted(outcome.codes)])


def row(pitfall: str, code: str, own: Run, audited: Run) -> tuple[str, str, str]:
    """The words for: both twins with their own mock, and each twin with ``--leads``."""
    twins = [(pitfall, "falls_into"), (pitfall, "repaired")]
    mocked = {verdict(own.outcomes.get(twin), "green", "") for twin in twins}
    falls_into, repaired = (audited.outcomes.get(twin) for twin in twins)
    return "/".join(sorted(mocked)), verdict(falls_into, "MISSED", code), verdict(repaired, "clean", "")


def main() -> int:
    with ProcessPoolExecutor(2, get_context("spawn"), max_tasks_per_child=1) as processes:
        own, audited = processes.map(run, [OWN_MOCKS, AUDITED])
        provoked = dict(zip(PROVOKED, processes.map(provoke, PROVOKED), strict=True))
    rows = {pitfall: row(pitfall, code, own, audited) for pitfall, code in PITFALLS.items()}
    print(ROW.format("pitfall", "code", "own mock", "--leads: falls into", "--leads: repaired"))
    for pitfall, code in PITFALLS.items():
        print(ROW.format(pitfall, code, *rows[pitfall]))
    caught = sum(words[1] == "caught" for words in rows.values())
    clean = sum(words[2] == "clean" for words in rows.values())
    print(f"\n{in_words(caught)} caught, {in_words(clean)} clean")
    ended_well = (
        show_provoked(provoked) and own.status == pytest.ExitCode.OK and audited.status == pytest.ExitCode.TESTS_FAILED
    )
    print()
    ended_well = other_languages.main() == 0 and ended_well
    if ended_well and set(rows.values()) == {("green", "caught", "clean")}:
        return 0
    print("\nNot as expected. What pytest said with the own mocks:\n", own.printed, file=sys.stderr)
    print("\nWhat pytest --leads said:\n", audited.printed, file=sys.stderr)
    return 1


def show_provoked(provoked: dict[str, dict[str, set[str]]]) -> bool:
    """Print who noticed what; whether that is as it should be."""
    print(ROW.format("\nprovoked", "", "", "falls into", "repaired"))
    words = {
        pitfall: [" ".join(sorted(twins[t])).lower() or "NOT RUN" for t in TWINS] for pitfall, twins in provoked.items()
    }
    for pitfall, (falls_into, repaired) in words.items():
        print(ROW.format(pitfall, PITFALLS[pitfall], "", falls_into, repaired))
    return all(pair == ["unnoticed", "noticed"] for pair in words.values())


def in_words(number: int) -> str:
    return ("none", "one", "two", "three", "four", "five", "six", "seven")[number]


if __name__ == "__main__":
    sys.exit(main())
