"""The start does not read the source of every module."""

from __future__ import annotations

import sys
from types import ModuleType

from ui import features


def test_pyside_is_told_by_name_which_modules_use_it() -> None:
    assert features.tell_by_name()
    feature = sys.modules["PySide6.support.feature"]
    assert feature._mod_uses_pyside(ModuleType("ui.children.screen"))
    assert not feature._mod_uses_pyside(ModuleType("sqlalchemy.orm"))
