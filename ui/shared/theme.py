"""How the app looks: palette, style sheet, fonts and text size, from the one table of colours.

``apply`` sets them on the QApplication; ``colour`` and ``hexes`` give the colours in force to what is painted by hand.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from ui.shared.palettes import PALETTES

RESOURCES: Final = Path(__file__).resolve().parents[2] / "resources"
NAMES: Final = ("light", "dark", "contrast")
CHOICES: Final = ("system", *NAMES)
BASE_POINTS: Final = 10.5
FAMILY: Final = "Noto Sans"


class _InForce:
    """What is applied now; one QApplication, one look."""

    name = "light"
    scale = 100
    fonts_loaded = False


def name() -> str:
    """The theme in force: light, dark or contrast."""
    return _InForce.name


def scale() -> int:
    """The text size in force, in per cent (100–200)."""
    return _InForce.scale


def points(base: float) -> float:
    """A font size in points at the text size in force."""
    return base * _InForce.scale / 100


def px(base: int) -> int:
    """A length that has to hold text, in logical pixels at the text size in force."""
    return round(base * _InForce.scale / 100)


def colour(token: str) -> QColor:
    """The colour of this name in the theme in force. Raises KeyError for a name that the table lacks."""
    return QColor(PALETTES[_InForce.name][token])


def hexes() -> dict[str, str]:
    """All colours in force as ``#rrggbb``: for pictures drawn as SVG."""
    return dict(PALETTES[_InForce.name])


def system_theme() -> str:
    """What the desktop asks for: light or dark."""
    scheme = QGuiApplication.styleHints().colorScheme()
    return "dark" if scheme is Qt.ColorScheme.Dark else "light"


def apply(app: QApplication, choice: str, text_scale: int) -> None:
    """Put the look on: ``choice`` is one of CHOICES, ``text_scale`` per cent (kept within 100–200)."""
    _InForce.name = choice if choice in NAMES else system_theme()
    _InForce.scale = max(100, min(200, text_scale))
    load_fonts()
    font = QFont(FAMILY)
    font.setPointSizeF(points(BASE_POINTS))
    app.setFont(font)
    app.setPalette(_palette())
    app.setStyleSheet(style_sheet())


def load_fonts() -> None:
    """Register the fonts that travel with the app: the system may have none with our letters, or none at all."""
    if _InForce.fonts_loaded:
        return
    for file in ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf"):
        QFontDatabase.addApplicationFont(str(RESOURCES / "fonts" / file))
    _InForce.fonts_loaded = True


def style_sheet() -> str:
    """The style sheet with the colours and sizes in force filled in for ``@name@``."""
    template = (RESOURCES / "style" / "app.qss").read_text(encoding="utf-8")
    values = hexes()
    values["icons"] = (RESOURCES / "icons").as_posix()
    values["ticks"] = "dark" if _InForce.name == "dark" else "light"
    values["arrows"] = "contrast" if _InForce.name == "contrast" else "soft"

    def fill(found: re.Match[str]) -> str:
        token = found[1]
        if token.startswith("pt"):
            return f"{points(float(token[2:])):.1f}pt"
        return values[token]

    return re.sub(r"@([a-z_]+|pt[\d.]+)@", fill, template)


def _palette() -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for to, token in (
        (role.Window, "ground"),
        (role.WindowText, "text"),
        (role.Base, "input"),
        (role.AlternateBase, "card_alternate"),
        (role.Text, "text"),
        (role.PlaceholderText, "muted"),
        (role.Button, "card"),
        (role.ButtonText, "text"),
        (role.BrightText, "danger"),
        (role.Highlight, "selection"),
        (role.HighlightedText, "selection_text"),
        (role.ToolTipBase, "card"),
        (role.ToolTipText, "text"),
        (role.Link, "accent"),
        (role.LinkVisited, "accent"),
        (role.Accent, "accent"),
        (role.Mid, "line"),
        (role.Midlight, "line"),
        (role.Dark, "edge"),
        (role.Shadow, "edge"),
        (role.Light, "card"),
    ):
        palette.setColor(to, colour(token))
    for to in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, to, colour("muted"))
    palette.setColor(QPalette.ColorGroup.Disabled, role.Base, colour("disabled"))
    return palette
