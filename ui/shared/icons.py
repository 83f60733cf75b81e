"""Our one set of line icons (``resources/icons``), painted in a colour of the theme in force."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QLabel

from ui.shared import theme

#: Height of a button's icon at 100 % text.
HEIGHT = 18


def icon(name: str, colour: str = "text") -> QIcon:
    """The icon of this name in the theme's colour. Raises FileNotFoundError for an icon that does not exist."""
    return _icon(name, colour, 1.0, HEIGHT)


def beside_words(name: str, colour: str = "text", height: int = HEIGHT) -> QIcon:
    """The icon with a little room at its right: a button sets its words close against it. Shown 4 : 3."""
    return _icon(name, colour, 4 / 3, height)


def sign(name: str, colour: str, size: int) -> QLabel:
    """The icon standing by itself, ``size`` logical pixels at 100 % text; words beside it say the same."""
    made = QLabel()
    made.setPixmap(pixmap(name, theme.px(size), colour))
    return made


def pixmap(name: str, size: int, colour: str = "text") -> QPixmap:
    """The icon as a picture of ``size`` logical pixels, sharp on this screen."""
    return _render(name, size, theme.colour(colour).name(), 1.0, _screen_ratio())


def _icon(name: str, colour: str, wide: float, height: int) -> QIcon:
    # The style makes the greyed one itself.
    return QIcon(_render(name, theme.px(height), theme.colour(colour).name(), wide, _screen_ratio()))


def _screen_ratio() -> float:
    screen = QGuiApplication.primaryScreen()
    return screen.devicePixelRatio() if screen is not None else 1.0


@cache
def _source(name: str) -> str:
    return (theme.RESOURCES / "icons" / f"{name}.svg").read_text(encoding="utf-8")


@cache
def _render(name: str, height: int, colour: str, wide: float, ratio: float) -> QPixmap:
    side = round(height * ratio)
    drawn = QPixmap(QSize(round(side * wide), side))
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    svg = _source(name).replace("currentColor", colour)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, side, side))
    painter.end()
    drawn.setDevicePixelRatio(ratio)
    return drawn
