"""Spares the start the reading of every module's source.

PySide looks into the source text of each module that is imported, for its ``snake_case`` and ``true_property``
features, which nothing here uses: 350 files at the start of the app. Told by name instead, it need not look.
"""

from __future__ import annotations

import sys
from types import ModuleType


def tell_by_name() -> bool:
    """Only ``ui`` uses PySide. Gives False where this PySide has no such look into sources any more."""
    feature = sys.modules.get("PySide6.support.feature") or sys.modules.get("shibokensupport.feature")
    if feature is None or not hasattr(feature, "_mod_uses_pyside"):
        return False

    def uses_pyside(module: ModuleType) -> bool:
        return module.__name__.partition(".")[0] == "ui"

    vars(feature)["_mod_uses_pyside"] = uses_pyside
    return True
