"""The frame of every start window: the app's name, the choice of language, one white card in the middle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from centre_app.errors import UserError
from centre_app.language.translate import LANGUAGE_NAMES, LANGUAGES, _, current
from ui import bugs, tasks
from ui.application import Application
from ui.shared import theme
from ui.shared.buttons import On, link_button
from ui.shared.choice import ChoiceBox
from ui.shared.words import label

if TYPE_CHECKING:
    from ui.shared.form import Form

CARD_WIDTH = 560


class StartPage(QWidget):
    """A start window. ``back`` is where *Back* leads, None where there is nothing before it.

    A change of language rebuilds the window through ``begin``-like ``again``: what is typed on a first page is
    a name and a password at most.
    """

    def __init__(
        self, app: Application, title: str, *, again: On | None, back: On | None = None, width: int = CARD_WIDTH
    ) -> None:
        super().__init__()
        self.app = app
        self.setWindowTitle(_("Centre App"))
        self.setObjectName("startPage")
        self._again = again
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 16, 24, 16)
        outer.addLayout(self._top(back))
        card = QFrame()
        card.setProperty("kind", "card")
        card.setFixedWidth(theme.px(width))
        self.body = QVBoxLayout(card)
        self.body.setContentsMargins(32, 24, 32, 24)
        self.body.setSpacing(12)
        self.body.addWidget(label(title, kind="title", wrap=True))
        self.trouble = label(kind="error", wrap=True)
        self.trouble.hide()
        centred = QWidget()
        row = QHBoxLayout(centred)
        row.addStretch(1)
        column = QVBoxLayout()
        column.addStretch(1)
        column.addWidget(card)
        column.addStretch(2 if width == CARD_WIDTH else 1)
        row.addLayout(column)
        row.addStretch(1)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setWidget(centred)
        outer.addWidget(scroll, 1)
        self.resize(1000, 728)

    def say(self, words: str) -> None:
        """Say what went wrong, above the button; "" takes the words away."""
        self.trouble.setText(words)
        self.trouble.setVisible(bool(words))

    def tell(self, error: Exception, form: Form | None = None) -> bool:
        """Say what went wrong at its field, or above the button; a bug is reported. Gives True: it is dealt with."""
        if isinstance(error, UserError):
            if form is not None and error.field is not None:
                form.show_error(error.field, error.in_words())
            else:
                self.say(error.in_words())
        elif not isinstance(error, tasks.Stopped):
            bugs.show(error)
        return True

    def _top(self, back: On | None) -> QHBoxLayout:
        top = QHBoxLayout()
        if back is not None:
            top.addWidget(link_button(_("Back"), back, icon="back"))
        top.addWidget(label(_("Centre App"), kind="heading"))
        top.addStretch(1)
        if self._again is not None:
            languages = ChoiceBox([(code, LANGUAGE_NAMES[code]) for code in LANGUAGES])
            languages.setAccessibleName(_("Language"))
            languages.set_value(current().language)
            languages.chosen.connect(self._speak)
            top.addWidget(languages, 0, Qt.AlignmentFlag.AlignRight)
        return top

    def _speak(self, code: object) -> None:
        self.app.set_language(str(code))
        if self._again is not None:
            self._again()
