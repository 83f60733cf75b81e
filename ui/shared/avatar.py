"""A person's picture: the photo where there is consent for one, else the initials."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPainterPath, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from ui.shared import theme


def initials(name: str) -> str:
    """The first letters of the first two words of a name."""
    return "".join(word[0] for word in name.split()[:2]).upper()


class Avatar(QWidget):
    """A round picture ``size`` logical pixels across."""

    def __init__(self, size: int = 48) -> None:
        super().__init__()
        self._size = theme.px(size)
        self.setFixedSize(self._size, self._size)
        self._letters = ""
        self._photo: QPixmap | None = None

    def show_person(self, name: str, photo: bytes | None = None) -> None:
        """Show this person; a photo that cannot be read gives way to the initials."""
        self._letters = initials(name)
        picture = QPixmap()
        self._photo = picture if photo and picture.loadFromData(photo) else None
        self.setAccessibleName(name)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        whole = QRectF(self.rect())
        round_edge = QPainterPath()
        round_edge.addEllipse(whole)
        painter.setClipPath(round_edge)
        if self._photo is not None:
            fitted = self._photo.scaled(
                self.size() * self.devicePixelRatioF(),
                Qt.AspectRatioMode.KeepAspectRatioByExpanding,
                Qt.TransformationMode.SmoothTransformation,
            )
            side = min(fitted.width(), fitted.height())
            middle = QRectF((fitted.width() - side) / 2, (fitted.height() - side) / 2, side, side)
            painter.drawPixmap(whole, fitted, middle)
            return
        painter.fillRect(whole, theme.colour("accent_soft"))
        font = QFont(self.font())
        font.setPixelSize(round(self._size * 0.36))
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(theme.colour("accent"))
        painter.drawText(whole, Qt.AlignmentFlag.AlignCenter, self._letters)
