"""Integrations that notice, in as many ways as there are, and such that do not: every verdict is the honest one.

Each file of ``corpus`` is an integration with a green test of its own; its docstring says what it does, and to what
each pitfall comes. ``pytest tests/provocation/test_corpus.py -s`` prints the table.
"""

import ast
from pathlib import Path

import pytest

CORPUS = {path.stem: path for path in sorted(Path(__file__).with_name("corpus").glob("*.py"))}


def stated(path):
    """What a file says of itself: its first line, and the outcomes by pitfall."""
    way, _, table = ast.get_docstring(ast.parse(path.read_text("utf-8"))).partition("\n\n")
    return way, dict(line.split(": ") for line in table.splitlines())


def apart(name, path):
    """The same in two files, as most projects have it: the integration, and its test."""
    source = path.read_text("utf-8")
    nodes = ast.parse(source).body
    imports = [node for node in nodes if isinstance(node, ast.Import | ast.ImportFrom)]
    tests = [node for node in nodes if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")]
    lines = [f"from crm_{name} import *", *map(ast.unparse, [*imports, *tests])]
    return {f"crm_{name}": source, f"test_{name}": "\n".join(lines)}


def print_table(got):
    """The table: what each integration does, and what each pitfall came to."""
    for name, path in CORPUS.items():
        way, expected = stated(path)
        print(f"\n{name}: {way}")  # noqa: T201  # it prints, that is its use
        for pitfall in sorted(expected | got[name]):
            wanted, came = expected.get(pitfall, "-"), got[name].get(pitfall, "-")
            sign = "" if wanted == came else "  WRONG"
            print(f"    {pitfall:<18}{wanted:<24}{came}{sign}")  # noqa: T201  # as above


def verdicts(rows):
    """By integration and pitfall, the outcomes of what applied."""
    got = {name: {} for name in CORPUS}
    for row in rows:
        if row.outcome != "did not apply":
            name = row.test.partition(".py")[0].removeprefix("test_")
            got[name].setdefault(row.pitfall, set()).add(row.outcome)
    return {name: {pitfall: ", ".join(sorted(came)) for pitfall, came in each.items()} for name, each in got.items()}


@pytest.mark.parametrize("layout", ["in one file", "in two files"])
def test_every_verdict_is_honest(pytester, provoke, layout):
    for name, path in CORPUS.items():
        files = {f"test_{name}": path.read_text("utf-8")} if layout == "in one file" else apart(name, path)
        pytester.makepyfile(**files)
    pytester.syspathinsert()
    run = provoke("-q")
    got = verdicts(run.rows)
    print_table(got)
    assert run.result.parseoutcomes()["passed"] == len(CORPUS)
    assert got == {name: stated(path)[1] for name, path in CORPUS.items()}


def test_about_half_of_the_corpus_is_right():
    ways = [stated(path)[0].partition(":")[0] for path in CORPUS.values()]
    assert ways.count("Right") >= 35
    assert ways.count("Blind") >= 30
