"""Play Schemathesis on the simulator, in-process and over loopback, and print what was reached.

    tox run -e schemathesis
    python tests/play_schemathesis.py [--examples N] [--seed N] [--pitfalls]

All built-in checks, positive and negative data, stateful links; prepared workspaces for what a common one does not
answer. With ``--pitfalls`` the seven checks of ``pytest_leads.schemathesis`` are on, too. Exit status 0: nothing was
found wrong, and every operation answered every status that the description has of it, save those in ``UNREACHED``.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from importlib import import_module
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE / "openapi"), str(HERE / "fidelity")]

from conformance import DOCUMENT
from playing import OPEN, SETTINGS, play

from pytest_leads.openapi.document import path_of
from pytest_leads.operations import OPERATIONS, SYNC_BASE

#: What the simulator never answers with, and why.
UNREACHED = {("save_lead", 429): "the simulator counts no requests"}
ROW = "{:<21}{}"


def described(operation):
    """Every status that the description has of an operation."""
    item = DOCUMENT["paths"][path_of(operation, SYNC_BASE)]
    return sorted(int(status) for status in item[operation.method.lower()]["responses"])


def play_all(options):
    """Play every setting: calls by operation and status, and what went wrong."""
    answered, failures = Counter(), []
    plays = [(OPEN, False), (OPEN, True), *((setting, False) for setting in SETTINGS)]
    for setting, over_loopback in plays:
        examples = options.examples if setting is OPEN else max(5, options.examples // 20)
        begun = time.monotonic()
        played = play(setting, examples, over_loopback=over_loopback, seed=options.seed)
        door = "loopback" if over_loopback else "in-process"
        seconds = time.monotonic() - begun
        told = f"{played.answered.total():>6} calls, {seconds:.0f} s, {len(played.failures)} failures"
        print(f"{setting.name:<20} {door:<11}{told}{f' ({setting.why})' if setting.why else ''}", flush=True)
        answered += played.answered
        failures += played.failures
    return answered, failures


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--examples", type=int, default=200, help="examples for each operation (default: 200)")
    parser.add_argument("--seed", type=int, help="draw what this seed gives; by default every run draws the same")
    parser.add_argument("--pitfalls", action="store_true", help="with the checks of the seven pitfalls")
    options = parser.parse_args()
    if options.pitfalls:
        import_module("pytest_leads.schemathesis")
    answered, failures = play_all(options)
    missing = []
    print("\n" + ROW.format("operation", "calls by status"))
    for operation in OPERATIONS:
        counts = {status: answered[operation.id, status] for status in described(operation)}
        print(ROW.format(operation.id, "  ".join(f"{status}: {count}" for status, count in counts.items())))
        missing += [(operation.id, status) for status, count in counts.items() if not count]
    others = {status: count for (name, status), count in sorted(answered.items()) if not name}
    print(ROW.format("no such call", "  ".join(f"{status}: {count}" for status, count in others.items())))
    for place in missing:
        print(f"not reached: {place[0]} {place[1]}: {UNREACHED.get(place, 'WITHOUT A REASON')}")
    print(f"{answered.total()} calls, {len(failures)} failures")
    for failure in dict.fromkeys(failures):
        print(f"\n{failure}", file=sys.stderr)
    return 1 if failures or set(missing) - set(UNREACHED) else 0


if __name__ == "__main__":
    sys.exit(main())
