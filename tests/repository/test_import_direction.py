"""The import rule of ARCHITECTURE.md: rooms import downward only."""

import ast
from pathlib import Path

import pytest

import pytest_leads

PACKAGE = Path(pytest_leads.__file__).parent

ROOMS = (
    ("wire", "http1", "operations", "errors", "masking", "words"),
    ("workspace", "journal", "settings", "faults"),
    ("doors", "openapi", "strategies", "recordings"),
    ("audit",),
    ("contract", "interception", "promises", "provocation"),
    ("pitfalls", "machine"),
    ("session", "reports"),
    ("suite", "provoking", "serving"),
    ("running",),
    ("plugin", "hooks", "reporting", "cli", "schemathesis", "__main__"),
)
LEVELS = {room: level for level, rooms in enumerate(ROOMS) for room in rooms}
#: The modules at the bottom and at the top are one room each, in several files.
ONE_ROOM = (0, len(ROOMS) - 1)


def room_of(module: str) -> str:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else ""


def imports_of(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: imports are absolute here"
            found.add(node.module)
            if node.module == "pytest_leads":
                found |= {f"pytest_leads.{alias.name}" for alias in node.names}
    return {name for name in found if name.startswith("pytest_leads.")}


def may_import(importer: str, imported: str) -> bool:
    if importer == imported:
        return True
    of_one_room = LEVELS[importer] == LEVELS[imported] in ONE_ROOM
    return LEVELS[importer] > LEVELS[imported] or of_one_room


# The package's own face exports from every room; it is no room itself.
MODULES = sorted(set(PACKAGE.rglob("*.py")) - {PACKAGE / "__init__.py"})


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_module_imports_only_from_rooms_below_its_own(path):
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    upward = {name for name in imports_of(path) if not may_import(parts[0], room_of(name))}
    assert not upward


def test_every_room_has_a_level():
    rooms = {path.relative_to(PACKAGE).with_suffix("").parts[0] for path in MODULES}
    assert rooms == set(LEVELS)


def test_the_workspace_knows_no_http():
    for path in (PACKAGE / "workspace").rglob("*.py"):
        source = path.read_text("utf-8")
        taken = {line for line in source.splitlines() if "import" in line and ("wire" in line or "operations" in line)}
        # What did not persist is a value of its own, whatever carried the request.
        assert {line.strip() for line in taken} <= {"from pytest_leads.wire import Dropped"}, path.name


def test_the_rule_catches_an_upward_import():
    assert not may_import("workspace", "doors")
    assert not may_import("contract", "interception")
    assert not may_import("contract", "pitfalls")
    assert may_import("doors", "workspace")
