"""A window that is open all day stays open."""

from __future__ import annotations

import subprocess
import sys

CALLS = """
import ui
from PySide6.QtCore import QObject
thing = QObject()
for _ in range(300_000):
    thing.setObjectName("Ситора")
    thing.parent()
print("still here")
"""


def test_calls_that_return_nothing_use_up_no_reference_to_none() -> None:
    done = subprocess.run([sys.executable, "-c", CALLS], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "still here"), done.stderr[-500:]
