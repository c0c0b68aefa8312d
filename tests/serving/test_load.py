"""Sixty-four connections at once, for three seconds; ``tox run -e bench-server -- 60`` does it for a minute."""

import subprocess
import sys
from pathlib import Path

BENCHMARK = Path(__file__).parents[1] / "benchmark_server.py"


def test_under_load_nothing_fails_leaks_or_is_lost():
    done = subprocess.run(
        [sys.executable, str(BENCHMARK), "3"], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stdout + done.stderr
    told = dict(line.split(": ", 1) for line in done.stdout.splitlines())
    assert told["errors"] == "[]"
    assert told["created"] == told["exchanges"] == told["leads"]
    for what in ("threads before and after", "sockets before and after"):
        before, after = told[what].strip("[]").split(", ")
        assert int(after) <= int(before)
    assert told["exchanges, leads and connections in memory at the end"] == "0"
