"""``dev.py bench [--quick] [--write] [--keep FOLDER] [--only NAME]``: measure, print the table, keep it in docs."""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path

from tests.benchmarks import outreach, paper, rounds, screens, starts, store, therapy, week_screen
from tests.benchmarks.centres import making, provided, say
from tests.benchmarks.measure import HEAD, Line, ms, ratio

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "performance.md"
REFERENCE = 120.0  # ms, as the issue says
BEGIN, END = "<!-- bench: begin -->", "<!-- bench: end -->"


def main(argv: list[str] | None = None) -> int:
    """Measure what was asked for. Returns the exit code: 0 also where a number is missed, for it is no test."""
    asked = _arguments(argv)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as temporary:
        kept = asked.keep or Path(temporary)
        kept.mkdir(parents=True, exist_ok=True)
        lines: list[Line] = []
        for name, measured in _parts(kept, Path(temporary), quick=asked.quick).items():
            if asked.only and name not in asked.only:
                continue
            say(f"measuring: {name}")
            for line in measured():
                lines.append(line)
                say(line.as_row())
    table = "\n".join([HEAD, *(line.as_row() for line in lines)])
    sys.stdout.write(table + "\n")
    if asked.write:
        _write(table)
    return 0


def _parts(kept: Path, temporary: Path, *, quick: bool) -> dict[str, Callable[[], Iterator[Line]]]:
    """Everything that is measured. ``quick`` leaves out the largest centres and repeats less."""
    small = partial(provided, kept, 300, 5)
    many = partial(provided, kept, 3000 if quick else 20_000, 1)
    runs = 5 if quick else 15
    parts: dict[str, Callable[[], Iterator[Line]]] = {
        "starts": lambda: starts.starting(small(), 3 if quick else 7, cold=not quick and hasattr(os, "posix_fadvise")),
        "screens": lambda: screens.painted(many(), provided(kept, 64, 1), 1 if quick else 3),
        "search": lambda: store.searching(many(), temporary, 50 if quick else 300),
        "marks": lambda: store.marking(small(), temporary, 50 if quick else 200),
        "month": lambda: store.counting(small(), temporary, "300 × 5 years", (15, 60), runs),
        "years": lambda: _years(provided(kept, 300, 1), small(), runs),
        "practice": lambda: making(temporary),
        "paper": lambda: paper.printing(small(), 20 if quick else 100),
        "weeks": lambda: therapy.weeks(provided(kept, 64, 1), temporary, 20 if quick else 60),
        "week screen": lambda: week_screen.shown(provided(kept, 64, 1), temporary, 3 if quick else 8),
        "help": lambda: therapy.helping(small(), runs),
        "timetable": therapy.proposing,
        "due": lambda: outreach.due(provided(kept, 3000, 1), temporary, runs),
        "board": lambda: outreach.board(outreach.teams_centre(kept), temporary, 5 if quick else 15),
        "keyed": lambda: outreach.keyed(outreach.teams_centre(kept), temporary, 20 if quick else 60),
        "sheets": lambda: outreach.sheets(outreach.teams_centre(kept), 3 if quick else 7),
        "rounds": rounds.proposing,
    }
    if not quick:
        large = partial(provided, kept, 3000, 5)
        parts["public"] = rounds.public_instances
        parts["large"] = lambda: store.counting(large(), temporary, "3,000 × 5 years", (150, 500), 7)
    return parts


def _years(one: Path, five: Path, runs: int) -> Iterator[Line]:
    """The month's cost must not grow with the years kept."""
    of_one, of_five = store.month_alone(one, runs), store.month_alone(five, runs)
    yield Line(
        "the same figures with five years kept, against one year kept",
        ms(of_five),
        f"one year {ms(of_one)}",
        ratio(of_five, of_one),
        "does not grow",
        of_five <= 1.3 * of_one,
    )


def _write(table: str) -> None:
    """Put the table between the marks of docs/performance.md; the words around it stay."""
    stamp = f"{datetime.now().astimezone():%d.%m.%Y}, {platform.system()} {platform.machine()}, {os.cpu_count()} cores,"
    bare = starts.bare_window()
    machine = (
        f"A bare PySide6 window takes {ms(bare)} on this machine. The numbers to reach were set on one where it takes"
        f" about {REFERENCE:.0f} ms: divide by {bare / REFERENCE:.1f} to compare."
    )
    block = f"{BEGIN}\nMeasured {stamp} Python {platform.python_version()}. {machine}\n\n{table}\n{END}"
    text = PAGE.read_text(encoding="utf-8") if PAGE.exists() else INTRODUCTION
    if BEGIN in text:
        before, rest = text.split(BEGIN, 1)
        text = before + block + rest.split(END, 1)[1]
    else:
        text = f"{text.rstrip()}\n\n{block}\n"
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(text, encoding="utf-8")


INTRODUCTION = """# Speed

`python3 dev.py bench --write` measures and writes the table below; `--quick` takes a minute, the whole of it about
twenty, most of which goes into making the practice centres (`--keep FOLDER` keeps them for the next time).

Each line is a median. The plain tool does the same work in the same run, turn by turn with ours: the standard
library's `sqlite3` on an unencrypted copy of the rows and indexes with the same safety (`WAL`, `synchronous=FULL`), a
bare PySide6 window, or a window that opens one table by SQLAlchemy and SQLCipher. Figures of the hand-written SQL are
compared with ours before anything is timed. No test asserts a time.
"""


def _arguments(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="dev.py bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="smaller centres, fewer runs")
    parser.add_argument("--write", action="store_true", help="put the table into docs/performance.md")
    parser.add_argument("--keep", type=Path, help="folder in which the practice centres are kept")
    parser.add_argument("--only", action="append", help="only this part; may be repeated")
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main())
