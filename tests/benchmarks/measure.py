"""Measuring: medians of repeated runs, and the lines of the table."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """One line of the table. Times in milliseconds; ``plain`` is what the plain tool takes for the same.

    ``good`` is None where the issue sets no number that this run can judge.
    """

    task: str
    ours: str
    plain: str
    ratio: str
    wanted: str
    good: bool | None

    def as_row(self) -> str:
        """As Markdown."""
        verdict = {True: "yes", False: "**no**", None: "–"}[self.good]
        return f"| {self.task} | {self.ours} | {self.plain} | {self.ratio} | {self.wanted} | {verdict} |"


HEAD = "| task | here | plain tool | ratio | to reach | reached |\n|---|---|---|---|---|---|"


def times(work: Callable[[], object], runs: int, *, first: int = 1) -> list[float]:
    """Milliseconds of each run, after ``first`` runs that do not count."""
    for _run in range(first):
        work()
    found = []
    for _run in range(runs):
        begin = time.perf_counter()
        work()
        found.append((time.perf_counter() - begin) * 1000)
    return found


def side_by_side(
    ours: Callable[[], object], plain: Callable[[], object], runs: int, *, first: int = 1
) -> tuple[list[float], list[float]]:
    """Both, turn by turn, so that a busy machine slows both."""
    ours_ms: list[float] = []
    plain_ms: list[float] = []
    for run in range(first + runs):
        one, other = times(ours, 1, first=0), times(plain, 1, first=0)
        if run >= first:
            ours_ms += one
            plain_ms += other
    return ours_ms, plain_ms


def median(values: Sequence[float]) -> float:
    """The middle one."""
    return statistics.median(values)


def p95(values: Sequence[float]) -> float:
    """What 95 in a hundred stay within."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]


def ms(value: float) -> str:
    """«12.3 ms», with as many digits as mean something."""
    return f"{value:.0f} ms" if value >= 100 else f"{value:.1f} ms" if value >= 10 else f"{value:.2f} ms"


def ratio(ours: float, plain: float) -> str:
    """«1.8 ×»."""
    return f"{ours / plain:.2f} ×" if plain else "–"
