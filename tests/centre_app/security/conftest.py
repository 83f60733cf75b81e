"""A set-up centre of the test's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.factories.centres import Centre, copy_of_centre


@pytest.fixture
def centre(tmp_path: Path) -> Centre:
    """A set-up centre, closed."""
    return copy_of_centre(tmp_path / "centre")
