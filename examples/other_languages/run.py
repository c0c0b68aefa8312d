"""Run the programs of the other languages by ``pytest-leads run``; print who was caught.

    python examples/other_languages/run.py

Exit status 0: each program that falls into a pitfall is caught with that very pitfall, and its repaired twin is
clean. What cannot be run on this machine is named, and fails nothing.
"""

import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
TWINS = ("falls_into", "repaired")
ROW = "{:<9}{:<19}{:<10}{:<20}{}"
CALLER = "+919812345674"
#: Seconds that a registry has to answer.
INSTALLING = 120


@dataclass(frozen=True)
class Pair:
    """Two programs: their folder, the pitfall of the first, and how they are run.

    ``needs`` names what has to be installed, ``options`` are those of ``pytest-leads run``.
    """

    folder: str
    pitfall: str
    code: str
    needs: str
    command: tuple[str, ...]
    options: tuple[str, ...] = ()


PAIRS = (
    Pair("fetch", "partial-success", "LEAD002", "node", ("node", "{twin}.mjs")),
    Pair("axios", "duplicate-lead", "LEAD004", "node", ("node", "{twin}.cjs")),
    Pair("curl", "search-by-query", "LEAD003", "curl", ("sh", "{twin}.sh", CALLER), ("--seed-leads", "leads.json")),
)


def missing(pair: Pair) -> str:
    """Why a pair cannot be run here; empty if it can."""
    if shutil.which(pair.needs) is None:
        return f"{pair.needs} is not installed"
    folder = HERE / pair.folder
    if (folder / "package.json").exists() and not (folder / "node_modules").exists():
        return installed(folder)
    return ""


def installed(folder: Path) -> str:
    """Install what a program is written with; why that was not possible, if it was not."""
    npm = shutil.which("npm")
    if npm is None:
        return "npm is not installed"
    command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, check=False, timeout=INSTALLING)
    except subprocess.TimeoutExpired:
        return f"npm ci in {folder} did not end"
    return f"npm ci in {folder} failed (no network?)" if done.returncode else ""


def judge(pair: Pair, twin: str) -> tuple[str, str]:
    """One word for one program, and what the command said."""
    command = [part.format(twin=twin) for part in pair.command]
    judged = [sys.executable, "-m", "pytest_leads", "run", *pair.options, "--", *command]
    done = subprocess.run(judged, cwd=HERE / pair.folder, capture_output=True, text=True, check=False, timeout=60)
    codes = set(re.findall(r"\bLEAD\d{3}\b", done.stderr))
    if (done.returncode, codes) == (1, {pair.code}):
        return "caught", ""
    if (done.returncode, codes) == (0, set()):
        return "clean", ""
    return " ".join([f"EXIT {done.returncode}", *sorted(codes)]), done.stdout + done.stderr


def main() -> int:
    print(ROW.format("program", "pitfall", "code", "falls into", "repaired"))
    failed = []
    for pair in PAIRS:
        if why := missing(pair):
            print(ROW.format(pair.folder, pair.pitfall, pair.code, f"not run: {why}", ""))
            continue
        words, said = zip(*(judge(pair, twin) for twin in TWINS), strict=True)
        print(ROW.format(pair.folder, pair.pitfall, pair.code, *words))
        failed += [] if words == ("caught", "clean") else said
    for text in filter(None, failed):
        print(f"\nNot as expected. What pytest-leads run said:\n{text}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
