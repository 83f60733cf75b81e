"""A practice centre made once, for the tests that look at one as a whole."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from centre_app.practice.centre import Made, make_practice_centre

UNTIL = date(2026, 11, 20)  # a Friday


@pytest.fixture(scope="session")
def practice_made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Made]:
    """The folder of a practice centre up to a Friday, and what was said of it. To look at only."""
    data = tmp_path_factory.mktemp("practice") / "centre"
    return data, make_practice_centre(data, children=40, years=1, seed=7, until=UNTIL)


@pytest.fixture
def practice_folder(practice_made: tuple[Path, Made], tmp_path: Path) -> Path:
    """A copy of it to change."""
    data = tmp_path / "practice centre"
    shutil.copytree(practice_made[0], data)
    return data
