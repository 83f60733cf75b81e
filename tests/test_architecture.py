"""The house stays as docs/architecture.md draws it: its one-way streets and its few names."""

from __future__ import annotations

import ast
import importlib
import inspect
import subprocess
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest
from grimp import build_graph
from importlinter.application.use_cases import lint_imports
from importlinter.configuration import configure

ROOT = Path(__file__).resolve().parents[1]
TOP_LEVEL = {
    *("centre_app", "ui", "resources", "tests", "installer", "docs", "pyproject.toml", "dev.py"),
    *("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", ".ci", ".gitignore"),
}
PURE_FOUNDATION = ("centre_app.errors", "centre_app.typed", "centre_app.language")
MODELS_MAY_IMPORT = ("centre_app.db", "centre_app.changes", "sqlalchemy")
MOST_LINES = 60


def sources(*folders: str) -> list[Path]:
    """The Python files of these folders."""
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    """The full names of the modules a file imports, wherever in it, also for type checking only."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path} imports relatively"
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def is_within(name: str, packages: tuple[str, ...]) -> bool:
    """Whether a module is one of these packages or in one."""
    return any(name == package or name.startswith(f"{package}.") for package in packages)


def named(path: Path) -> str:
    """A file as a failure names it."""
    return path.relative_to(ROOT).as_posix()


def test_the_import_contracts_hold() -> None:
    configure()
    assert lint_imports(str(ROOT / "pyproject.toml"), cache_dir=None, no_logo=True), "what was printed says where"


def test_no_files_import_each_other_in_a_circle() -> None:
    graph = build_graph("centre_app", "ui", exclude_type_checking_imports=True, cache_dir=None)
    order = TopologicalSorter({module: graph.find_modules_directly_imported_by(module) for module in graph.modules})
    try:
        order.prepare()
    except CycleError as circle:
        pytest.fail(" <- ".join(circle.args[1]))


@pytest.mark.parametrize("path", sources("centre_app"), ids=named)
def test_the_centre_knows_no_window(path: Path) -> None:
    assert not [name for name in imported(path) if is_within(name, ("PySide6", "shiboken6", "ui"))]


@pytest.mark.parametrize("path", sources("ui"), ids=named)
def test_the_window_knows_no_tables_no_sql_and_no_paper(path: Path) -> None:
    forbidden = ("centre_app.db", "sqlalchemy", "alembic", "sqlcipher3", "psycopg", "reportlab")
    assert not [name for name in imported(path) if is_within(name, forbidden) or name.split(".")[2:3] == ["models"]]


def impure(path: Path) -> list[str]:
    """What keeps a module of a room from being pure: all it imports but the standard library, the foundation's pure
    parts, and modules of rooms that are pure themselves (the streets between rooms are held by the contracts)."""
    found = []
    for name in imported(path):
        if name.split(".")[0] in sys.stdlib_module_names or is_within(name, PURE_FOUNDATION):
            continue
        within = ROOT.joinpath(*name.split(".")[:3]).with_suffix(".py")
        if name.split(".")[0] != "centre_app" or not within.is_file() or impure(within):
            found.append(name)
    return found


@pytest.mark.parametrize("path", [path for path in sources("centre_app") if path.name == "rules.py"], ids=named)
def test_rules_are_pure(path: Path) -> None:
    assert not impure(path)


@pytest.mark.parametrize("path", [path for path in sources("centre_app") if path.name == "models.py"], ids=named)
def test_tables_know_the_database_and_other_tables_alone(path: Path) -> None:
    foreign = [name for name in imported(path) if name.split(".")[0] not in sys.stdlib_module_names]
    assert not [
        name for name in foreign if not is_within(name, MODELS_MAY_IMPORT) and name.split(".")[2:3] != ["models"]
    ]


@pytest.mark.parametrize(
    "path", [path for path in sources("centre_app") if path.name in ("actions.py", "queries.py")], ids=named
)
def test_everything_done_or_read_declares_what_it_needs(path: Path) -> None:
    module = importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
    public = [
        function
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if not name.startswith("_") and function.__module__ == module.__name__
    ]
    assert not [function.__name__ for function in public if not hasattr(function, "__needs__")]


def test_no_file_is_named_after_nothing() -> None:
    vague = {"utils", "util", "helpers", "helper", "common", "manager", "misc"}
    assert not [named(path) for path in sources("centre_app", "ui", "tests", "installer") if path.stem in vague]


def test_functions_are_short() -> None:
    long = []
    # A migration is a list of what to make, read from top to bottom.
    for path in (path for path in sources("centre_app", "ui") if "migrations" not in path.parts):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= MOST_LINES:
                long.append(f"{named(path)}: {node.name}")
    assert not long


def test_the_top_level_holds_what_it_should_and_nothing_else() -> None:
    ignored = [line.rstrip("/") for line in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()]
    found = {path.name for path in ROOT.iterdir() if not any(fnmatch(path.name, pattern) for pattern in ignored)}
    assert found - {".git"} == TOP_LEVEL


def loaded_by(imports: str) -> set[str]:
    """The modules that a fresh Python holds after importing these."""
    command = [sys.executable, "-c", f"import {imports}, sys; print(*sys.modules)"]
    return set(subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split())


def test_nothing_heavy_is_loaded_at_a_start() -> None:
    heavy = {"alembic", "reportlab", "openpyxl", "holidays", "babel", "numpy", "ortools", "icalendar", "dateutil"}
    assert not loaded_by("ui.__main__, centre_app.bootstrap, centre_app.command_line") & heavy


def test_the_command_line_loads_no_qt() -> None:
    assert "PySide6" not in loaded_by("ui.__main__, centre_app.command_line")
