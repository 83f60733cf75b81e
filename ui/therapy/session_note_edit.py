"""A field for a note that knows one's own phrases: “/” offers them where one is typing."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QMenu, QPlainTextEdit, QSizePolicy

from centre_app.language.translate import _
from ui.shared import theme

_SHOWN = 70  # letters of a phrase in the menu


class NoteEdit(QPlainTextEdit):
    """``keep_asked(text)``: what is selected (or typed) is to become a phrase; ``own_asked``: the list of them."""

    keep_asked = Signal(str)
    own_asked = Signal()

    def __init__(self, name: str, lines: int = 2) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.phrases: Sequence[str] = ()
        self.menu: QMenu | None = None
        self._lines = lines
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._grow)
        self._grow()

    def text(self) -> str:
        """What is typed."""
        return self.toPlainText()

    def set_text(self, text: str) -> None:
        """Show this without telling."""
        before = self.blockSignals(True)
        self.setPlainText(text)
        self.blockSignals(before)
        self._grow()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(240), self.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        if event.text() == "/" and self._begins_a_word():
            self.offer(typed=1)

    def offer(self, typed: int = 0) -> None:
        """The phrases at the cursor; the one chosen takes the place of the ``typed`` letters before it."""
        menu = QMenu(self)
        for phrase in self.phrases:
            shown = phrase if len(phrase) <= _SHOWN else phrase[: _SHOWN - 1] + "…"
            menu.addAction(shown.replace("&", "&&"), partial(self._put, phrase, typed))
        if not self.phrases:
            nothing = menu.addAction(_("You have no phrases yet"))
            nothing.setEnabled(False)
        menu.addSeparator()
        wanted = (self.textCursor().selectedText() or self._line()).strip().removesuffix("/").strip()
        if wanted and wanted not in self.phrases:
            short = wanted if len(wanted) <= _SHOWN // 2 else wanted[: _SHOWN // 2 - 1] + "…"
            words = _("Keep as a phrase: {phrase}").format(phrase=f"“{short}”")
            menu.addAction(words.replace("&", "&&"), partial(self._keep, wanted, typed))
        menu.addAction(_("My phrases…"), self.own_asked.emit)
        actions = menu.actions()
        if self.phrases:
            menu.setActiveAction(actions[0])
        self.menu = menu
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.viewport().mapToGlobal(self.cursorRect().bottomLeft() + QPoint(0, 4)))

    def _put(self, phrase: str, typed: int) -> None:
        cursor = self.textCursor()
        for _letter in range(typed):
            cursor.deletePreviousChar()
        before = self.toPlainText()[: cursor.position()]
        cursor.insertText((" " if before and not before[-1].isspace() else "") + phrase)
        self.setTextCursor(cursor)
        self.setFocus()

    def _keep(self, phrase: str, typed: int) -> None:
        cursor = self.textCursor()
        for _letter in range(typed):
            cursor.deletePreviousChar()
        self.keep_asked.emit(phrase)

    def _begins_a_word(self) -> bool:
        at = self.textCursor().position() - 1
        text = self.toPlainText()
        return at >= 0 and text[at : at + 1] == "/" and (at == 0 or text[at - 1].isspace())

    def _line(self) -> str:
        cursor = self.textCursor()
        cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
        return cursor.selectedText()

    def _grow(self) -> None:
        # As high as the words need, between its usual lines and three times as many: what was written is seen whole.
        document = self.document()
        lines = max(self._lines, min(self._lines * 3, int(document.size().height())))
        margins = 2 * int(document.documentMargin()) + theme.px(14)
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + margins)
