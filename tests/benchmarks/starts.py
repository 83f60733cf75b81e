"""Processes from their start to the first paint, each in a process of its own (``started.py``).

What is compared: a bare PySide6 window; the same with SQLAlchemy and SQLCipher opening a table; the sign-in window;
*Today* with the password already given (its derivation is counted apart).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.measure import Line, median, ms, ratio

KINDS = ("bare", "store", "sign-in", "today")


def starting(data: Path, runs: int, *, cold: bool) -> Iterator[Line]:
    """The start-up lines of the table."""
    found: dict[str, list[dict[str, float]]] = {kind: [] for kind in KINDS}
    for run in range(runs + 1):
        for kind in KINDS:
            told = _started(kind, data)
            if run:  # the first warms the disk's cache
                found[kind].append(told)
    warm = {kind: median([one["painted"] for one in told]) for kind, told in found.items()}
    yield Line(
        "sign-in window painted, from process start",
        ms(warm["sign-in"]),
        f"bare PySide6 window {ms(warm['bare'])}",
        ratio(warm["sign-in"], warm["bare"]),
        "≤ 2 ×",
        warm["sign-in"] <= 2 * warm["bare"],
    )
    key = median([one["key"] for one in found["today"]])
    yield Line(
        f"*Today* painted, from process start, password given ({ms(key)} of derivation apart), 300 × 5 years",
        ms(warm["today"]),
        f"Qt + SQLAlchemy + SQLCipher opening a table {ms(warm['store'])}",
        ratio(warm["today"], warm["store"]),
        "≤ 1.5 ×",
        warm["today"] <= 1.5 * warm["store"],
    )
    resident = max(one["resident"] for one in found["today"])
    yield Line("memory resident with *Today* open", f"{resident:.0f} MB", "–", "–", "≤ 220 MB", resident <= 220)
    if cold:
        times = [_cold_start(data) for _run in range(3)]
        yield Line(
            "*Today*, files dropped from the disk's cache",
            ms(median(times)),
            "–",
            "–",
            "≤ 1500 ms",
            median(times) <= 1500,
        )


def bare_window() -> float:
    """Milliseconds until a bare PySide6 window is painted: how fast this machine is today."""
    return median([_started("bare", Path())["painted"] for _run in range(5)])


def _cold_start(data: Path) -> float:
    _forget_files(Path(sys.prefix), data, Path(__file__).resolve().parents[2] / "centre_app")
    return _started("today", data)["painted"]


def _forget_files(*folders: Path) -> None:
    """Ask the system to drop these files from its cache; those that others have mapped stay."""
    for folder in folders:
        for path in folder.rglob("*"):
            if path.is_file() and not path.is_symlink():
                handle = os.open(path, os.O_RDONLY)
                try:
                    os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
                finally:
                    os.close(handle)


def _started(kind: str, data: Path) -> dict[str, float]:
    """Milliseconds to the paint, of the key's derivation, and MB resident."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "tests.benchmarks.started", kind, str(data)]
    begin = time.monotonic_ns()
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=120)
    if not done.stdout:
        raise RuntimeError(done.stderr)
    told = json.loads(done.stdout.splitlines()[-1])
    key = told["key"]
    return {
        "painted": (told["painted"] - begin) / 1e6 - key,
        "key": key,
        "resident": told["resident"] / 1024,
    }
